import type { NumberValues } from '../../columns/number-values.ts';
import type { NumberBins } from '../../columns/reference-bins.ts';
import { type Quantile, quantilesOf } from './quantiles-of.ts';

/** Groups of equal width on the axis that both samples are drawn on: group i is [start + i width, start + (i + 1) width). */
export interface Axis {
  readonly start: number;
  readonly width: number;
  readonly groups: number;
}

/** One sample on an axis: shares of its values, which sum to 1. */
export interface GroupShares {
  /** Left of the axis. */
  readonly below: number;
  readonly within: readonly number[];
  /** Right of the axis. */
  readonly above: number;
}

/** Values nearer to each other than this are drawn as one: halves of the smallest numbers are no numbers any more. */
const narrowest = 1e-300;
/** Most groups that are drawn. */
const mostGroups = 30;
/**
 * Shares of the values at either end that may lie off the axis, so that a few far values do not flatten the picture: the
 * first that leaves the middle four fifths at least {@link leastMiddle} of the axis.
 */
const tails = [0.005, 0.01, 0.025, 0.05, 0.1] as const;
const leastMiddle = 0.2;
/** The axis covers all of the reference's values where that makes it at most so much longer. */
const tolerableStretch = 1.6;

/**
 * The axis for two samples: where nearly all values of both lie, within the range of the reference, beyond which only
 * counts are known. Values on a lattice (whole numbers, tenths) get groups of equally many of its points.
 *
 * @returns undefined when the reference has no finite value
 */
export function axisOf(bins: NumberBins, samples: readonly Pick<NumberValues, 'bins'>[]): Axis | undefined {
  const { cuts } = bins;
  const range = rangeOf(
    cuts,
    samples.map((sample) => quantilesOf(bins, sample)),
  );
  if (!range) return undefined;
  const { low, high } = range;
  if (high - low < narrowest) {
    const width = Math.max(1, Math.abs(low) / 10);
    return { start: low - width / 2, width, groups: 1 };
  }
  const gap = latticeGap(cuts);
  if (gap === undefined || (high - low) / gap > 100 * mostGroups)
    return { start: low, width: ((high - low) / mostGroups) * (1 + 1e-9), groups: mostGroups };
  const points = Math.round((high - low) / gap) + 1;
  const width = gap * Math.ceil(points / mostGroups);
  return { start: low - gap / 2, width, groups: Math.ceil((points * gap) / width - 1e-9) };
}

interface Range {
  readonly low: number;
  readonly high: number;
}

function rangeOf(cuts: readonly number[], samples: readonly Quantile[]): Range | undefined {
  const first = cuts[0];
  const last = cuts.at(-1);
  if (first === undefined || last === undefined || !Number.isFinite(last - first)) return undefined;
  const middle = rangeWithout(0.1, samples);
  if (!middle) return { low: first, high: last };
  for (const tail of tails) {
    const range = rangeWithout(tail, samples) ?? middle;
    const stretched =
      (last - first) / (range.high - range.low) > tolerableStretch ? range : { low: first, high: last };
    const share = (middle.high - middle.low) / (stretched.high - stretched.low);
    if (range.low < range.high && share >= leastMiddle) return stretched;
  }
  return { low: first, high: last };
}

/** Where all values lie but a share at either end of each sample. Undefined where that is one point, or nothing. */
function rangeWithout(tail: number, samples: readonly Quantile[]): Range | undefined {
  const ends = samples.flatMap((quantile) => [quantile(tail) ?? [], quantile(1 - tail) ?? []].flat());
  const low = Math.min(...ends);
  const high = Math.max(...ends);
  return low < high ? { low, high } : undefined;
}

/** The distance between neighbouring cut points that all of them are multiples of; undefined where there is none. */
function latticeGap(cuts: readonly number[]): number | undefined {
  const first = cuts[0]!;
  let gap = Number.POSITIVE_INFINITY;
  for (let i = 1; i < cuts.length; i++) gap = Math.min(gap, cuts[i]! - cuts[i - 1]!);
  const fits = cuts.every((cut) => {
    const steps = (cut - first) / gap;
    return Math.abs(steps - Math.round(steps)) < 1e-3;
  });
  return fits ? gap : undefined;
}

/** A sample's counts on the reference's bins as shares of the groups of an axis; an open bin is spread evenly. */
export function groupShares(axis: Axis, { cuts }: NumberBins, { bins, count }: NumberValues): GroupShares {
  const groups = new Float64Array(axis.groups + 2);
  const slot = (value: number) =>
    Math.max(0, Math.min(axis.groups + 1, 1 + Math.floor((value - axis.start) / axis.width)));
  for (let cell = 0; cell < bins.length; cell++) {
    const share = bins[cell]! / Math.max(1, count);
    if (share === 0) continue;
    if (cell % 2 === 1) groups[slot(cuts[(cell - 1) / 2]!)]! += share;
    else if (cell === 0) groups[0]! += share;
    else if (cell === bins.length - 1) groups[axis.groups + 1]! += share;
    else spread(groups, axis, slot, share, cuts[cell / 2 - 1]!, cuts[cell / 2]!);
  }
  const [below = 0, ...rest] = groups;
  return { below, within: rest.slice(0, -1), above: rest.at(-1) ?? 0 };
}

/** Adds a share to the groups between two values, to each as much as it covers of the way. */
function spread(
  groups: Float64Array,
  { start, width }: Axis,
  slot: (value: number) => number,
  share: number,
  from: number,
  to: number,
): void {
  const first = slot(from);
  const last = slot(to);
  let given = 0;
  for (let at = first; at <= last; at++) {
    const left = at === 0 ? from : Math.max(from, start + (at - 1) * width);
    const right = at === last ? to : Math.min(to, start + at * width);
    const part = Math.min(share - given, (share * Math.max(0, right - left)) / (to - from));
    groups[at]! += part;
    given += part;
  }
  // What rounding left over.
  groups[first]! += share - given;
}
