import { describe, expect, test } from '@jest/globals';
import { cellPositions } from '../../../../lambdas/core/stats/bins/cell-positions.ts';
import { wassersteinDistance } from '../../../../lambdas/core/stats/distances/wasserstein.ts';
import { andersonDarling } from '../../../../lambdas/core/stats/tests/anderson-darling.ts';
import { brownForsythe } from '../../../../lambdas/core/stats/tests/brown-forsythe.ts';
import {
  cramerVonMises,
  cramerVonMisesPValue,
} from '../../../../lambdas/core/stats/tests/cramer-von-mises.ts';
import { mannWhitney, mannWhitneyUpperTail } from '../../../../lambdas/core/stats/tests/mann-whitney.ts';
import { welchTest } from '../../../../lambdas/core/stats/tests/welch.ts';
import {
  type GoldenNumber,
  type GoldenSample,
  goldenCases,
  goldenTally,
  goldenValues,
  type Tolerance,
} from '../../../support/golden.ts';
import { momentsOf, onAllValues } from './samples.ts';

type Inputs = { readonly x: GoldenSample; readonly y: GoldenSample };
type Tested = { readonly statistic: GoldenNumber; readonly pvalue: GoldenNumber };
type Failed = { readonly error: readonly string[] };
type GoldenCase<Expected, Tolerances extends string> = {
  readonly id: string;
  readonly inputs: Inputs;
  readonly expected: Expected;
  readonly tolerance: Readonly<Record<Tolerances, Tolerance>>;
};

const countsOf = ({ x, y }: Inputs) => onAllValues(goldenValues(x), goldenValues(y));
const positionsOf = (cuts: Float64Array) => cellPositions(cuts, { min: -Infinity, max: Infinity, scale: 0 });

function welchOf({ x, y }: Inputs) {
  const [reference, current] = [goldenValues(x), goldenValues(y)];
  return welchTest(momentsOf(reference, reference[0]!), momentsOf(current, reference[0]!));
}

/**
 * Where scipy 1.10.1 has lost its digits: it takes one minus the limit distribution, which leaves nothing right below 1e-10.
 * These are the same limit in 80 digits (mpmath, the series with Bessel functions); 0 for what is below 1e-300.
 */
const CRAMER_VON_MISES_TAILS: Readonly<Record<string, number>> = {
  's-cvm-const-differ-40x25': 6.428385059823288e-21,
  's-tsr-pareto1-4000x6000-8': 1.194989274729444e-11,
  's-tsr-ih12-10000x10000-9': 0,
  's-tsr-ih12-3000x3000-13': 0,
};

/** Eight values each, apart by steps of 2^-52: scipy rounds their means. In fractions of whole numbers t is -sqrt(6). */
const WELCH_OF_TINY_DIFFERENCES = {
  id: 's-t-tiny-differences',
  expected: { statistic: -Math.sqrt(6), pvalue: 0.028071371559295042 },
};

/**
 * Significance of the two-sample Anderson-Darling statistic as scipy reads it off Scholz & Stephens' table 2: least squares of
 * log p on its seven critical values, held within [0.001, 0.25].
 */
function tabledSignificance(standardised: number): number {
  if (standardised < 0.325) return 0.25;
  if (standardised > 6.546) return 0.001;
  return Math.exp(
    -1.0777702798204836 + standardised * (-1.0082265644652515 + standardised * 0.018198094574111492),
  );
}

