import type { NumberValues } from '../../columns/number-values.ts';
import type { NumberBins } from '../../columns/reference-bins.ts';
import { quantileFromBins } from '../../stats/bins/quantile-from-bins.ts';
import { direction, percent } from '../../text/in-words.ts';
import { plainNumbers, type Wording } from '../derived/derived-words.ts';

/** One way to say how numbers moved, and the share of rows that it accounts for. */
interface Move {
  readonly share: number;
  readonly change: string;
}

/** Quantiles that a sentence may name; among equals the first. */
const quantiles = [
  { probability: 0.5, name: 'median' },
  { probability: 0.9, name: '90th percentile' },
  { probability: 0.1, name: '10th percentile' },
] as const;

/**
 * How the numbers moved, in words: by the quantile at which the two distributions are farthest apart, so that a wider
 * spread is not told as a shift of the median; or by the values beyond all of the reference's, where those are more.
 *
 * @returns undefined where nothing that has a name moved
 */
export function widestMove(
  bins: NumberBins,
  reference: NumberValues,
  current: NumberValues,
  wording: Wording = plainNumbers,
): string | undefined {
  const moves = [
    ...quantiles.flatMap((quantile) => quantileMove(quantile, bins, reference, current, wording)),
    ...movesBeyond(bins, reference, current, wording),
  ];
  const [widest] = moves.toSorted((a, b) => b.share - a.share);
  return widest?.change;
}

function quantileMove(
  { probability, name }: (typeof quantiles)[number],
  { cuts }: NumberBins,
  reference: NumberValues,
  current: NumberValues,
  { value, unit }: Wording,
): readonly Move[] {
  const from = quantileFromBins(cuts, reference.bins, probability);
  const to = quantileFromBins(cuts, current.bins, probability);
  if (!from.computable || !to.computable || from.value === to.value) return [];
  const verb = direction(from.value, to.value);
  const change = `${name} ${verb} from ${value(from.value)} to ${value(to.value)}${unit}`;
  return [{ share: gapAt(probability, reference, current), change }];
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
function movesBeyond(
  { cuts }: NumberBins,
  reference: NumberValues,
  current: NumberValues,
  { value, unit }: Wording,
): readonly Move[] {
  const ends = [
    { bin: 0, own: 1, side: 'below', last: 'smallest', cut: cuts[0] },
    { bin: 2 * cuts.length, own: 2 * cuts.length - 1, side: 'above', last: 'largest', cut: cuts.at(-1) },
  ];
  return ends.flatMap(({ bin, own, side, last, cut }) => {
    const from = reference.bins[bin]! / reference.count;
    const to = current.bins[bin]! / current.count;
    if (cut === undefined || reference.bins[own] === 0 || to <= from) return [];
    const change = `values ${side} ${value(cut)}${unit}, the reference's ${last}, rose from ${percent(from)} to ${percent(to)}`;
    return [{ share: to - from, change }];
  });
}
