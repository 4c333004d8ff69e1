import type { NumberValues } from '../../columns/number-values.ts';
import type { NumberBins } from '../../columns/reference-bins.ts';

/** @param probability  in [0, 1] @returns undefined where there is no value or no cut point */
export type Quantile = (probability: number) => number | undefined;

/**
 * Quantiles of one sample, of which a page asks many: the counts are added up once. The same as `quantileFromBins`.
 */
export function quantilesOf({ cuts }: NumberBins, { bins }: Pick<NumberValues, 'bins'>): Quantile {
  const below = new Float64Array(bins.length + 1);
  for (let cell = 0; cell < bins.length; cell++) below[cell + 1] = below[cell]! + bins[cell]!;
  const total = below[bins.length]!;
  if (total === 0 || cuts.length === 0) return () => undefined;
  return (probability) => {
    const rank = probability * total;
    const cell = cellOf(below, rank);
    if (cell % 2 === 1) return cuts[(cell - 1) / 2];
    const low = cuts[cell / 2 - 1] ?? cuts[0]!;
    const high = cuts[cell / 2] ?? low;
    const share = (rank - below[cell]!) / (below[cell + 1]! - below[cell]!);
    return low * (1 - share) + high * share;
  };
}

/** The first cell with a count at whose end at least so many values lie. */
function cellOf(below: Float64Array, rank: number): number {
  const wanted = Math.max(rank, Number.MIN_VALUE);
  let low = 0;
  let high = below.length - 2;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (below[middle + 1]! >= wanted) high = middle;
    else low = middle + 1;
  }
  return low;
}
