import { describe, expect, test } from '@jest/globals';
import { correctTests } from '../../../../lambdas/core/signals/correct.ts';
import { type Evidence, judge } from '../../../../lambdas/core/signals/judge.ts';

const limits = { minEffect: 0.03, criticalEffect: 0.2, mustShow: 0.2, isCritical: false };

function buildEvidence(overrides: Partial<Evidence> = {}): Evidence {
  return {
    qValue: 0.0004,
    alpha: 0.006,
    effect: 0.05,
    limits,
    usualOf: 'rows',
    detectable: 0.02,
    change: () => ({ kind: 'quantile', at: 0.5, from: 34, to: 41 }),
    words: { inWords: (effect) => `D = ${effect}`, asShift: (effect) => `a shift of ${effect}` },
    rows: 1000,
    ...overrides,
  };
}

describe('a change is', () => {
  test.each<[string, Partial<Evidence>, string]>([
    [
      'drift when significant and large',
      {},
      'drifted warning: median rose from 34 to 41 (D = 0.05, q = 0.0004)',
    ],
    [
      'drift at both limits',
      { qValue: 0.006, effect: 0.03 },
      'drifted warning: median rose from 34 to 41 (D = 0.03, q = 0.006)',
    ],
    [
      'critical from the critical effect on',
      { effect: 0.2 },
      'drifted critical: median rose from 34 to 41 (D = 0.2, q = 0.0004)',
    ],
    [
      'critical in a critical column',
      { limits: { ...limits, isCritical: true } },
      'drifted critical: median rose from 34 to 41 (D = 0.05, q = 0.0004)',
    ],
    [
      'none when small',
      { effect: 0.0299 },
      'stable: a real change too small to matter (D = 0.0299, q = 0.0004)',
    ],
    ['none when not significant', { qValue: 0.3 }, 'stable: no drift; a shift of 0.02 would have been seen'],
    [
      'none where a critical one would have been found, though a smaller one that matters would not',
      { qValue: 0.3, detectable: 0.2 },
      'stable: no drift; a shift of 0.2 would have been seen',
    ],
    [
      'not told where a critical one could be missed',
      { qValue: 0.3, detectable: 0.21 },
      'inconclusive: no drift seen, but 1,000 rows can only show a shift of 0.21 or more',
    ],
    [
      'none where it is usual',
      { usual: { upTo: 0.12, today: 0.05, blocks: 60 } },
      'stable: median rose from 34 to 41, no more than is usual (D = 0.05; usual up to 12 %)',
    ],
    // A batch in which nine tenths of the rows had moved was called stable, as "usual up to 242 % of the rows".
    [
      'not told where as good as nothing is unusual',
      { usual: { upTo: 2.42, today: 0.875, blocks: 35 } },
      'inconclusive: batches of this source differ so much when all is well that no change stands out (usual up to 100 % of the rows; today 87.5 %)',
    ],
    [
      'none where as good as nothing is unusual, but nothing is seen: what moves is never called stable there',
      { qValue: 0.3, usual: { upTo: 0.9, today: 0.01, blocks: 35 } },
      'stable: no drift; a shift of 0.02 would have been seen',
    ],
    [
      'none where more would have been seen than is told: both are said',
      { qValue: 0.3, detectable: 0.08, resolution: 0.438 },
      'stable: no drift; a shift of 0.08 would have been seen, though a shift of 0.438 or less is usual and not told',
    ],
    [
      'not told where a critical one could be missed, whatever is usual',
      { qValue: 0.3, detectable: 0.21, resolution: 0.438 },
      'inconclusive: no drift seen, but 1,000 rows can only show a shift of 0.21 or more',
    ],
    // It read "rose from 0 % to 4.3 % (4.3 % of the rows moved".
    [
      'drift whose size the change has said, so that it is not said again',
      { effect: 0.043, change: () => ({ kind: 'share', value: 'a', from: 0, to: 0.043 }) },
      'drifted warning: share of "a" rose from 0 % to 4.3 % (q = 0.0004)',
    ],
    [
      'drift of more than the change says',
      { effect: 0.06, change: () => ({ kind: 'share', value: 'a', from: 0, to: 0.043 }) },
      'drifted warning: share of "a" rose from 0 % to 4.3 % (D = 0.06, q = 0.0004)',
    ],
    // It read "rose from 0 % to 9.4 % (9.4 % of the rows": a rate says its difference wherever it begins.
    [
      'drift of a rate, whose difference is not said again',
      { effect: 0.063, change: () => ({ kind: 'rate', rate: 'missing', from: 0.031, to: 0.094 }) },
      'drifted warning: missing values rose from 3.1 % to 9.4 % (q = 0.0004)',
    ],
    [
      'drift of a column that is stuck',
      { effect: 0.5, change: () => ({ kind: 'constant', value: 12.3, from: 0.004 }) },
      'drifted critical: every value is 12.3, up from 0.4 % (D = 0.5, q = 0.0004)',
    ],
    [
      'drift of more than is usual',
      { usual: { upTo: 0.04, today: 0.05, blocks: 60 } },
      'drifted warning: median rose from 34 to 41 (D = 0.05, q = 0.0004; usual up to 4 %)',
    ],
    [
      'not told of one row',
      { qValue: 1, detectable: 1, rows: 1 },
      'inconclusive: no drift seen, but 1 row can only show a shift of 1 or more',
    ],
  ])('%s', (_, overrides, expected) => {
    const verdict = judge(buildEvidence(overrides));

    const severity = verdict.status === 'drifted' ? ` ${verdict.severity}` : '';
    expect(`${verdict.status}${severity}: ${verdict.reason}`).toBe(expected);
  });

  test.each<[string, Partial<Evidence>]>([
    ['effect', { effect: Number.NaN }],
    ['q-value', { qValue: Number.NaN }],
    ['smallest effect', { limits: { ...limits, minEffect: Number.NaN } }],
    ['alpha', { alpha: Number.NaN }],
  ])('not told when its %s is NaN', (_, overrides) => {
    for (const detectable of [0.01, 0.1]) {
      const verdict = judge(buildEvidence({ detectable, ...overrides }));

      expect(verdict).toEqual({ status: 'inconclusive', reason: 'the measure is not a number' });
    }
  });

  test('never called none when what the test could show is NaN', () => {
    expect(judge(buildEvidence({ qValue: 0.5, detectable: Number.NaN })).status).toBe('inconclusive');
  });
});

test('the tests of a family are corrected together, and only together', () => {
  // By hand: 0.01 * 4 / 1 = 0.04; 0.02 * 4 / 2 = 0.04; 0.03 * 4 / 3 = 0.04; 0.5 * 4 / 4 = 0.5.
  const values = [0.5, 0.01, 0.03, 0.02].map((pValue) => ({ family: 'values' as const, pValue, weight: 1 }));
  const pair = { family: 'pairs' as const, pValue: 0.01, weight: 1 };

  const [first, pairAlone, ...others] = correctTests([values[0]!, pair, ...values.slice(1)], 0.04);

  expect([first, ...others].map((one) => one?.qValue)).toEqual([0.5, 0.04, 0.04, 0.04]);
  expect(others[0]).toEqual({ qValue: 0.04, alpha: 0.02, strictestAlpha: 0.005 });
  expect(pairAlone).toEqual({ qValue: 0.01, alpha: 0.004, strictestAlpha: 0.004 });
});
