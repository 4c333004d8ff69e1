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

/** How a column of numbers is told. */
export interface ToldNumbers {
  readonly unit?: Unit;
  /** Whether single values are not to be shown. */
  readonly sensitive?: boolean;
}

/** What shares that are equal may differ by: of two that say the same the values that are new are told. */
const slack = 1e-9;

/** A value is told where the rise of its share accounts for so much of the largest gap: else it only moved with the others. */
const shareOfGap = 0.8;

/**
 * How the numbers moved: by the one value that they all are now; by the one whose share rose, where that is nearly all; else by the quantile at which the two
 * distributions are farthest apart, so that a wider spread is not told as a shift of the median, or by the values beyond all of the
 * reference's, where those are more. Of two values there is no quantile worth a name.
 *
 * @returns undefined where nothing that has a name moved
 */
export function widestMove(
  bins: NumberBins,
  reference: NumberValues,
  current: NumberValues,
  { unit, sensitive = false }: ToldNumbers = {},
): Change | undefined {
  const constant = becameConstant(bins, reference, current, sensitive);
  const isOfTwo = hasTwoValues(bins, reference);
  const ofValue = sensitive && !isOfTwo ? undefined : valueMove(bins, reference, current);
  const moves = [
    ...(isOfTwo ? [] : quantiles.flatMap((at) => quantileMove(at, bins, reference, current))),
    ...movesBeyond(bins, reference, current),
  ];
  const [widest] = moves.toSorted((a, b) => b.share - a.share);
  const isValue =
    ofValue !== undefined &&
    ofValue.share > (widest?.share ?? 0) + slack &&
    (isOfTwo ||
      !widest ||
      (ofValue.hasRisen && ofValue.share >= shareOfGap * largestGap(reference, current)));
  const change = constant ?? (isValue ? ofValue : widest)?.change;
  return change && { ...change, ...(unit === undefined ? {} : { unit }) };
}

function hasTwoValues({ cuts, exact }: NumberBins, { bins }: NumberValues): boolean {
  return exact && cuts.length === 2 && bins[1]! > 0 && bins[3]! > 0;
}

/** As Kolmogorov and Smirnov have it. */
function largestGap(reference: NumberValues, current: NumberValues): number {
  let [before, now, gap] = [0, 0, 0];
  for (let bin = 0; bin < reference.bins.length; bin++) {
    before += reference.bins[bin]!;
    now += current.bins[bin]!;
    gap = Math.max(gap, Math.abs(before / reference.count - now / current.count));
  }
  return gap;
}

/** All values are the same now. Of a value that is no cut point it is known how often it was there only where the reference's all are. */
function becameConstant(
  { cuts, exact }: NumberBins,
  reference: NumberValues,
  { min, max }: NumberValues,
  isSensitive: boolean,
): Change | undefined {
  if (min === undefined || min !== max || reference.count === 0) return undefined;
  const cut = cuts.indexOf(min);
  const from = cut >= 0 ? shareAt(reference, cut) : exact ? 0 : undefined;
  return {
    kind: 'constant',
    ...(isSensitive ? {} : { value: min }),
    ...(from === undefined ? {} : { from }),
  };
}

/** The value of the reference whose share changed most; of two that mirror each other the larger one. */
function valueMove(
  { cuts }: NumberBins,
  reference: NumberValues,
  current: NumberValues,
): (Move & { readonly hasRisen: boolean }) | undefined {
  let widest: { readonly cut: number; readonly share: number } = { cut: 0, share: 0 };
  for (let cut = 0; cut < cuts.length; cut++) {
    const share = Math.abs(shareAt(current, cut) - shareAt(reference, cut));
    if (share >= widest.share) widest = { cut, share };
  }
  const { cut, share } = widest;
  if (share === 0) return undefined;
  const [from, to] = [shareAt(reference, cut), shareAt(current, cut)];
  return { share, hasRisen: to > from, change: { kind: 'share', value: cuts[cut]!, from, to } };
}

const shareAt = ({ bins, count }: NumberValues, cut: number): number => bins[2 * cut + 1]! / count;

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
