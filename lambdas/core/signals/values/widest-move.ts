import type { NumberValues } from '../../columns/number-values.ts';
import type { NumberBins } from '../../columns/reference-bins.ts';
import type { Change, ChangeOf } from '../../result/change-schema.ts';
import { quantileFromBins } from '../../stats/bins/quantile-from-bins.ts';

/** One way in which numbers moved, and the share of rows that it accounts for. */
interface Move {
  readonly share: number;
  readonly change: Change;
}

/** Quantiles that a sentence may name; among equals the first. */
const quantiles = [0.5, 0.9, 0.1] as const;

type Unit = ChangeOf<'quantile'>['unit'];

/**
 * How the numbers moved: by the quantile at which the two distributions are farthest apart, so that a wider
 * spread is not told as a shift of the median; or by the values beyond all of the reference's, where those are more.
 *
 * @returns undefined where nothing that has a name moved
 */
export function widestMove(
  bins: NumberBins,
  reference: NumberValues,
  current: NumberValues,
  unit?: Unit,
): Change | undefined {
  const moves = [
    ...quantiles.flatMap((at) => quantileMove(at, bins, reference, current)),
    ...movesBeyond(bins, reference, current),
  ];
  const [widest] = moves.toSorted((a, b) => b.share - a.share);
  return widest && { ...widest.change, ...(unit === undefined ? {} : { unit }) };
}

function quantileMove(
  at: number,
  { cuts }: NumberBins,
  reference: NumberValues,
  current: NumberValues,
): readonly Move[] {
  const from = quantileFromBins(cuts, reference.bins, at);
  const to = quantileFromBins(cuts, current.bins, at);
  if (!from.computable || !to.computable || from.value === to.value) return [];
  const change = { kind: 'quantile' as const, at, from: from.value, to: to.value };
  return [{ share: gapAt(at, reference, current), change }];
}

/** How far the two distribution functions are apart at a quantile of the reference. */
function gapAt(probability: number, reference: NumberValues, current: NumberValues): number {
  let before = 0;
  let now = 0;
  for (let bin = 0; bin < reference.bins.length && before < probability * reference.count; bin++) {
    before += reference.bins[bin]!;
    now += current.bins[bin]!;
  }
  return Math.abs(before / reference.count - now / current.count);
}

/** Values below and above all cut points, where those at the ends are values of the reference: it has none of them. */
function movesBeyond({ cuts }: NumberBins, reference: NumberValues, current: NumberValues): readonly Move[] {
  const ends = [
    { bin: 0, own: 1, side: 'below' as const, bound: cuts[0] },
    { bin: 2 * cuts.length, own: 2 * cuts.length - 1, side: 'above' as const, bound: cuts.at(-1) },
  ];
  return ends.flatMap(({ bin, own, side, bound }) => {
    const from = reference.bins[bin]! / reference.count;
    const to = current.bins[bin]! / current.count;
    if (bound === undefined || reference.bins[own] === 0 || to <= from) return [];
    return [{ share: to - from, change: { kind: 'beyond' as const, side, bound, from, to } }];
  });
}