describe('from counts on all values, as scipy from the samples', () => {
  test('Wasserstein', () => {
    const tally = goldenTally();
    const cases =
      goldenCases<GoldenCase<{ readonly wasserstein: GoldenNumber }, 'statistic'>>('wasserstein_energy');

    for (const { id, inputs, expected, tolerance } of cases) {
      const { cuts, reference, current } = countsOf(inputs);
      const got = wassersteinDistance(positionsOf(cuts), reference, current);
      if (!got.computable) throw new Error(`${id}: ${got.reason}`);
      expect({ id, exact: got.exact }).toEqual({ id, exact: true });
      tally.compare(id, got.distance, expected.wasserstein, tolerance.statistic);
    }

    expect({ misses: tally.misses(), asserted: tally.asserted() }).toEqual({ misses: [], asserted: 93 });
  });

  test('Cramer-von Mises: auto, exact and asymptotic, tied or not', () => {
    type Expected = { readonly [method in 'auto' | 'exact' | 'asymptotic']?: Tested | Failed };
    const tally = goldenTally();
    let refused = 0;

    for (const golden of goldenCases<GoldenCase<Expected, 'statistic' | 'pvalue'>>('cramervonmises_2samp')) {
      const { id, inputs, expected, tolerance } = golden;
      const { reference, current } = countsOf(inputs);
      const [n, m] = [inputs.x, inputs.y].map((sample) => goldenValues(sample).length) as [number, number];
      const got = cramerVonMises(reference, current, 'midrank');
      const averaged = cramerVonMises(reference, current);
      if (!got.computable || !averaged.computable || 'error' in expected.auto!) {
        expect([id, got.computable, averaged.computable, 'error' in expected.auto!]).toEqual([
          id,
          false,
          false,
          true,
        ]);
        refused++;
        continue;
      }
      tally.compare(`${id} T`, got.statistic, expected.auto!.statistic, tolerance.statistic);
      const wantedP = CRAMER_VON_MISES_TAILS[id] ?? expected.auto!.pvalue;
      tally.compare(`${id} p`, got.pValue, wantedP, tolerance.pvalue);
      if (!reference.some((count, cell) => count + current[cell]! > 1)) {
        tally.compare(`${id} averaged`, averaged.statistic, expected.auto!.statistic, tolerance.statistic);
        tally.compare(`${id} averaged p`, averaged.pValue, wantedP, tolerance.pvalue);
      }
      for (const method of ['exact', 'asymptotic'] as const) {
        const want = expected[method];
        if (want === undefined || 'error' in want) continue;
        if (method === 'exact' && Math.max(n, m) > 20) continue;
        const p = cramerVonMisesPValue(got.statistic, n, m, method === 'exact');
        tally.compare(`${id} ${method}`, p, CRAMER_VON_MISES_TAILS[id] ?? want.pvalue, tolerance.pvalue);
      }
    }

    expect({ misses: tally.misses(), asserted: tally.asserted(), refused }).toEqual({
      misses: [],
      asserted: 370,
      refused: 7,
    });
  });

  test('Anderson-Darling with mid-ranks, and its tabled significance', () => {
    type Expected = {
      readonly midrank:
        | { readonly statistic: GoldenNumber; readonly significance_level: GoldenNumber }
        | Failed;
    };
    const tally = goldenTally();
    const refused: string[] = [];

    for (const { id, inputs, expected, tolerance } of goldenCases<
      GoldenCase<Expected, 'statistic' | 'significance_level'>
    >('anderson_ksamp')) {
      const { reference, current } = countsOf(inputs);
      const got = andersonDarling(reference, current);
      const want = expected.midrank;
      if (!got.computable || 'error' in want) {
        expect([id, got.computable, 'error' in want || want.statistic === 'NaN']).toEqual([id, false, true]);
        refused.push(id);
        continue;
      }
      tally.compare(`${id} A2`, got.statistic, want.statistic, tolerance.statistic);
      tally.compare(
        `${id} significance`,
        tabledSignificance(got.statistic),
        want.significance_level,
        tolerance.significance_level,
      );
      if (want.significance_level !== 0.25 && want.significance_level !== 0.001) {
        tally.compare(`${id} limit`, got.pValue, want.significance_level, { rel: 0.05 });
      }
    }

    expect({ misses: tally.misses(), asserted: tally.asserted(), refused }).toEqual({
      misses: [],
      asserted: 199,
      refused: [
        's-ad-normal-null-1x1',
        's-ad-normal-null-1x2',
        's-ad-const-equal-3x8',
        's-ad-const-equal-10x10',
        's-ad-const-equal-40x25',
      ],
    });
  });

  test('Mann-Whitney: auto, and the exact distribution', () => {
    type Expected = {
      readonly 'two-sided': { readonly auto: Tested; readonly exact?: Tested; readonly asymptotic: Tested };
    };
    const tally = goldenTally();
    let exact = 0;

    for (const { id, inputs, expected, tolerance } of goldenCases<
      GoldenCase<Expected, 'statistic' | 'pvalue'>
    >('mannwhitneyu')) {
      const { reference, current } = countsOf(inputs);
      const [n, m] = [inputs.x, inputs.y].map((sample) => goldenValues(sample).length) as [number, number];
      const got = mannWhitney(reference, current);
      if (!got.computable) throw new Error(`${id}: ${got.reason}`);
      const want = expected['two-sided'];
      tally.compare(`${id} U`, got.statistic, want.auto.statistic, tolerance.statistic);
      tally.compare(`${id} p`, got.pValue, want.auto.pvalue, tolerance.pvalue);
      if (want.exact === undefined) continue;
      const p = Math.min(1, 2 * mannWhitneyUpperTail(Math.max(got.statistic, n * m - got.statistic), n, m));
      tally.compare(`${id} exact`, p, want.exact.pvalue, tolerance.pvalue);
      exact++;
    }

    expect({ misses: tally.misses(), asserted: tally.asserted(), exact }).toEqual({
      misses: [],
      asserted: 260,
      exact: 86,
    });
  });

  test('Welch and Brown-Forsythe', () => {
    type Expected = { readonly welch: Tested; readonly levene_median: Tested | Failed };
    const tally = goldenTally();
    const refused = { welch: 0, levene: 0 };

    for (const { id, inputs, expected, tolerance } of goldenCases<
      GoldenCase<Expected, 'statistic' | 'pvalue'>
    >('ttest_levene')) {
      const { cuts, reference, current } = countsOf(inputs);
      const welch = welchOf(inputs);
      const levene = brownForsythe(positionsOf(cuts), reference, current);
      if (welch.computable) {
        const want =
          id === WELCH_OF_TINY_DIFFERENCES.id ? WELCH_OF_TINY_DIFFERENCES.expected : expected.welch;
        tally.compare(`${id} t`, welch.statistic, want.statistic, tolerance.statistic);
        tally.compare(`${id} p`, welch.pValue, want.pvalue, tolerance.pvalue);
      } else {
        expect([id, expected.welch.statistic]).toEqual([id, 'NaN']);
        refused.welch++;
      }
      const want = expected.levene_median;
      if (levene.computable && !('error' in want)) {
        tally.compare(`${id} W`, levene.statistic, want.statistic, tolerance.statistic);
        tally.compare(`${id} W p`, levene.pValue, want.pvalue, tolerance.pvalue);
      } else {
        expect([id, levene.computable, 'error' in want || want.statistic === 'NaN']).toEqual([
          id,
          false,
          true,
        ]);
        refused.levene++;
      }
    }

    expect({ misses: tally.misses(), asserted: tally.asserted(), refused }).toEqual({
      misses: [],
      asserted: 90,
      refused: { welch: 6, levene: 7 },
    });
  });

  test('all of them, on samples of up to 20,000 values', () => {
    type Expected = {
      readonly wasserstein: GoldenNumber;
      readonly mannwhitney_asymptotic: Tested;
      readonly cramervonmises_asymptotic: Tested;
      readonly ttest_welch: Tested;
      readonly anderson_ksamp: {
        readonly statistic: GoldenNumber;
        readonly significance_level: GoldenNumber;
      };
    };
    const tally = goldenTally();

    for (const { id, inputs, expected, tolerance } of goldenCases<
      GoldenCase<Expected, 'statistic' | 'pvalue'>
    >('two_sample_recipes')) {
      const { cuts, reference, current } = countsOf(inputs);
      const w = wassersteinDistance(positionsOf(cuts), reference, current);
      const u = mannWhitney(reference, current);
      const t = cramerVonMises(reference, current, 'midrank');
      const welch = welchOf(inputs);
      const a2 = andersonDarling(reference, current);
      if (!w.computable || !u.computable || !t.computable || !welch.computable || !a2.computable)
        throw new Error(id);
      tally.compare(`${id} W`, w.distance, expected.wasserstein, tolerance.statistic);
      for (const [name, got, want] of [
        ['U', u, expected.mannwhitney_asymptotic],
        ['T', t, expected.cramervonmises_asymptotic],
        ['t', welch, expected.ttest_welch],
      ] as const) {
        tally.compare(`${id} ${name}`, got.statistic, want.statistic, tolerance.statistic);
        const p = (name === 'T' ? CRAMER_VON_MISES_TAILS[id] : undefined) ?? want.pvalue;
        tally.compare(`${id} ${name} p`, got.pValue, p, tolerance.pvalue);
      }
      tally.compare(`${id} A2`, a2.statistic, expected.anderson_ksamp.statistic, tolerance.statistic);
      const significance = tabledSignificance(a2.statistic);
      tally.compare(`${id} A2 p`, significance, expected.anderson_ksamp.significance_level, { rel: 1e-4 });
    }

    expect({ misses: tally.misses(), asserted: tally.asserted() }).toEqual({ misses: [], asserted: 126 });
  });
});
