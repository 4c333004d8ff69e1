import { expect, test } from '@jest/globals';
import { kolmogorovUpperTail } from '../../../../../lambdas/core/stats/tests/kolmogorov-upper-tail.ts';
import { ksPValue } from '../../../../../lambdas/core/stats/tests/ks-p-value.ts';
import { ksErrorBound, ksStatistic } from '../../../../../lambdas/core/stats/tests/ks-statistic.ts';
import {
  type GoldenSample,
  goldenCases,
  goldenTally,
  goldenValues,
  type Tolerance,
} from '../../../../support/golden.ts';
import { countsOn, cutsOf } from '../samples.ts';

type Histogram = {
  readonly D_binned: number;
  readonly upper_bound: number;
  readonly loose_upper_bound: number;
  readonly n_bins: number;
};
type BinnedCase = {
  readonly id: string;
  readonly inputs: { readonly reference: GoldenSample; readonly batch: GoldenSample };
  readonly expected: {
    readonly exact: { readonly statistic: number; readonly pvalue: number };
    readonly binned: Readonly<Record<string, Histogram>>;
  };
  readonly tolerance: Readonly<Record<'statistic' | 'pvalue' | 'D_binned', Tolerance>>;
};

/** The right edges of the golden histograms: bins (e[i-1], e[i]], the outer ones open. */
function edgesOf(name: string, sorted: Float64Array): Float64Array {
  const bins = Number(name.split('-')[1]);
  if (name.startsWith('quantile')) {
    return new Float64Array(
      new Set(
        Array.from({ length: bins - 1 }, (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / bins)]!),
      ),
    );
  }
  const [low, high] = [sorted[0]!, sorted.at(-1)!];
  return Float64Array.from({ length: bins + 1 }, (_, i) => low + (high - low) * (i / bins));
}

/** Joins each cut point to the open bin below it, and leaves the cut's own cell empty. */
const closedRight = (counts: Float64Array) =>
  counts.map((count, cell) => (cell % 2 === 1 ? 0 : count + (counts[cell + 1] ?? 0)));

test('binned D of half a million values lies within its bound of the exact D', () => {
  const tally = goldenTally();
  const cases = goldenCases<BinnedCase>('binned_ks_big');

  for (const { id, inputs, expected, tolerance } of cases) {
    const reference = goldenValues(inputs.reference).toSorted();
    const batch = goldenValues(inputs.batch).toSorted();
    const exact = expected.exact.statistic;
    const effective = Math.round((reference.length * batch.length) / (reference.length + batch.length));
    tally.compare(`${id} p`, kolmogorovUpperTail(exact, effective), expected.exact.pvalue, tolerance.pvalue);
    for (const [name, want] of Object.entries(expected.binned)) {
      const edges = edgesOf(name, reference);
      const [a, b] = [closedRight(countsOn(edges, reference)), closedRight(countsOn(edges, batch))];
      const d = ksStatistic(a, b);
      const bound = d + ksErrorBound(a, b);
      tally.compare(`${id} ${name} D`, d, want.D_binned, tolerance.D_binned);
      tally.compare(`${id} ${name} bound`, bound, want.loose_upper_bound, { abs: 1e-12 });
      expect(d).toBeLessThanOrEqual(exact + 1e-12);
      expect(exact).toBeLessThanOrEqual(bound + 1e-12);
    }
    const cuts = cutsOf(reference);
    const [a, b] = [countsOn(cuts, reference), countsOn(cuts, batch)];
    const [d, bound] = [ksStatistic(a, b), ksErrorBound(a, b)];
    if (bound === 0) {
      tally.compare(`${id} own cuts`, d, exact, tolerance.statistic);
      const { pValue } = ksPValue(d, reference.length, batch.length, { exact: true });
      tally.compare(`${id} own cuts p`, pValue, expected.exact.pvalue, tolerance.pvalue);
    }
    expect(d).toBeLessThanOrEqual(exact + 1e-12);
    expect(exact).toBeLessThanOrEqual(d + bound + 1e-12);
    expect(bound).toBeLessThanOrEqual(1 / 16_383);
  }

  expect({ misses: tally.misses(), asserted: tally.asserted(), cases: cases.length }).toEqual({
    misses: [],
    asserted: 108,
    cases: 8,
  });
});
