import { describe, expect, test } from '@jest/globals';
import { estimateCorrection } from '../../../../lambdas/core/over-time/estimate-correction.ts';
import { followLosses } from '../../../../lambdas/core/over-time/follow-losses.ts';
import { noLosses, withBatches } from '../../../../lambdas/core/over-time/loss-log.ts';
import { gapSentence } from '../../../../lambdas/core/over-time/loss-words.ts';
import { loggedDays } from '../../../support/build-losses.ts';

const asked = { metric: 'accuracy', reference: 'a1' } as const;

/** A batch a day whose estimate is off by so much. */
function gaps(values: readonly number[], errors: { own?: number; shared?: number } = {}) {
  const { own = 0.02, shared = 0.004 } = errors;
  return loggedDays(values.map(() => 0.1)).map((day, index) => ({
    ...day,
    gap: {
      metric: 'accuracy' as const,
      value: values[index]!,
      standardError: own,
      calibrationError: shared,
    },
  }));
}

/** About a value, by as much as chance has it. */
function about(value: number, count: number): number[] {
  return Array.from({ length: count }, (_, day) => value + (day % 2 === 0 ? 0.02 : -0.02));
}

describe('estimates are corrected', () => {
  test('not where labels agree with them, however many there are', () => {
    expect(estimateCorrection(gaps(about(0, 60)), asked)).toBeUndefined();
    expect(estimateCorrection(gaps(about(0.01, 60)), asked)).toBeUndefined();
  });

  test('not by few batches', () => {
    expect(estimateCorrection(gaps([-0.2, -0.2, -0.2, -0.2]), asked)).toBeUndefined();
  });

  test('by what labels show, less what may be chance', () => {
    const found = estimateCorrection(gaps(Array(40).fill(-0.05)), asked)!;

    expect(found).toMatchObject({ batches: 40, labels: 8000 });
    expect(found.value).toBeGreaterThan(-0.05);
    expect(found.value).toBeLessThan(-0.045);
    expect(found.standardError).toBeGreaterThan(0.004);
  });

  test('by the newest batches, and no longer once those agree again', () => {
    const worse = estimateCorrection(gaps([...about(0, 40), ...about(-0.05, 20)]), asked)!;
    expect(worse.value).toBeLessThan(-0.03);

    expect(estimateCorrection(gaps([...about(-0.05, 40), ...about(0, 50)]), asked)).toBeUndefined();
  });

  test('never by what batches of another reference show, or another measure', () => {
    const batches = gaps(about(-0.05, 40));

    expect(estimateCorrection(batches, { ...asked, reference: 'b2' })).toBeUndefined();
    expect(estimateCorrection(batches, { ...asked, metric: 'f1' })).toBeUndefined();
  });

  test('where days differ by more than chance, only by what is beyond that', () => {
    const wandering = Array.from({ length: 40 }, (_, day) => -0.02 + (day % 2 === 0 ? 0.1 : -0.1));

    expect(estimateCorrection(gaps(wandering), asked)).toBeUndefined();
  });

  test('the same whatever the order in which labels came', () => {
    const batches = gaps([...about(0, 20), ...about(-0.06, 20)]);
    const log = withBatches(noLosses('flights'), batches);
    const shuffled = [...batches]
      .reverse()
      .reduce((sum, one) => withBatches(sum, [one]), noLosses('flights'));

    const { correction } = followLosses(log);

    expect(correction).toMatchObject({ metric: 'accuracy', batches: 40 });
    expect(followLosses(shuffled).correction).toEqual(correction);
    expect(gapSentence(correction!)).toMatch(
      /^By the labels of 40 batches, estimates without labels are 4\.\d points too high \(accuracy\): .*concept drift/,
    );
  });
});
