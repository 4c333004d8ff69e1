import type { AlarmBudget } from '../../lambdas/core/over-time/follow-errors.ts';
import type { LoggedBatch } from '../../lambdas/core/over-time/loss-log.ts';
import { drawBinomial } from '../detection/draw-binomial.ts';
import { type RandomStream, randomStream } from '../detection/random.ts';

const dayMs = 86_400_000;

/** What happens in a year. */
export const courses = ['quiet', 'wandering', 'step', 'decay', 'bad-batch'] as const;
export type Course = (typeof courses)[number];

/** Days of a year, a batch a day; the day on which something begins, in years in which something does, and those that are followed after. */
export const year = { days: 365, change: 120, after: 90 } as const;

/** The model: right in so many cases, known from so many labelled rows, and how much worse it may be, relative. */
const model = { errors: 0.1, referenceRows: 5000, maxLoss: 0.05 } as const;

/** What changes. All as shares of rows: a point is 0.01. */
const change = { wander: 0.01, step: 0.05, decayIn30: 0.025, badBatch: 0.25 } as const;

/** One false alarm a year, of a batch a day. */
export const budget: AlarmBudget = { batchesPerYear: year.days, falseAlarmsPerYear: 1 };

/** A year of batches. */
export interface Year {
  readonly batches: readonly LoggedBatch[];
  /** Day on which the error rate really crosses the limit; of a decay alone. */
  readonly crossing: number | undefined;
}

/** Whether nothing happens in it. */
export function isQuiet(course: Course): boolean {
  return course === 'quiet' || course === 'wandering';
}

/** A year of its own for each number and seed: a reference is drawn, then a batch a day of labels that came back. */
export function simulateYear(course: Course, labels: number, number: number, seed = ''): Year {
  const random = randomStream(`${seed}year ${course} ${labels} ${number}`);
  const wrong = drawBinomial(random, model.referenceRows, model.errors);
  const usual = wrong / model.referenceRows;
  const limit = 1 - (1 - usual) * (1 - model.maxLoss);
  const length = isQuiet(course) ? year.days : year.change + year.after;
  const batches = Array.from({ length }, (_, day) => ({
    id: `day-${day}`,
    receivedAt: new Date(day * dayMs).toISOString(),
    labelled: labels,
    wrong: drawBinomial(random, labels, errorRate(course, day, random)),
    usual: { labelled: model.referenceRows, wrong },
    limit,
    reference: 'only',
  }));
  const crossing = year.change + (30 * (limit - model.errors)) / change.decayIn30;
  return { batches, crossing: course === 'decay' ? crossing : undefined };
}

function errorRate(course: Course, day: number, random: RandomStream): number {
  const since = day - year.change;
  switch (course) {
    case 'quiet':
      return model.errors;
    case 'wandering':
      return Math.max(0, model.errors + change.wander * random.normal());
    case 'step':
      return model.errors + (since >= 0 ? change.step : 0);
    case 'decay':
      return Math.min(1, model.errors + (Math.max(0, since) * change.decayIn30) / 30);
    case 'bad-batch':
      return model.errors + (since === 0 ? change.badBatch : 0);
    default:
      return course satisfies never;
  }
}
