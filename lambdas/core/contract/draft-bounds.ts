import { binomialProbability } from '../stats/functions/binomial-probability.ts';
import { upperRate } from '../stats/functions/clopper-pearson.ts';
import { defaultRejectedShare } from './batch-rules.ts';
import type { NumberEvidence } from './evidence/number-evidence.ts';

/** How sure a bound on a share is. */
const confidence = 0.99;

/** A column whose share of missing cells is surely below this is proposed never to be missing. */
const neverMissing = 0.0005;

/** A share that is drafted gives a batch of so many rows the room that chance needs; of fewer, their count is held to it. */
export const draftedForRows = 100;

/** How many undrifted batches of {@link draftedForRows} rows a drafted share may reject. */
const rejectedByChance = 1e-6;

/**
 * What is proposed of missing cells. A column has none of them for good where its reference is large enough to say so; else as
 * many as a batch of 100 rows has by chance, where the true share is as high as the reference lets it be; and no fewer than
 * of a column that may have none, whose rows are set aside up to a share.
 */
export function draftMissing(
  missing: number,
  all: number,
): { readonly nullable: boolean; readonly maxMissingShare?: number } {
  const share = upperShare(missing, all);
  if (missing === 0 && share < neverMissing) return { nullable: false };
  const most = Math.max(mostMissing(share), defaultRejectedShare);
  return most < 1 ? { nullable: true, maxMissingShare: most } : { nullable: true };
}

/** Clopper-Pearson upper bound of a share of which `found` of `all` are known; 1 where nothing is. */
export function upperShare(found: number, all: number): number {
  return found >= all ? 1 : upperRate(found, all, 1 - confidence);
}

function mostMissing(share: number): number {
  let tail = 1;
  for (let missing = 0; missing < draftedForRows; missing++) {
    tail -= binomialProbability(missing, draftedForRows, share, 1 - share);
    if (tail <= rejectedByChance) return missing / draftedForRows;
  }
  return 1;
}

/** A list of categories is proposed where others are surely rarer than this, and each was seen so often. */
const closedList = { othersBelow: 0.002, rarest: 20, most: 50 } as const;

/** Whether categories were seen so often that there are hardly others; a single value is no list. */
export function isClosedList(counts: readonly number[]): boolean {
  return isListOf(counts) && counts.every((count) => count >= closedList.rarest);
}

/** How many categories are too rare for a list of all, where nothing else speaks against one; else 0. */
export function rareOf(counts: readonly number[]): number {
  return isListOf(counts) ? counts.filter((count) => count < closedList.rarest).length : 0;
}

function isListOf(counts: readonly number[]): boolean {
  const rows = counts.reduce((sum, count) => sum + count, 0);
  return (
    counts.length > 1 && counts.length <= closedList.most && upperShare(0, rows) < closedList.othersBelow
  );
}

/** A range is proposed of this many widths of the reference's own: half of what is added on each side. */
const widths = 10;

/**
 * The outer share of the values, and the share of the width above which it says that there is no end to them: of few values a
 * smaller one, for they show less of a tail.
 */
const tails = { share: 0.01, ofWidth: 0.5, ofWidthOfFew: 0.25, few: 4_000 } as const;

/**
 * The range that is proposed, of bounds with two significant digits: ten times as wide as the reference's own, not past zero
 * where zero is the end of it. None where the outermost values alone make most of the width, for then a batch may have others still
 * farther out, and none where there is one value only.
 */
export function draftRange(numbers: NumberEvidence): { readonly min?: number; readonly max?: number } {
  const { min, max } = numbers;
  if (min === undefined || max === undefined || min === max || hasLongTails(numbers)) return {};
  const slack = ((widths - 1) / 2) * (max - min);
  const low = endsAtZero(numbers) ? 0 : min - slack;
  const high = max === 0 ? 0 : max + slack;
  const bounds = { min: roundedBelow(low, min), max: 0 - roundedBelow(-high, -max) };
  return bounds.min > bounds.max ? {} : bounds;
}

function hasLongTails({ count, min = 0, max = 0, sample }: NumberEvidence): boolean {
  const ofWidth = count < tails.few ? tails.ofWidthOfFew : tails.ofWidth;
  const outer = outside(sample);
  const [low, high] = [sample[outer]!, sample[sample.length - 1 - outer]!];
  return sample.length <= 2 * outer || max - min - (high - low) > ofWidth * (max - min);
}

/** Values on each side that are the outermost. */
function outside(sample: Float64Array): number {
  return Math.max(1, Math.floor((tails.share / 2) * sample.length));
}

/** From this share of zeros on they are the end of the values, and not one of them by chance. */
const zerosAtTheEnd = 0.01;

/**
 * Whether values of zero and above end there: many are zero, or they lean to it as amounts do, whose lower half is much
 * narrower than the upper one. Values that are above zero by chance, as temperatures of a summer, do neither.
 */
function endsAtZero({ min = 0, max = 0, sample }: NumberEvidence): boolean {
  if (min < 0) return false;
  if (min === 0 && sample[Math.floor(zerosAtTheEnd * sample.length)] === 0) return true;
  const middle = sample[sample.length >> 1] ?? 0;
  return 2 * (middle - min) < max - middle;
}

/**
 * A number of two significant digits at or below `low`: a proposed bound should look like one.
 *
 * @param least  what the bound must not exceed, whatever the rounding; itself where there is no such number
 */
function roundedBelow(low: number, least: number): number {
  if (low === 0) return 0;
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(low))) - 1);
  const rounded = Number((Math.floor(low / unit) * unit).toPrecision(12));
  return Number.isFinite(rounded) && rounded <= least ? rounded + 0 : least;
}
