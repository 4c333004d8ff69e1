import { describe, expect, test } from '@jest/globals';
import { worthOf } from '../../../../lambdas/core/over-time/follow-losses.ts';
import { loggedBatch } from '../../../../lambdas/core/over-time/logged-batch.ts';
import { buildPerformance } from '../../../support/build-losses.ts';

const facts = {
  batch: { id: 'b1', receivedAt: '2026-11-20T06:00:00.000Z' },
  reference: { version: 'a1', rows: 5000 },
  turn: 7,
};

describe('what is kept of a batch with labels', () => {
  test('are counts, those of the reference, and the limit', () => {
    expect(loggedBatch(facts, buildPerformance(200, 0.85))).toEqual({
      id: 'b1',
      receivedAt: '2026-11-20T06:00:00.000Z',
      turn: 7,
      labelled: 200,
      wrong: 30,
      usual: { labelled: 5000, wrong: 500 },
      limit: 1 - 0.9 * 0.95,
      reference: 'a1',
    });
  });

  test('is the estimate alone where no label has come', () => {
    const { realised: _, ...performance } = buildPerformance(200, 0.85);
    const estimated = { method: 'leaf-wise' as const, value: 0.88, verdict: 'no-worse' as const, outside: 0 };

    const logged = loggedBatch(facts, { ...performance, estimated });

    expect(logged).toMatchObject({ labelled: 0, wrong: 0 });
    expect(logged?.estimated).toBeCloseTo(0.12, 12);
  });

  test('are errors, also where the model is judged by something else', () => {
    const logged = loggedBatch(facts, { ...buildPerformance(200, 0.85), metric: 'roc-auc' });

    expect(logged).toMatchObject({ labelled: 200, wrong: 30, usual: { labelled: 5000, wrong: 500 } });
    expect(logged?.judged).toEqual({ metric: 'roc-auc', value: 0.85, baseline: 0.9 });
  });

  test('are of numbers capped errors, and how little those vary', () => {
    const { realised, ...performance } = buildPerformance(200, 0.85);
    const capped = { cap: 40, value: 0.3, standardError: 0.02, baseline: 0.25, dispersion: 0.4 };
    const ofNumbers = { ...performance, task: 'regression', metric: 'mae' } as const;

    const logged = loggedBatch(facts, { ...ofNumbers, realised: { ...realised!, capped } })!;

    expect(logged).toMatchObject({
      labelled: 200,
      wrong: 60,
      usual: { labelled: 5000, wrong: 1250 },
      numbers: { cap: 40, dispersion: 0.4 },
    });
    expect(logged.limit).toBeCloseTo(0.25 * 1.05, 12);
    expect(logged.weighting).toBeUndefined();
    const worth = worthOf(logged);
    expect(worth.labelled).toBeCloseTo(500, 10);
    expect(worth.wrong).toBeCloseTo(150, 10);
  });

  test('are worth fewer where they are weighted', () => {
    const performance = buildPerformance(200, 0.85);
    const realised = {
      ...performance.realised!,
      weighted: { naive: 0.9, estimated: 0 },
      metrics: [{ name: 'accuracy' as const, value: 0.85, standardError: 0.05 }],
    };

    const logged = loggedBatch(facts, { ...performance, realised })!;

    expect(worthOf(logged).labelled).toBeCloseTo((0.85 * 0.15) / 0.05 ** 2, 8);
  });

  test('is nothing without a reference that has labels, and without performance', () => {
    const { baseline: _, ...performance } = buildPerformance(200, 0.85);

    expect(loggedBatch(facts, performance)).toBeUndefined();
    expect(loggedBatch(facts, null)).toBeUndefined();
    expect(loggedBatch({ batch: facts.batch }, buildPerformance(200, 0.85))).toBeUndefined();
  });
});
