import { drawBinomial } from './draw-binomial.ts';
import type { RandomStream } from './random.ts';

/**
 * Draws how many of so many rows fall into each bin: multinomial, exactly, by halving the bins and drawing a binomial for
 * each half. Costs as many draws as there are bins, however many rows.
 *
 * @param cumulative  for each bin the probability of it and all before, ascending, the last 1
 */
export function drawCounts(random: RandomStream, rows: number, cumulative: Float64Array): Float64Array {
  const counts = new Float64Array(cumulative.length);

  /** Bins [from, to) hold `inside` rows. */
  function split(from: number, to: number, inside: number): void {
    if (inside === 0) return;
    if (to - from === 1) {
      counts[from] = inside;
      return;
    }
    const middle = (from + to) >>> 1;
    const before = from === 0 ? 0 : cumulative[from - 1]!;
    const whole = cumulative[to - 1]! - before;
    const left = drawBinomial(random, inside, whole > 0 ? (cumulative[middle - 1]! - before) / whole : 0.5);
    split(from, middle, left);
    split(middle, to, inside - left);
  }

  split(0, cumulative.length, rows);
  return counts;
}
