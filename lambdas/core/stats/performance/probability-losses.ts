/** Sums of a loss over rows. */
export interface LossSums {
  readonly rows: number;
  readonly sum: number;
  readonly squares: number;
}

/** A mean with its standard error. */
export interface Mean {
  readonly value: number;
  readonly standardError: number;
}

/** scikit-learn's: probabilities are no nearer to 0 and 1 than this. */
const nearest = 2 ** -52;

/**
 * What a probability of the positive class loses once the truth is known.
 *
 *   brier = (1 - p of the true class)²    log = -ln(p of the true class), p clipped to [2^-52, 1 - 2^-52]
 *
 * @see witness: sklearn.metrics.brier_score_loss, log_loss
 */
export function probabilityLoss(
  probability: number,
  isPositive: boolean,
): { readonly brier: number; readonly log: number } {
  const ofTruth = isPositive ? probability : 1 - probability;
  return { brier: (1 - ofTruth) ** 2, log: -Math.log(Math.min(1 - nearest, Math.max(nearest, ofTruth))) };
}

/** Mean of a loss and its standard error. @returns undefined without a row */
export function meanLoss({ rows, sum, squares }: LossSums): Mean | undefined {
  if (rows === 0) return undefined;
  const value = sum / rows;
  const variance = Math.max(0, squares / rows - value * value);
  return { value, standardError: Math.sqrt(variance / Math.max(1, rows - 1)) };
}

/** Labelled rows of one bin of probabilities. */
export interface CalibrationBin {
  readonly rows: number;
  readonly positives: number;
  /** Sum of the probabilities. */
  readonly probabilities: number;
}

/**
 * Expected calibration error: how far mean probability and share of positives are apart, bin by bin.
 *
 *   sum over bins of (rows / all) | positives / rows - mean probability |
 *
 * Never 0 by chance, as bins differ by sampling: held against that of a reference with as many bins.
 *
 * @returns undefined without a row
 * @see Naeini, Cooper & Hauskrecht (2015)
 */
export function calibrationError(bins: readonly CalibrationBin[]): Mean | undefined {
  const all = bins.reduce((sum, { rows }) => sum + rows, 0);
  if (all === 0) return undefined;
  let [value, variance] = [0, 0];
  for (const { rows, positives, probabilities } of bins) {
    if (rows === 0) continue;
    const share = positives / rows;
    value += Math.abs(positives - probabilities) / all;
    variance += (rows * share * (1 - share)) / all ** 2;
  }
  return { value, standardError: Math.sqrt(variance) };
}
