import type { LoggedBatch, LossNews } from '../../lambdas/core/over-time/loss-log.ts';
import type { PerformanceResult } from '../../lambdas/core/result/performance-schema.ts';

const firstDay = Date.parse('2026-06-01T06:00:00.000Z');

/** A batch a day of 200 labels, with these error rates; of the reference 500 of 5,000 rows were wrong. */
export function loggedDays(rates: readonly number[]): readonly LoggedBatch[] {
  return rates.map((rate, day) => ({
    id: `day-${String(day).padStart(3, '0')}`,
    receivedAt: new Date(firstDay + 86_400_000 * day).toISOString(),
    turn: day + 1,
    labelled: 200,
    wrong: Math.round(200 * rate),
    usual: { labelled: 5000, wrong: 500 },
    limit: 0.145,
    reference: 'a1',
  }));
}

/** So many days about as usual. */
export function quietRates(count: number): readonly number[] {
  return Array.from({ length: count }, (_, day) => (day % 2 === 0 ? 0.09 : 0.11));
}

/** A decay that has not reached the limit, with everything that is not of interest filled in. */
export function buildLossNews(parts: Partial<LossNews> = {}): LossNews {
  return {
    status: 'opened',
    kind: 'decay',
    severity: 'warning',
    since: '2026-10-21T06:00:00.000Z',
    batches: 30,
    labelled: 6000,
    usual: 0.098,
    now: 0.123,
    limit: 0.1431,
    slope30: 0.0248,
    breachAt: '2026-12-14T06:00:00.000Z',
    ...parts,
  };
}

/** How right a model was on a batch by its labels. */
export function buildPerformance(labelled: number, accuracy: number): PerformanceResult {
  return {
    task: 'binary',
    metric: 'accuracy',
    rows: labelled,
    maxLoss: 0.05,
    baseline: { value: 0.9, standardError: 0.004, rows: 5000 },
    realised: {
      rows: labelled,
      of: labelled,
      value: accuracy,
      interval: [accuracy - 0.04, Math.min(1, accuracy + 0.04)],
      loss: { value: 1 - accuracy / 0.9, interval: [-0.1, 0.1] },
      verdict: 'cannot-tell',
      metrics: [{ name: 'accuracy', value: accuracy, standardError: 0.02, baseline: 0.9 }],
    },
    verdict: 'cannot-tell',
    why: [],
    moved: [],
  };
}
