import { describe, expect, test } from '@jest/globals';
import {
  hellingerDistance,
  lInfinityDistance,
  psiOfShares,
} from '../../../../lambdas/core/stats/distances/share-distances.ts';
import { gTest } from '../../../../lambdas/core/stats/tests/chi-square.ts';
import { type GoldenNumber, goldenCases, goldenTally, type Tolerance } from '../../../support/golden.ts';

type DivergenceCase = {
  readonly id: string;
  readonly inputs: { readonly reference: number[]; readonly batch: number[] };
  readonly expected: Readonly<Record<string, GoldenNumber | undefined>>;
  readonly tolerance: { readonly default: Tolerance };
};

/** scipy 1.10.1 takes differences of logarithms near 1e10 here and is off by 5e-9; this is G in 40 digits (mpmath). */
const G_OF_A_BILLION = { id: 's-chi2-2x2-billion', statistic: 0.4166590279654659 };

const normalised = (cells: readonly number[]) => {
  const total = cells.reduce((a, b) => a + b, 0);
  return cells.map((cell) => cell / total);
};

/** The named ways of other tools to keep an empty cell from making PSI infinite. */
const treatments: Readonly<Record<string, (shares: readonly number[]) => readonly number[]>> = {
  psi_raw: (shares) => shares,
  psi_zero_replaced_1e_4: (shares) => shares.map((share) => (share === 0 ? 1e-4 : share)),
  psi_zero_replaced_1e_6: (shares) => shares.map((share) => (share === 0 ? 1e-6 : share)),
  psi_clip_1e_4: (shares) => shares.map((share) => Math.max(1e-4, share)),
  psi_add_renorm_1e_6: (shares) => normalised(shares.map((share) => share + 1e-6)),
};

describe('distances agree with their formulas in numpy', () => {
  test('Hellinger, L-infinity and PSI on shares and counts given in full', () => {
    const tally = goldenTally();
    let refused = 0;

    for (const { id, inputs, expected, tolerance } of goldenCases<DivergenceCase>('divergences')) {
      const hellinger = hellingerDistance(inputs.reference, inputs.batch);
      const widest = lInfinityDistance(inputs.reference, inputs.batch);
      if (!hellinger.computable || !widest.computable) {
        expect([hellinger.computable, widest.computable, expected.hellinger]).toEqual([
          false,
          false,
          undefined,
        ]);
        refused++;
        continue;
      }
      tally.compare(`${id} hellinger`, hellinger.distance, expected.hellinger!, tolerance.default);
      tally.compare(`${id} l-infinity`, widest.distance, expected.l_infinity!, tolerance.default);
      const [p, q] = [normalised(inputs.reference), normalised(inputs.batch)];
      for (const [name, treated] of Object.entries(treatments)) {
        const want = expected[name]!;
        tally.compare(`${id} ${name}`, psiOfShares(treated(p), treated(q)), want, tolerance.default);
      }
    }

    expect({ misses: tally.misses(), asserted: tally.asserted(), refused }).toEqual({
      misses: [],
      asserted: 112,
      refused: 1,
    });
  });

  test('Hellinger and PSI on samples of up to 10,000 values, binned', () => {
    type Binned = {
      readonly ref_counts: number[];
      readonly batch_counts: number[];
      readonly psi_zero_replaced_1e_4: number;
      readonly hellinger: number;
    };
    type BinnedCase = {
      readonly id: string;
      readonly expected: Readonly<Record<string, Binned>>;
      readonly tolerance: { readonly default: Tolerance };
    };
    const tally = goldenTally();

    for (const { id, expected, tolerance } of goldenCases<BinnedCase>('binned_from_samples')) {
      for (const [name, want] of Object.entries(expected)) {
        const hellinger = hellingerDistance(want.ref_counts, want.batch_counts);
        if (!hellinger.computable) throw new Error(`${id}: ${hellinger.reason}`);
        tally.compare(`${id} ${name} hellinger`, hellinger.distance, want.hellinger, tolerance.default);
        const [p, q] = [want.ref_counts, want.batch_counts].map((counts) =>
          treatments.psi_zero_replaced_1e_4!(normalised(counts)),
        );
        tally.compare(
          `${id} ${name} psi`,
          psiOfShares(p!, q!),
          want.psi_zero_replaced_1e_4,
          tolerance.default,
        );
      }
    }

    expect({ misses: tally.misses(), asserted: tally.asserted() }).toEqual({ misses: [], asserted: 40 });
  });
});

test('the G-test agrees with scipy; tables without a number are not computable', () => {
  type TableCase = {
    readonly id: string;
    readonly inputs: { readonly table?: number[][] };
    readonly expected: {
      readonly g_nocorr?:
        | { readonly statistic: GoldenNumber; readonly pvalue: GoldenNumber }
        | { readonly error: readonly string[] };
    };
    readonly tolerance: { readonly statistic: Tolerance; readonly pvalue: Tolerance };
  };
  const tally = goldenTally();
  const refused: string[] = [];

  for (const { id, inputs, expected, tolerance } of goldenCases<TableCase>('chi2_contingency')) {
    const want = expected.g_nocorr;
    if (!inputs.table || want === undefined) continue;
    const got = gTest(inputs.table);
    if (!got.computable || 'error' in want) {
      expect([id, got.computable, 'error' in want || want.statistic === 'NaN']).toEqual([id, false, true]);
      refused.push(id);
      continue;
    }
    const statistic = id === G_OF_A_BILLION.id ? G_OF_A_BILLION.statistic : want.statistic;
    tally.compare(`${id} G`, got.statistic, statistic, tolerance.statistic);
    tally.compare(`${id} p`, got.pValue, want.pvalue, tolerance.pvalue);
  }

  expect({ misses: tally.misses(), asserted: tally.asserted(), refused }).toEqual({
    misses: [],
    asserted: 42,
    refused: ['s-chi2-2x2-zero-column', 's-chi2-2x2-zero-row', 's-chi2-2x2-all-zero'],
  });
});
