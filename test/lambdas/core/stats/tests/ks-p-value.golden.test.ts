import { describe, expect, test } from '@jest/globals';
import { kolmogorovUpperTail } from '../../../../../lambdas/core/stats/tests/kolmogorov-upper-tail.ts';
import { ksExactUpperTail, ksPValue } from '../../../../../lambdas/core/stats/tests/ks-p-value.ts';
import { ksErrorBound, ksStatistic } from '../../../../../lambdas/core/stats/tests/ks-statistic.ts';
import {
  type GoldenNumber,
  type GoldenSample,
  goldenCases,
  goldenTally,
  goldenValues,
  type Tolerance,
} from '../../../../support/golden.ts';
import { binned } from '../samples.ts';

type Test = { readonly statistic: GoldenNumber; readonly pvalue: GoldenNumber };
type TwoSided = {
  readonly exact?: Test;
  readonly asymp: Test;
  readonly auto: Test;
  readonly path_count_pvalue?: GoldenNumber | null;
};
type KsCase = {
  readonly id: string;
  readonly inputs: { readonly x: GoldenSample; readonly y: GoldenSample };
  readonly expected: { readonly 'two-sided': TwoSided } | { readonly error: string };
  readonly tolerance: { readonly statistic: Tolerance; readonly pvalue: Tolerance };
};

const roundHalfToEven = (x: number) => (x % 1 === 0.5 ? 2 * Math.round(x / 2) : Math.round(x));

function assertKsFile(name: string) {
  const tally = goldenTally();
  let errors = 0;
  let pathCounts = 0;
  for (const { id, inputs, expected, tolerance } of goldenCases<KsCase>(name)) {
    const [x, y] = [goldenValues(inputs.x), goldenValues(inputs.y)];
    const bins = binned(x, y, 20_000);
    if ('error' in expected) {
      expect(() => ksStatistic(bins.reference, bins.current)).toThrow(RangeError);
      errors++;
      continue;
    }
    const want = expected['two-sided'];
    const d = ksStatistic(bins.reference, bins.current);
    const exact = ksErrorBound(bins.reference, bins.current) === 0;
    // Values of the current sample between two cut points meet none of the reference's there: D is exact.
    expect({ id, exact }).toEqual({ id, exact: true });
    tally.compare(`${id} D`, d, want.auto.statistic, tolerance.statistic);
    tally.compare(
      `${id} auto`,
      ksPValue(d, x.length, y.length, { exact }).pValue,
      want.auto.pvalue,
      tolerance.pvalue,
    );
    if (want.exact && Math.max(x.length, y.length) <= 20_000) {
      tally.compare(
        `${id} exact`,
        ksExactUpperTail(d, x.length, y.length),
        want.exact.pvalue,
        tolerance.pvalue,
      );
    }
    const effective = roundHalfToEven((x.length * y.length) / (x.length + y.length));
    if (effective > 0)
      tally.compare(`${id} asymp`, kolmogorovUpperTail(d, effective), want.asymp.pvalue, tolerance.pvalue);
    if (want.path_count_pvalue != null) {
      pathCounts++;
      tally.compare(`${id} path`, ksExactUpperTail(d, x.length, y.length), want.path_count_pvalue, {
        rel: 1e-9,
      });
    }
  }
  return { misses: tally.misses(), asserted: tally.asserted(), errors, pathCounts };
}

describe('two-sample Kolmogorov-Smirnov agrees with scipy', () => {
  test('on 113 samples given in full, exact, asymptotic and by lattice counting', () => {
    expect(assertKsFile('ks_2samp')).toEqual({ misses: [], asserted: 547, errors: 3, pathCounts: 108 });
  });

  test('on 14 recipes of up to 20,000 values', () => {
    expect(assertKsFile('ks_2samp_recipes')).toEqual({ misses: [], asserted: 56, errors: 0, pathCounts: 0 });
  });
});

type TiesCase = {
  readonly id: string;
  readonly exact_pvalue_two_sided_given_ties: number;
  readonly scipy_exact_pvalue_ignoring_ties: number;
};

test('with ties the exact p-value is the one that ignores them, and never below the one given the ties', () => {
  const samples = new Map(goldenCases<KsCase>('ks_2samp').map((golden) => [golden.id, golden.inputs]));
  const tally = goldenTally();

  for (const golden of goldenCases<TiesCase>('ks_r_exact_ties')) {
    const { x, y } = samples.get(golden.id)!;
    const [reference, current] = [goldenValues(x), goldenValues(y)];
    const bins = binned(reference, current);
    const d = ksStatistic(bins.reference, bins.current);
    const { pValue } = ksPValue(d, reference.length, current.length, { exact: true });
    tally.compare(golden.id, pValue, golden.scipy_exact_pvalue_ignoring_ties, { rel: 1e-9 });
    expect(pValue).toBeGreaterThanOrEqual(golden.exact_pvalue_two_sided_given_ties * (1 - 1e-9));
  }

  expect({ misses: tally.misses(), asserted: tally.asserted() }).toEqual({ misses: [], asserted: 54 });
});
