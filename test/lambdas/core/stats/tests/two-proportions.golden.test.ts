import { describe, expect, test } from '@jest/globals';
import { fisherExact } from '../../../../../lambdas/core/stats/tests/fisher-exact.ts';
import { ksPValue } from '../../../../../lambdas/core/stats/tests/ks-p-value.ts';
import { ksStatistic } from '../../../../../lambdas/core/stats/tests/ks-statistic.ts';
import {
  type Proportion,
  pooledZ,
  twoProportions,
} from '../../../../../lambdas/core/stats/tests/two-proportions.ts';
import {
  type GoldenNumber,
  goldenCases,
  goldenTally,
  goldenValues,
  type Tolerance,
} from '../../../../support/golden.ts';
import { binned } from '../samples.ts';

type ZTest = { readonly statistic: GoldenNumber; readonly pvalue: GoldenNumber };
type ProportionCase = {
  readonly id: string;
  readonly inputs: {
    readonly count_ref: number;
    readonly n_ref: number;
    readonly count_batch: number;
    readonly n_batch: number;
  };
  readonly expected: { readonly 'two-sided': ZTest; readonly fisher: { readonly pvalue: number } };
  readonly tolerance: { readonly statistic: Tolerance; readonly pvalue: Tolerance };
};
type MissingCase = {
  readonly id: string;
  readonly inputs: { readonly x: (GoldenNumber | null)[]; readonly y: (GoldenNumber | null)[] };
  readonly expected: {
    readonly n_null_x: number;
    readonly n_null_y: number;
    readonly n_used_x: number;
    readonly n_used_y: number;
    readonly ks: ZTest | { readonly error: string };
    readonly null_rate_ztest: ZTest;
  };
  readonly tolerance: { readonly statistic: Tolerance; readonly pvalue: Tolerance };
};

type Tally = ReturnType<typeof goldenTally>;

/** Our z is positive when the rate rose, that of statsmodels when it fell; 0 / 0 is undefined, not NaN. */
function compareZ(
  tally: Tally,
  id: string,
  pair: readonly [Proportion, Proportion],
  want: ZTest,
  tolerance: ProportionCase['tolerance'],
) {
  const z = pooledZ(...pair);
  if (z === undefined) tally.compare(`${id} no z`, Number.NaN, want.statistic, {});
  else {
    tally.compare(`${id} z`, -z.statistic, want.statistic, tolerance.statistic);
    tally.compare(`${id} p`, z.pValue, want.pvalue, tolerance.pvalue);
  }
}

describe('two proportions', () => {
  test('agree with statsmodels (pooled z) and scipy (Fisher), each where it is the method', () => {
    const tally = goldenTally();

    for (const { id, inputs, expected, tolerance } of goldenCases<ProportionCase>('proportions')) {
      const reference = { count: inputs.count_ref, size: inputs.n_ref };
      const current = { count: inputs.count_batch, size: inputs.n_batch };
      compareZ(tally, id, [reference, current], expected['two-sided'], tolerance);
      const exact = fisherExact([reference.count, current.count], [reference.size, current.size]);
      tally.compare(`${id} fisher`, exact, expected.fisher.pvalue, tolerance.pvalue);
      const got = twoProportions(reference, current);
      if (!got.computable) throw new Error(`${id}: ${got.reason}`);
      const want = got.method === 'pooled-z' ? expected['two-sided'].pvalue : expected.fisher.pvalue;
      tally.compare(`${id} ${got.method}`, got.pValue, want, tolerance.pvalue);
    }

    expect({ misses: tally.misses(), asserted: tally.asserted() }).toEqual({ misses: [], asserted: 46 });
  });

  test('missing values are counted and tested on their own, and left out of KS', () => {
    const tally = goldenTally();
    let refused = 0;

    for (const { id, inputs, expected, tolerance } of goldenCases<MissingCase>('nan_handling')) {
      const [x, y] = [goldenValues(inputs.x), goldenValues(inputs.y)];
      const missing = [inputs.x.length - x.length, inputs.y.length - y.length];
      expect([id, x.length, y.length, ...missing]).toEqual([
        id,
        expected.n_used_x,
        expected.n_used_y,
        expected.n_null_x,
        expected.n_null_y,
      ]);
      const pair = [
        { count: expected.n_null_x, size: inputs.x.length },
        { count: expected.n_null_y, size: inputs.y.length },
      ] as const;
      compareZ(tally, id, pair, expected.null_rate_ztest, {
        statistic: { rel: 1e-10 },
        pvalue: { rel: 1e-8 },
      });
      const bins = binned(x, y);
      if ('error' in expected.ks) {
        expect(() => ksStatistic(bins.reference, bins.current)).toThrow(RangeError);
        refused++;
        continue;
      }
      const d = ksStatistic(bins.reference, bins.current);
      tally.compare(`${id} D`, d, expected.ks.statistic, tolerance.statistic);
      const { pValue } = ksPValue(d, x.length, y.length, { exact: true });
      tally.compare(`${id} KS p`, pValue, expected.ks.pvalue, tolerance.pvalue);
    }

    expect({ misses: tally.misses(), asserted: tally.asserted(), refused }).toEqual({
      misses: [],
      asserted: 21,
      refused: 2,
    });
  });
});
