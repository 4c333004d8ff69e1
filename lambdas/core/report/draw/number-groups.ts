import type { NumberValues } from '../../columns/number-values.ts';
import type { NumberBins } from '../../columns/reference-bins.ts';
import { type Axis, edgeOf, placeOn } from './axis.ts';
import { type Quantile, quantilesOf } from './quantiles-of.ts';

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

/** From this share of the reference's values in one group on, the others are too low to be told apart. */
const crowded = 0.4;
/** A logarithmic axis pays from so many decades on. */
const leastDecades = 1.5;

/**
 * The axis for two samples: where nearly all values of both lie, within the range of the reference, beyond which only
 * counts are known. Values on a lattice (whole numbers, tenths) get groups of equally many of its points. Where most values would crowd
 * into one group and none is negative (amounts, durations, counts), the axis is logarithmic; zeros lie off it then.
 *
 * @returns undefined when the reference has no finite value
 */
export function axisOf(bins: NumberBins, samples: readonly NumberValues[]): Axis | undefined {
  const quantiles = samples.map((sample) => quantilesOf(bins, sample));
  const linear = linearAxis(bins, quantiles);
  const [reference] = samples;
  if (!linear || !reference || linear.groups < 10) return linear;
  if (Math.max(...groupShares(linear, bins, reference).within) < crowded) return linear;
  return logAxis(bins, samples) ?? linear;
}

function linearAxis({ cuts }: NumberBins, quantiles: readonly Quantile[]): Axis | undefined {
  const range = rangeOf(cuts, quantiles);
  if (!range) return undefined;
  const { low, high } = range;
  const scale = 'linear';
  if (high - low < narrowest) {
    const width = Math.max(1, Math.abs(low) / 10);
    return { scale, start: low - width / 2, width, groups: 1 };
  }
  const gap = latticeGap(cuts);
  if (gap === undefined || (high - low) / gap > 100 * mostGroups)
    return { scale, start: low, width: ((high - low) / mostGroups) * (1 + 1e-9), groups: mostGroups };
  const points = Math.round((high - low) / gap) + 1;
  const width = gap * Math.ceil(points / mostGroups);
  return { scale, start: low - gap / 2, width, groups: Math.ceil((points * gap) / width - 1e-9) };
}

/** Undefined where a value is negative, most are 0, or a few decades hold all of them. */
function logAxis(bins: NumberBins, samples: readonly NumberValues[]): Axis | undefined {
  const { cuts } = bins;
  const positive = cuts.filter((cut) => cut > 0);
  const [first] = positive;
  if (first === undefined || first < narrowest || cuts[0]! < 0) return undefined;
  const ends = samples.flatMap((sample) => {
    const zeros = zerosOf(cuts, sample);
    if (zeros > 0.6) return [];
    const quantile = quantilesOf(bins, sample);
    const [low, high] = [quantile(zeros + tails[0] * (1 - zeros)), quantile(1 - tails[0])];
    return low === undefined || high === undefined ? [] : [[low, high] as const];
  });
  if (ends.length < samples.length) return undefined;
  const low = Math.max(first, Math.min(...ends.map(([least]) => least)));
  const high = Math.min(positive.at(-1)!, Math.max(...ends.map(([, most]) => most)));
  const decades = Math.log10(high / low);
  if (!(decades >= leastDecades)) return undefined;
  // Of whole numbers the smallest lie far apart: groups between 1 and 2 would be empty.
  const gap = latticeGap(cuts) ?? 0;
  const width = Math.max(decades / mostGroups, low < 10 * gap ? Math.log10(1 + gap / low) : 0);
  const groups = Math.max(1, Math.ceil(decades / width - 1e-9));
  return { scale: 'log', start: Math.log10(low) - 1e-9, width: width * (1 + 1e-9), groups };
}

/** Share of a sample's values that are 0 or less. */
function zerosOf(cuts: readonly number[], { bins, count }: NumberValues): number {
  const cells = cuts.filter((cut) => cut <= 0).length * 2;
  return bins.slice(0, cells).reduce((sum, cell) => sum + cell, 0) / Math.max(1, count);
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
    Math.max(0, Math.min(axis.groups + 1, 1 + Math.floor(placeOn(axis, value))));
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
  axis: Axis,
  slot: (value: number) => number,
  share: number,
  from: number,
  to: number,
): void {
  const first = slot(from);
  const last = slot(to);
  let given = 0;
  for (let at = first; at <= last; at++) {
    const left = at === 0 ? from : Math.max(from, edgeOf(axis, at - 1));
    const right = at === last ? to : Math.min(to, edgeOf(axis, at));
    const part = Math.min(share - given, (share * Math.max(0, right - left)) / (to - from));
    groups[at]! += part;
    given += part;
  }
  // What rounding left over.
  groups[first]! += share - given;
}
