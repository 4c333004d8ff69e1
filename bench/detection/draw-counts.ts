import { drawBinomial } from './draw-binomial.ts';
import type { RandomStream } from './random.ts';

/**
 * Draws how many of so many rows fall into each bin: multinomial, exactly, by halving the bins and drawing a binomial for
 * each half. Costs as many draws as there are bins with a chance, however many rows.
 *
 * @param cumulative  for each bin the probability of it and all before, ascending, the last 1
 */
export function drawCounts(random: RandomStream, rows: number, cumulative: Float64Array): number[] {
  const counts = new Array<number>(cumulative.length).fill(0);
  split(counts, random, cumulative, 0, cumulative.length, rows);
  return counts;
}

/** Bins [from, to) hold so many rows. Not a closure: it calls itself once for every bin. */
function split(
  counts: number[],
  random: RandomStream,
  cumulative: Float64Array,
  from: number,
  to: number,
  rows: number,
): void {
  if (rows === 0) return;
  if (to - from === 1) {
    counts[from] = rows;
    return;
  }
  const middle = (from + to) >>> 1;
  const before = from === 0 ? 0 : cumulative[from - 1]!;
  const whole = cumulative[to - 1]! - before;
  const left = drawBinomial(random, rows, whole > 0 ? (cumulative[middle - 1]! - before) / whole : 0.5);
  split(counts, random, cumulative, from, middle, left);
  split(counts, random, cumulative, middle, to, rows - left);
}
