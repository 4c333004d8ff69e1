import type { CategoryValues } from '../../columns/category-values.ts';
import { type CategoryBins, maximumCategories } from '../../columns/reference-bins.ts';
import { mergeUnseenValues } from '../../columns/unseen-values.ts';
import type { DriftMethod } from '../../contract/drift-methods.ts';
import type { Change } from '../../result/change-schema.ts';
import { notComputable } from '../../stats/not-computable.ts';
import { type MeasuredValues, neverCompared } from './measured.ts';
import { type CategoryTable, rareTogether } from './rare-together.ts';
import { measurePair } from './run-methods.ts';

/**
 * Holds the categories of a batch against the reference's: chi-square of homogeneity with small categories pooled
 * (Fisher's exact test where only two cells would be left and they are small), or what the contract names; beside it
 * Jensen-Shannon and PSI on all categories. An unseen category is a column like any other.
 */
export function measureCategories(
  bins: CategoryBins,
  reference: CategoryValues,
  current: CategoryValues,
  chosen?: DriftMethod,
): MeasuredValues {
  if (reference.count === 0) return neverCompared('the reference has no value');
  if (current.count === 0) return { test: notComputable('the batch has no value'), distances: [] };
  const table = rareTogether(tableOf(bins, reference, current), mostRare(bins, reference, current));
  if (bins.values.length > 1 && table.names.length === 1) {
    return neverCompared('its categories are too many, and each too rare');
  }
  const samples = { reference: reference.count, current: current.count };
  const pair = { reference: table.reference, current: table.current, samples };
  const measured = measurePair(
    {
      samples,
      runTest: ({ codes }) => codes?.(pair),
      runDistance: ({ codes }) => codes?.(pair),
      defaultTest: 'chi-square',
      beside: ['jensen-shannon', 'psi'],
    },
    chosen,
  );
  const about = measured.test.computable && !measured.decidedBy ? measured.test.category : undefined;
  return { ...measured, change: () => widestShare(table, reference.count, current.count, about) };
}

/**
 * Rows that a value without a column of its own may be expected to have at most: as many as any of those that were kept of the unseen
 * ones, which are chosen at random; or, where the reference has more values than are kept, the first ones that it showed, so many that
 * a value of which it shows more would have been among them but for once in a thousand times.
 */
function mostRare(bins: CategoryBins, reference: CategoryValues, current: CategoryValues): number {
  if (!bins.complete) return (Math.log(1000) * (reference.count + current.count)) / maximumCategories;
  const { kept } = mergeUnseenValues(reference.unseen, current.unseen);
  return kept.reduce((most, { count }) => Math.max(most, count), 0);
}

/** Those of which only how many there are is kept. */
const otherValues = 'all other values';

/** The categories of the bins, those kept of the unseen, and all others. */
function tableOf(bins: CategoryBins, reference: CategoryValues, current: CategoryValues): CategoryTable {
  const kept = bins.complete ? mergeUnseenValues(reference.unseen, current.unseen).kept : [];
  const [before, now] = [countsOf(reference.unseen), countsOf(current.unseen)];
  const keptOf = (counts: ReadonlyMap<string, number>) =>
    kept.reduce((sum, { value }) => sum + (counts.get(value) ?? 0), 0);
  const columns = [
    ...bins.values.map((name, bin) => ({ name, before: reference.bins[bin]!, now: current.bins[bin]! })),
    ...kept.map(({ value }) => ({ name: value, before: before.get(value) ?? 0, now: now.get(value) ?? 0 })),
  ];
  // In an order that the samples have no part in: rare categories are pooled with their neighbours, and pools of those that
  // only one sample has would differ without any drift.
  columns.sort((a, b) => (a.name < b.name ? -1 : 1));
  columns.push({
    name: otherValues,
    before: reference.unseen.count - keptOf(before),
    now: current.unseen.count - keptOf(now),
  });
  return {
    names: columns.map(({ name }) => name),
    reference: columns.map(({ before }) => before),
    current: columns.map(({ now }) => now),
  };
}

function countsOf({ kept }: CategoryValues['unseen']): ReadonlyMap<string, number> {
  return new Map(kept.map(({ value, count }) => [value, count]));
}

/**
 * The category whose share changed most; undefined where none did.
 *
 * @param about  the category that the test is about, where it is about one: what is told must be what was found
 */
function widestShare(
  table: CategoryTable,
  referenceRows: number,
  currentRows: number,
  about?: number,
): Change | undefined {
  const shares = table.names.map((value, column) => ({
    value,
    from: (table.reference[column] ?? 0) / referenceRows,
    to: (table.current[column] ?? 0) / currentRows,
  }));
  const byMove = shares.toSorted((a, b) => Math.abs(b.to - b.from) - Math.abs(a.to - a.from));
  const widest = about === undefined ? byMove[0] : shares[about];
  if (!widest || widest.from === widest.to) return undefined;
  const { value, from, to } = widest;
  const isOne = to === 1 && value !== otherValues;
  return isOne ? { kind: 'constant', value, from } : { kind: 'share', value, from, to };
}
