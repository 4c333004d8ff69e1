import type { CategoryValues } from '../profile/category-values.ts';
import type { CategoryBins } from '../profile/reference-bins.ts';
import { chiSquare } from '../stats/chi-square.ts';
import { fisherExact } from '../stats/fisher-exact.ts';
import { jensenShannonDistance } from '../stats/jensen-shannon.ts';
import { notComputable } from '../stats/not-computable.ts';
import { pooledCategories } from '../stats/pooled-categories.ts';
import { smallestDetectableChiSquare } from '../stats/smallest-detectable-shift.ts';
import { totalVariation } from '../stats/total-variation.ts';
import { direction, percent } from './in-words.ts';
import type { MeasuredTest, MeasuredValues, Samples } from './measured.ts';

/** Counts of both samples by the same categories: the reference's, those kept of the unseen, and all others. */
interface Table {
  readonly names: readonly string[];
  readonly reference: readonly number[];
  readonly current: readonly number[];
}

/**
 * Holds the categories of a batch against the reference's: chi-square of homogeneity with small categories pooled
 * (Fisher's exact test where only two cells would be left and they are small), Jensen-Shannon on all of them. An unseen
 * category is a column like any other.
 */
export function measureCategories(
  bins: CategoryBins,
  reference: CategoryValues,
  current: CategoryValues,
): MeasuredValues {
  if (reference.count === 0) return { test: notComputable('the reference has no value'), distances: [] };
  if (current.count === 0) return { test: notComputable('the batch has no value'), distances: [] };
  const table = tableOf(bins, reference, current);
  const jensenShannon = jensenShannonDistance(table.reference, table.current);
  return {
    test: homogeneityTest(table, { reference: reference.count, current: current.count }),
    distances: jensenShannon.computable
      ? [{ method: 'jensen-shannon', distance: jensenShannon.distance }]
      : [],
    ...changeInWords(table, reference.count, current.count),
  };
}

function tableOf(bins: CategoryBins, reference: CategoryValues, current: CategoryValues): Table {
  const kept = bins.complete ? current.unseen.kept : [];
  const others = current.unseen.count - kept.reduce((sum, { count }) => sum + count, 0);
  const columns = [
    ...bins.values.map((name, bin) => ({ name, before: reference.bins[bin]!, now: current.bins[bin]! })),
    ...kept.map(({ value, count }) => ({ name: value, before: 0, now: count })),
  ];
  // In an order that the samples have no part in: rare categories are pooled with their neighbours, and pools of those that
  // only one sample has would differ without any drift.
  columns.sort((a, b) => (a.name < b.name ? -1 : 1));
  columns.push({ name: 'all other values', before: reference.unseen.count, now: others });
  return {
    names: columns.map(({ name }) => name),
    reference: columns.map(({ before }) => before),
    current: columns.map(({ now }) => now),
  };
}

function homogeneityTest(table: Table, samples: Samples): MeasuredTest {
  const pooled = pooledCategories(table.reference, table.current);
  if (pooled.members.length >= 2) {
    const test = chiSquare([pooled.reference, pooled.current]);
    if (test.computable) return chiSquareTest(test, pooled, samples);
  }
  return fisherTest(table, samples);
}

function chiSquareTest(
  test: { readonly statistic: number; readonly pValue: number; readonly degreesOfFreedom: number },
  pooled: { readonly reference: readonly number[]; readonly current: readonly number[] },
  samples: Samples,
): MeasuredTest {
  const variation = totalVariation(pooled.reference, pooled.current);
  return {
    computable: true,
    method: 'chi-square',
    statistic: test.statistic,
    pValue: test.pValue,
    effect: variation.computable ? variation.distance : 0,
    exact: true,
    samples,
    // Total variation is at most half of Cohen's w: a shift of w / 2 has this effect or a larger one.
    detectable: (alpha) => detectableShare(samples, alpha, test.degreesOfFreedom),
  };
}

/** The commonest category against all others: what is left to test when the others are too few to stand alone. */
function fisherTest({ reference, current }: Table, samples: Samples): MeasuredTest {
  const totals = reference.map((count, column) => count + current[column]!);
  const commonest = totals.indexOf(Math.max(...totals));
  const successes = [reference[commonest]!, current[commonest]!] as const;
  return {
    computable: true,
    method: 'fisher-exact',
    statistic: successes[1] / samples.current - successes[0] / samples.reference,
    pValue: fisherExact(successes, [samples.reference, samples.current]),
    effect: Math.abs(successes[1] / samples.current - successes[0] / samples.reference),
    exact: true,
    samples,
    detectable: (alpha) => detectableShare(samples, alpha, 1),
  };
}

function detectableShare({ reference, current }: Samples, alpha: number, degreesOfFreedom: number): number {
  return Math.min(1, smallestDetectableChiSquare({ n: reference, m: current, alpha }, degreesOfFreedom) / 2);
}

function changeInWords(
  table: Table,
  referenceRows: number,
  currentRows: number,
): { readonly change?: string } {
  const shares = table.names.map((name, column) => ({
    name,
    from: (table.reference[column] ?? 0) / referenceRows,
    to: (table.current[column] ?? 0) / currentRows,
  }));
  const [widest] = shares.toSorted((a, b) => Math.abs(b.to - b.from) - Math.abs(a.to - a.from));
  if (!widest || widest.from === widest.to) return {};
  const verb = direction(widest.from, widest.to);
  return {
    change: `share of "${widest.name}" ${verb} from ${percent(widest.from)} to ${percent(widest.to)}`,
  };
}
