import { uniformNumbers } from '../../stats/functions/uniform-numbers.ts';
import { type ColumnEffects, total, type ValueCounts, valueEffects, type WholeColumn } from './effects.ts';

/** What sampling alone makes of the effects of blocks: mean squares. */
export type SamplingSquares = ColumnEffects;

/** Counts that are drawn for a column: enough for a mean square to be right within a tenth. */
const drawnCounts = 8192;

/** Blocks that are drawn at most: of two categories. */
const mostDrawn = 1024;

/**
 * What sampling alone makes of how a column differs in blocks of so many rows from the whole reference: of rates p (1 - p) / n, of values
 * what it makes of blocks that are drawn from the whole.
 *
 * @param rows  of a block, above 0
 * @param seed  of what is drawn; the same seed draws the same
 */
export function samplingOfColumn(whole: WholeColumn, rows: number, seed: number): SamplingSquares {
  const cells = Math.max(1, whole.cells);
  const values = (rows * whole.values) / cells;
  const more = 1 + rows / cells;
  const ofRate = (count: number, of: number, drawn: number) =>
    of === 0 || drawn === 0 ? 0 : ((count / of) * (1 - count / of) * more) / drawn;
  return {
    missing: ofRate(whole.missing, whole.cells, rows),
    invalid: ofRate(whole.invalid, whole.cells, rows),
    unseen: ofRate(whole.once, whole.values, values),
    ...scaled(samplingOfValues(whole, values, seed), more),
  };
}

/** Of a coefficient, of one row: the least that it can be, of ranks whose large values do not fall together; 0 of none. */
export function squareOfCoefficient(coefficient: number): number {
  return Number.isFinite(coefficient) ? (1 - coefficient ** 2) ** 2 : 0;
}

/** Of the random wave that changed most, of one row: what it is of two columns, the least; of five and more it is 11. */
export const squareOfWaves = 3.8;

function samplingOfValues({ type, counts, piles }: WholeColumn, rows: number, seed: number): SamplingSquares {
  if (type === 'texts' || !counts || total(counts) === 0 || rows <= 0) return {};
  const uniform = uniformNumbers(seed);
  const filled = filledIn(counts) + (piles ? filledIn(piles) : 0);
  const blocks = Math.min(mostDrawn, Math.ceil(drawnCounts / filled));
  const sums = { moved: 0, gathered: 0, pile: 0 };
  const before: ValueCounts = { counts, piles };
  for (let block = 0; block < blocks; block++) {
    const now = { counts: drawn(counts, rows, uniform), piles: piles && drawn(piles, rows, uniform) };
    const { moved = 0, gathered = 0, pile = 0 } = valueEffects(type, before, now);
    sums.moved += moved ** 2;
    sums.gathered += gathered ** 2;
    sums.pile += pile ** 2;
  }
  return scaled(sums, 1 / blocks);
}

function filledIn(counts: ArrayLike<number>): number {
  let filled = 0;
  for (let bin = 0; bin < counts.length; bin++) if (counts[bin]! > 0) filled++;
  return filled;
}

function scaled(squares: SamplingSquares, by: number): SamplingSquares {
  return Object.fromEntries(Object.entries(squares).map(([name, square]) => [name, square * by]));
}

/** So many rows by bin, about: each count by itself, as of rows that come at random. */
function drawn(counts: ArrayLike<number>, rows: number, uniform: () => number): Float64Array {
  const each = rows / total(counts);
  const found = new Float64Array(counts.length);
  for (let bin = 0; bin < counts.length; bin++)
    if (counts[bin]! > 0) found[bin] = poisson(each * counts[bin]!, uniform);
  return found;
}

/** From this mean on Poisson's distribution is as good as normal. */
const normalFrom = 30;

/** A number of Poisson's distribution. */
function poisson(mean: number, uniform: () => number): number {
  if (mean >= normalFrom) {
    // Box and Muller.
    const normal = Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
    return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal));
  }
  let chance = Math.exp(-mean);
  let left = uniform() - chance;
  let count = 0;
  while (left >= 0 && chance > 0) {
    count++;
    chance *= mean / count;
    left -= chance;
  }
  return count;
}
