import type { LoggedBatch } from '../../lambdas/core/over-time/loss-log.ts';
import { type RandomStream, randomStream } from '../detection/random.ts';
import { type Course, isQuiet, type Year, year } from './simulate-year.ts';

const dayMs = 86_400_000;

/** The model: labelled rows of its reference, and how much worse it may be, relative. */
const model = { referenceRows: 5000, maxLoss: 0.05 } as const;

/** What changes, as a factor on all errors. */
const change = { wander: 0.05, step: 0.2, decayIn30: 0.05, badBatch: 1.5 } as const;

/** Mean and variance of a capped loss. */
interface Moments {
  readonly mean: number;
  readonly variance: number;
}

/** Factors on errors that are looked up; between them moments are as at the nearest. */
const factors = { from: 0.5, step: 0.005, count: 500 } as const;

/** Moments of min(factor |e|, cap) / cap by factor. Errors are normal with a spread that differs from row to row: some are large. */
function momentsByFactor(cap: number, seed: string): (factor: number) => Moments {
  const random = randomStream(`${seed}errors`);
  const errors = Array.from({ length: 20_000 }, () =>
    Math.abs(random.normal() * Math.exp(0.5 * random.normal())),
  );
  const usual = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  const table = Array.from({ length: factors.count }, (_, index) => {
    const factor = factors.from + index * factors.step;
    let [sum, squares] = [0, 0];
    for (const error of errors) {
      const loss = Math.min((factor * error) / usual, cap) / cap;
      sum += loss;
      squares += loss * loss;
    }
    const mean = sum / errors.length;
    return { mean, variance: squares / errors.length - mean ** 2 };
  });
  return (factor) => {
    const index = Math.round((factor - factors.from) / factors.step);
    return table[Math.min(factors.count - 1, Math.max(0, index))]!;
  };
}

const tables = new Map<string, (factor: number) => Moments>();

/** A year of a model that predicts numbers: as {@link Year}; the sum of a day's losses is drawn from its normal limit. */
export function simulateNumbers(course: Course, labels: number, number: number, seed = ''): Year {
  const random = randomStream(`${seed}numbers ${course} ${labels} ${number}`);
  // The cap is four times a power of two near the mean error: anything between 2.8 and 5.7 of those.
  const cap = [2.9, 4, 5.5][number % 3]!;
  const moments = tables.get(`${seed}${cap}`) ?? momentsByFactor(cap, seed);
  tables.set(`${seed}${cap}`, moments);
  const known = moments(1);
  const usual = drawnMean(random, known, model.referenceRows);
  const limit = usual * (1 + model.maxLoss);
  const dispersion = known.variance / (known.mean * (1 - known.mean));
  const length = isQuiet(course) ? year.days : year.change + year.after;
  const batches = Array.from({ length }, (_, day): LoggedBatch => {
    const factor = factorOn(course, day, random);
    return {
      id: `day-${day}`,
      receivedAt: new Date(day * dayMs).toISOString(),
      labelled: labels,
      wrong: labels * Math.min(1, Math.max(0, drawnMean(random, moments(factor), labels))),
      usual: { labelled: model.referenceRows, wrong: model.referenceRows * usual },
      limit,
      reference: 'only',
      numbers: { cap, dispersion },
    };
  });
  return { batches, crossing: course === 'decay' ? crossingOf(moments, limit) : undefined };
}

function drawnMean(random: RandomStream, { mean, variance }: Moments, rows: number): number {
  return mean + random.normal() * Math.sqrt(variance / rows);
}

function factorOn(course: Course, day: number, random: RandomStream): number {
  const since = Math.max(0, day - year.change);
  switch (course) {
    case 'quiet':
      return 1;
    case 'wandering':
      return 1 + change.wander * random.normal();
    case 'step':
      return day >= year.change ? 1 + change.step : 1;
    case 'decay':
      return 1 + (since * change.decayIn30) / 30;
    case 'bad-batch':
      return day === year.change ? 1 + change.badBatch : 1;
    default:
      return course satisfies never;
  }
}

/** Day on which the mean loss of a decay passes the limit. */
function crossingOf(moments: (factor: number) => Moments, limit: number): number {
  let since = 0;
  while (moments(1 + (since * change.decayIn30) / 30).mean < limit && since < year.days) since++;
  return year.change + since;
}
