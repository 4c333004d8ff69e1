import { expect, test } from '@jest/globals';
import { benjaminiHochberg } from '../../../../../lambdas/core/stats/tests/benjamini-hochberg.ts';
import { goldenCases, goldenTally, type Tolerance } from '../../../../support/golden.ts';

type BhCase = {
  readonly id: string;
  readonly inputs: { readonly pvalues: number[] };
  readonly expected: {
    readonly fdr_bh: { readonly adjusted: number[]; readonly 'reject_at_0.05': boolean[] };
  };
  readonly tolerance: { readonly adjusted: Tolerance };
};

test('q-values and rejections agree with statsmodels', () => {
  const tally = goldenTally();
  const cases = goldenCases<BhCase>('multiple_testing');

  for (const { id, inputs, expected, tolerance } of cases) {
    const got = benjaminiHochberg(inputs.pvalues);
    expect(got).toHaveLength(expected.fdr_bh.adjusted.length);
    expected.fdr_bh.adjusted.forEach((want, i) => {
      tally.compare(`${id} ${i}`, got[i]!, want, tolerance.adjusted);
    });
    expect({ id, rejected: got.map((q) => q <= 0.05) }).toEqual({
      id,
      rejected: expected.fdr_bh['reject_at_0.05'],
    });
  }

  expect({ misses: tally.misses(), asserted: tally.asserted(), cases: cases.length }).toEqual({
    misses: [],
    asserted: 349,
    cases: 11,
  });
});
