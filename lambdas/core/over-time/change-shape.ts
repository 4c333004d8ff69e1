import type { LabelledCount } from '../stats/over-time/e-detector.ts';
import { mannKendall } from '../stats/over-time/mann-kendall.ts';
import { reachesAt, theilSenLine } from '../stats/over-time/theil-sen.ts';

/** Labels of a batch, when it arrived, and what its reference lets expect. */
export interface TimedCount extends LabelledCount {
  /** Days, from any instant on. */
  readonly day: number;
  /** Error rate while all is well. */
  readonly usual: number;
  /** Error rate from which on the loss is above what the contract allows. */
  readonly limit: number;
  /** See designEffect. */
  readonly effect: number;
}

/** How an error rate has changed. */
export interface ChangeShape {
  /** `batch`: the newest alone is worse; `step`: all since some batch; `decay`: it gets worse from batch to batch. */
  readonly kind: 'batch' | 'step' | 'decay';
  /** Index of the first batch that shows it. */
  readonly first: number;
  /** Error rate now, as the reference of the newest batch has it. */
  readonly level: number;
  /** Of a decay: points of error rate, as a share, in 30 days. */
  readonly slope30?: number;
  /** Of a decay: the day on which it reaches the limit if it goes on, or did. Absent where that is far away. */
  readonly breachDay?: number;
}

/** The one-sided level of the trend. That there is a change at all was decided before, and more strictly. */
const trendLevel = 0.02;

/** A decay needs so many batches to be seen as one. */
const leastTrend = 6;

/** How much better a step must explain the batches than a decay, in units of log likelihood, for a trend to be taken for a step. */
const leastForStep = 1.5;

/** Where hardly anything is usually wrong, one row that is must not be all that counts. */
const leastVariance = 1e-9;

/** A breach further away than this is no news. */
const horizonDays = 180;

/**
 * Step or decay, since when, and where it leads: whichever explains the batches best, each from its best first batch on, on
 * the normal approximation of the likelihood.
 *
 *   step:  y = d,  decay:  y = b (day - day of the first),  gain = (sum w x y)^2 / (2 sum w x^2),  w = n / (r (1 - r) effect)
 *
 * with y the rate of a batch less r, the usual one of its reference. A decay also takes Mann-Kendall's test over all the batches; its slope is Theil and
 * Sen's from its first batch on.
 *
 * @param batches  in the order of arrival, at least one, the newest of them worse than usual
 * @param isSureRise  where it is known that they rise: Mann-Kendall's is not asked
 */
export function changeShape(batches: readonly TimedCount[], isSureRise = false): ChangeShape {
  const { step, ramp } = bestFits(batches);
  const level = (batches.at(-1)?.usual ?? 0) + excessOf(batches.slice(step.first));
  const kind = step.first === batches.length - 1 ? 'batch' : 'step';
  const isStep = step.gain > ramp.gain + leastForStep || batches.length - ramp.first < leastTrend;
  const rises = isSureRise || isRising(batches);
  const decay = isStep || !rises ? undefined : decayFrom(ramp.first, batches);
  return decay ?? { kind, first: step.first, level };
}

interface Fit {
  readonly first: number;
  readonly gain: number;
}

/** Both fits in one walk from the newest batch back, on sums of the batches from each on. */
function bestFits(batches: readonly TimedCount[]): { readonly step: Fit; readonly ramp: Fit } {
  let step: Fit = { first: batches.length - 1, gain: 0 };
  let ramp = step;
  let [w, wt, wtt, wy, wty] = [0, 0, 0, 0, 0];
  for (const [index, batch] of [...batches.entries()].reverse()) {
    const { day: t, usual } = batch;
    const weight = batch.labelled / (Math.max(usual * (1 - usual), leastVariance) * batch.effect);
    const excess = excessOf([batch]);
    w += weight;
    wt += weight * t;
    wtt += weight * t * t;
    wy += weight * excess;
    wty += weight * t * excess;
    step = better(step, index, wy, w);
    ramp = better(ramp, index, wty - t * wy, wtt - 2 * t * wt + t * t * w);
  }
  return { step, ramp };
}

/** The fit from a batch on, where it explains more. Only what gets worse is looked for. */
function better(best: Fit, first: number, product: number, square: number): Fit {
  const gain = product > 0 && square > 0 ? product ** 2 / (2 * square) : 0;
  return gain > best.gain ? { first, gain } : best;
}

/** Error rate of some batches beyond the usual one. */
function excessOf(batches: readonly TimedCount[]): number {
  const labelled = batches.reduce((sum, one) => sum + one.labelled, 0);
  return batches.reduce((sum, one) => sum + one.wrong - one.labelled * one.usual, 0) / labelled;
}

function isRising(batches: readonly TimedCount[]): boolean {
  const trend = mannKendall(batches.map((batch) => excessOf([batch])));
  return trend.statistic > 0 && trend.pValue / 2 < trendLevel;
}

function decayFrom(first: number, batches: readonly TimedCount[]): ChangeShape | undefined {
  const newest = batches.at(-1);
  const line = theilSenLine(
    batches.slice(first).map((batch) => ({ at: batch.day, value: excessOf([batch]) })),
  );
  if (!newest || !line || line.slope <= 0) return undefined;
  const { day, usual, limit } = newest;
  const level = Math.min(1, Math.max(0, usual + line.intercept + line.slope * day));
  const breachDay = reachesAt(line, limit - usual);
  const isNear = breachDay !== undefined && breachDay <= day + horizonDays;
  return { kind: 'decay', first, level, slope30: 30 * line.slope, ...(isNear ? { breachDay } : {}) };
}
