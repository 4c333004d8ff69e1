import { describe, expect, test } from '@jest/globals';
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
  });

  test('is nothing without a reference that has labels, and without performance', () => {
    const { baseline: _, ...performance } = buildPerformance(200, 0.85);

    expect(loggedBatch(facts, performance)).toBeUndefined();
    expect(loggedBatch(facts, null)).toBeUndefined();
    expect(loggedBatch({ batch: facts.batch }, buildPerformance(200, 0.85))).toBeUndefined();
  });
});
