import { type NotComputable, notComputable } from '../not-computable.ts';

/** `exact` when the quantile fell on a cut point, so that it is a value that occurs. */
export type BinnedQuantile = { readonly computable: true; readonly value: number; readonly exact: boolean };

/**
 * Quantile of a sample read off its counts on the reference's bins, for sentences like "the median rose from 34 to 41".
 *
 *   the smallest x with F(x) >= probability
 *
 * On a cut point's own bin that is the cut point. In an open bin it is taken as evenly spread between the cut points beside
 * it; below the first and above the last cut point it is that cut point, the nearest value known.
 *
 * @param cuts  k cut points in ascending order
 * @param counts  counts on their 2k + 1 cells
 * @param probability  in [0, 1]
 * @returns the quantile in the feature's unit, or why there is none: no rows, or no cut points
 * @throws RangeError when the counts don't fit the cut points or the probability is outside [0, 1]
 * @see Hyndman & Fan (1996), type 1 on cut points
 */
export function quantileFromBins(
  cuts: ArrayLike<number>,
  counts: ArrayLike<number>,
  probability: number,
): BinnedQuantile | NotComputable {
  requireBins(cuts, counts, probability);
  // Counts are whole numbers: they add up exactly without compensation.
  let total = 0;
  for (let i = 0; i < counts.length; i++) total += counts[i]!;
  if (total === 0) return notComputable('the sample is empty');
  if (cuts.length === 0) return notComputable('the reference has no values, so there are no cut points');

  const rank = probability * total;
  let below = 0;
  let cell = 0;
  while (counts[cell] === 0 || (below + counts[cell]! < rank && below + counts[cell]! < total)) {
    below += counts[cell]!;
    cell++;
  }
  if (cell % 2 === 1) return { computable: true, value: cuts[(cell - 1) / 2]!, exact: true };
  const share = (rank - below) / counts[cell]!;
  return { computable: true, value: within(cuts, cell / 2, share), exact: false };
}

/** The value at a share of the way through open bin i, which lies between cuts[i - 1] and cuts[i]. */
function within(cuts: ArrayLike<number>, i: number, share: number): number {
  const low = cuts[i - 1] ?? cuts[i]!;
  const high = cuts[i] ?? low;
  if (low === high || !Number.isFinite(low)) return high;
  return Number.isFinite(high) ? low * (1 - share) + high * share : low;
}

function requireBins(cuts: ArrayLike<number>, counts: ArrayLike<number>, probability: number): void {
  if (counts.length !== 2 * cuts.length + 1) {
    throw new RangeError(
      `quantileFromBins requires 2k + 1 counts for k = ${cuts.length} cut points, found ${counts.length}`,
    );
  }
  if (!(probability >= 0 && probability <= 1)) {
    throw new RangeError(`quantileFromBins requires a probability in [0, 1], found ${probability}`);
  }
}
