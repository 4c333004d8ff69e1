import type { TimedCount } from './change-shape.ts';

/** A batch with how well its usual error rate is known. */
export interface KnownCount extends TimedCount {
  /** Rows of the reference, as many that are right or wrong as it says as much as. */
  readonly known: number;
}

/** A rise is looked for over so many batches at least, and at most. */
const least = 30;
const most = 180;

/** Where hardly anything is usually wrong, one row that is must not be all that counts. */
const leastVariance = 1e-9;

/**
 * How much speaks for an error rate that has risen from batch to batch, since whichever batch says so best: the largest of
 *
 *   z(f) = Sxy / sqrt(Sxx),  x = days since f, 0 before,  y = rate - usual,  w = n / (r (1 - r) effect)
 *   Sxy = sum w x y - sum w x sum w y / (sum w + w0),  Sxx likewise,  w0 = known rows / (r (1 - r))
 *
 * A level that is off by chance, as that of the reference may be, is no rise: it is fitted beside it. So what a rise takes to be sure is not
 * lost on the doubt about the reference, which an alarm about a level has to grant.
 *
 * @param batches  since the last loss, in the order of arrival
 * @returns standard errors; 0 where there are too few batches, or nothing rises
 */
export function slowRise(batches: readonly KnownCount[]): number {
  const newest = batches.at(-1);
  if (!newest || batches.length < least) return 0;
  const all = batches.map((batch) => weigh(batch, newest.day));
  const ofReference = newest.known / varianceOf(newest);
  const weight = ofReference + all.reduce((sum, { w }) => sum + w, 0);
  const excess = all.reduce((sum, { w, y }) => sum + w * y, 0);
  let [w, wt, wtt, wy, wty, best] = [0, 0, 0, 0, 0, 0];
  for (let index = all.length - 1; index >= Math.max(0, all.length - most); index--) {
    const one = all[index]!;
    w += one.w;
    wt += one.w * one.t;
    wtt += one.w * one.t ** 2;
    wy += one.w * one.y;
    wty += one.w * one.t * one.y;
    if (all.length - index < least) continue;
    const x = wt - one.t * w;
    const sxx = wtt - 2 * one.t * wt + one.t ** 2 * w - x ** 2 / weight;
    const sxy = wty - one.t * wy - (x * excess) / weight;
    if (sxx > 0) best = Math.max(best, sxy / Math.sqrt(sxx));
  }
  return best;
}

/** Days count from the newest batch back: large numbers would cancel. */
function weigh(batch: KnownCount, from: number) {
  const { labelled, wrong, usual, effect, day } = batch;
  return { t: day - from, y: wrong / labelled - usual, w: labelled / (varianceOf(batch) * effect) };
}

function varianceOf({ usual }: Pick<KnownCount, 'usual'>): number {
  return Math.max(usual * (1 - usual), leastVariance);
}
