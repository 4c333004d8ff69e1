/** What labels said of a batch: how many rows have one, and how many of those were wrong, or their sum of losses in [0, 1]. */
export type LabelledCount = { readonly labelled: number; readonly wrong: number };

/** Rises of the error rate that are looked for, from half a point to sixteen. */
const rises = [0.005, 0.01, 0.02, 0.04, 0.08, 0.16] as const;

/** What speaks for each of the rises so far: the logarithm of its Shiryaev-Roberts sum. Six numbers. */
export type Detector = readonly number[];

/** Before the first batch nothing speaks for anything. */
export const noEvidence: Detector = rises.map(() => Number.NEGATIVE_INFINITY);

/** What a batch is held against. */
export type Null = {
  /** The error rate is no higher than this while all is well; in (0, 1). */
  readonly bound: number;
  /** 1 where rows are independent, more where the rows of a batch have something in common: see spreadOfDays. */
  readonly designEffect: number;
};

/**
 * One more batch for the Shiryaev-Roberts e-detector of an error rate that rises at a time unknown, by an amount unknown.
 *
 *   theta_j = bound + rise_j, at most halfway to 1
 *   log e_j = [ k log(theta_j / bound) + (n - k) log((1 - theta_j) / (1 - bound)) ] / designEffect
 *   S_j     = log(1 + exp S_j) + log e_j
 *
 * Of n independent rows with losses in [0, 1] whose mean is at most the bound, e_j has a mean of at most 1, also where losses are
 * not just 0 and 1: x log(a) + (1 - x) log(b) exponentiated is convex in x. So the mean of exp S_j is at most the number of batches,
 * and passes c for the first time after c batches on average, or later.
 *
 * @param batch  n of `labelled` above 0, k of `wrong` in [0, n]
 * @throws RangeError when the bound is not in (0, 1) or the design effect is not above 0
 * @see Shin, Ramdas & Rinaldo (2023), E-detectors: a nonparametric framework for sequential change detection
 */
export function withEvidence(
  detector: Detector,
  batch: LabelledCount,
  { bound, designEffect }: Null,
): Detector {
  if (!(bound > 0 && bound < 1 && designEffect > 0))
    throw new RangeError(
      `withEvidence requires a bound in (0, 1) and a design effect above 0, found ${bound} and ${designEffect}`,
    );
  const { labelled, wrong } = batch;
  return detector.map((sum, j) => {
    const theta = Math.min(bound + (rises[j] ?? 0), (1 + bound) / 2);
    const gain = wrong * Math.log(theta / bound) + (labelled - wrong) * Math.log((1 - theta) / (1 - bound));
    return logOnePlusExp(sum) + gain / designEffect;
  });
}

/**
 * What speaks for any rise at all: log of the mean of exp S_j.
 *
 * @returns the logarithm; negative infinity before the first batch
 */
export function logEvidence(detector: Detector): number {
  const most = Math.max(...detector);
  if (most === Number.NEGATIVE_INFINITY) return most;
  const sum = detector.reduce((total, one) => total + Math.exp(one - most), 0);
  return most + Math.log(sum / detector.length);
}

function logOnePlusExp(x: number): number {
  return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
}
