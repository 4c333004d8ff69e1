import { expect, test } from '@jest/globals';
import type { Verdict } from '../../../../lambdas/core/result/result-schema.ts';
import { countColumns } from '../../../../lambdas/core/signals/count-columns.ts';
import { buildFeature } from '../../../support/build-result.ts';

test('a column counts once, whatever is derived of it', () => {
  const stable = { status: 'stable', reason: 'nothing moved' } as const;
  const drifted: Verdict = { status: 'drifted', severity: 'warning', reason: 'it moved', changes: [] };
  const features = [
    { ...buildFeature({ name: 'age' }), verdict: stable },
    { ...buildFeature({ name: 'comment: length' }), derivedFrom: 'comment', verdict: drifted },
    { ...buildFeature({ name: 'comment: letters' }), derivedFrom: 'comment', verdict: drifted },
    { ...buildFeature({ name: 'comment: digits' }), derivedFrom: 'comment', verdict: stable },
  ];

  expect(countColumns(features)).toEqual({ compared: 2, drifted: 1 });
});
