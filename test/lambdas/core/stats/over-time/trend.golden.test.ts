import { expect, test } from '@jest/globals';
import { mannKendall } from '../../../../../lambdas/core/stats/over-time/mann-kendall.ts';
import { theilSenLine } from '../../../../../lambdas/core/stats/over-time/theil-sen.ts';
import { type GoldenNumber, goldenCases, goldenTally, type Tolerance } from '../../../../support/golden.ts';

type TrendCase = {
  readonly id: string;
  readonly inputs: { readonly x: readonly number[] };
  readonly expected: Readonly<Record<'S' | 'var_S' | 'z' | 'pvalue' | 'sen_slope', GoldenNumber>>;
  readonly tolerance: { readonly S: Tolerance; readonly default: Tolerance };
};

test('Mann-Kendall and Theil-Sen are those of the formula with ties', () => {
  const tally = goldenTally();

  for (const { id, inputs, expected, tolerance } of goldenCases<TrendCase>('mann_kendall')) {
    const trend = mannKendall(inputs.x);
    tally.compare(`${id} S`, trend.concordance, expected.S, tolerance.S);
    tally.compare(`${id} variance`, trend.variance, expected.var_S, tolerance.default);
    tally.compare(`${id} z`, trend.statistic, expected.z, tolerance.default);
    tally.compare(`${id} p`, trend.pValue, expected.pvalue, tolerance.default);
    const line = theilSenLine(inputs.x.map((value, at) => ({ at, value })));
    tally.compare(`${id} slope`, line?.slope ?? Number.NaN, expected.sen_slope, tolerance.default);
  }

  expect({ misses: tally.misses(), asserted: tally.asserted() }).toEqual({ misses: [], asserted: 5 * 23 });
});
