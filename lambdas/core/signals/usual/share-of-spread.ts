import { total } from './effects.ts';
import type { StretchCounts } from './stretch-counts.ts';

/** How much of what blocks differ by a batch can differ by when all is well. */
export interface ShareOfSpread {
  /** Of the mean square, where blocks are like those beside them and no others; in [0, 1]. */
  readonly ofNeighbours: number;
  /** The same where each block differs by itself; in [0, 1]. */
  readonly ofEach: number;
}

/** Of a batch of one block, or where it is not known what it is made of. */
export const wholeSpread: ShareOfSpread = { ofNeighbours: 1, ofEach: 1 };

/**
 * A batch of many days differs by less than one of them, and rows of all days of the reference by sampling alone. With x the deviation of a
 * stretch of time, w the share of the batch's rows that are of it, and p that of the reference's, their difference is the sum of (w - p) x:
 *
 *   sum (w - p)^2 / (1 + sum p^2)                                  of the mean square of x, where each stretch differs by itself
 *   (sum (w - p)^2 + 2 sum (w - p)(w' - p')) / (1 + sum p^2)       where it is like its neighbours, for a batch begins at any time
 *
 * What few rows add to the squares of w and of p is taken out: sampling noise is granted by itself.
 */
export function shareOfSpread(reference: StretchCounts, batch: StretchCounts): ShareOfSpread {
  const [before, now] = [total(reference.rows), total(batch.rows)];
  if (before === 0 || now < 2) return wholeSpread;
  const apart = differences(reference, before, batch, now);
  const [ofReference, ofBatch] = [squares(reference.rows, before), squares(batch.rows, now)];
  const bySampling = (1 - ofBatch) / (now - 1) + (1 - ofReference) / Math.max(1, before - 1);
  let [each, beside] = [-bySampling, 0];
  for (const [stretch, difference] of apart) {
    each += difference ** 2;
    beside += difference * (apart.get(stretch + 1) ?? 0);
  }
  const whole = 1 + ofReference;
  return { ofEach: within(each / whole), ofNeighbours: within((each + 2 * beside) / whole) };
}

/** What share of rows more of the batch is of each stretch that either has. */
function differences(
  reference: StretchCounts,
  before: number,
  batch: StretchCounts,
  now: number,
): ReadonlyMap<number, number> {
  const found = new Map(batch.stretches.map((stretch, index) => [stretch, batch.rows[index]! / now]));
  for (const [index, stretch] of reference.stretches.entries())
    found.set(stretch, (found.get(stretch) ?? 0) - reference.rows[index]! / before);
  return found;
}

function squares(rows: readonly number[], all: number): number {
  return rows.reduce((sum, count) => sum + (count / all) ** 2, 0);
}

function within(share: number): number {
  return Math.min(1, Math.max(0, share));
}

/**
 * Whether a batch goes on for so long beyond the reference that nothing can be known of how far such a batch differs: more than half of its rows are
 * of stretches that the reference has none of, and these are, for how evenly rows lie in them, more than half as many as the reference has.
 */
export function isBeyondReach(reference: StretchCounts, batch: StretchCounts): boolean {
  const known = new Set(reference.stretches);
  const outside = batch.rows.filter((_, index) => !known.has(batch.stretches[index]!));
  const rows = total(outside);
  if (rows <= total(batch.rows) / 2) return false;
  return effectiveCount(outside) > effectiveCount(reference.rows) / 2;
}

/** So many stretches with as many rows each would be as concentrated. */
function effectiveCount(rows: readonly number[]): number {
  const all = total(rows);
  const pairs = rows.reduce((sum, count) => sum + count * (count - 1), 0);
  return pairs === 0 ? rows.length : Math.min(rows.length, (all * (all - 1)) / pairs);
}
