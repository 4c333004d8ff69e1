import { expect, test } from '@jest/globals';
import { chiSquare, chiSquareUpperTail } from '../../../../../lambdas/core/stats/tests/chi-square.ts';
import { fisherExact } from '../../../../../lambdas/core/stats/tests/fisher-exact.ts';
import { type GoldenNumber, goldenCases, goldenTally, type Tolerance } from '../../../../support/golden.ts';

type Pearson =
  | { readonly statistic: GoldenNumber; readonly pvalue: GoldenNumber; readonly dof: number }
  | { readonly error: readonly string[] };
type TableCase = {
  readonly id: string;
  readonly statistic: 'chi2_contingency';
  readonly inputs: { readonly table: number[][] };
  readonly expected: {
    readonly pearson_nocorr: Pearson;
    readonly cramers_v?: number | null;
    readonly fisher_exact_two_sided?: { readonly pvalue: GoldenNumber };
  };
  readonly tolerance: { readonly statistic: Tolerance; readonly pvalue: Tolerance };
};
type FitCase = {
  readonly id: string;
  readonly statistic: 'chisquare_gof';
  readonly inputs: { readonly reference_counts: number[] };
  readonly expected: { readonly statistic: GoldenNumber; readonly pvalue: GoldenNumber };
  readonly tolerance: { readonly pvalue: Tolerance };
};

/**
 * scipy 1.10.1 takes differences of log-gamma near 6e10 here and is off by 5e-7; this is the sum of the same tables'
 * probabilities in 40 digits (mpmath).
 */
const FISHER_OF_A_BILLION = {
  id: 's-chi2-2x2-billion',
  pvalue: 0.5186241828007498,
  tolerance: { rel: 1e-12 },
};

test('chi-square, Cramer V and Fisher agree with scipy; tables without a number are not computable', () => {
  const tally = goldenTally();
  const refused: string[] = [];

  for (const golden of goldenCases<TableCase | FitCase>('chi2_contingency')) {
    const { id, tolerance } = golden;
    if (golden.statistic === 'chisquare_gof') {
      const tail = chiSquareUpperTail(
        Number(golden.expected.statistic),
        golden.inputs.reference_counts.length - 1,
      );
      tally.compare(`${id} tail`, tail, golden.expected.pvalue, tolerance.pvalue);
      continue;
    }
    const { pearson_nocorr: want, cramers_v: cramersV, fisher_exact_two_sided: fisher } = golden.expected;
    const { table } = golden.inputs;
    const got = chiSquare(table);
    if (fisher) {
      const [[a, b], [c, d]] = table as [[number, number], [number, number]];
      const exact = fisherExact([a, c], [a + b, c + d]);
      const want =
        id === FISHER_OF_A_BILLION.id ? FISHER_OF_A_BILLION : { ...fisher, tolerance: tolerance.pvalue };
      tally.compare(`${id} fisher`, exact, want.pvalue, want.tolerance);
    }
    if ('error' in want || want.statistic === 'NaN') {
      expect({ id, computable: got.computable }).toEqual({ id, computable: false });
      refused.push(id);
      continue;
    }
    if (!got.computable) throw new Error(`${id}: ${got.reason}`);
    tally.compare(`${id} statistic`, got.statistic, want.statistic, golden.tolerance.statistic);
    tally.compare(`${id} p`, got.pValue, want.pvalue, tolerance.pvalue);
    tally.compare(`${id} dof`, got.degreesOfFreedom, want.dof, {});
    if (cramersV != null) tally.compare(`${id} V`, got.cramersV, cramersV, { rel: 1e-9, abs: 1e-9 });
  }

  expect({ misses: tally.misses(), asserted: tally.asserted() }).toEqual({ misses: [], asserted: 96 });
  expect(refused).toEqual(['s-chi2-2x2-zero-column', 's-chi2-2x2-zero-row', 's-chi2-2x2-all-zero']);
});
