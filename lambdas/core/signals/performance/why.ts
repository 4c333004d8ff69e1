import type { ColumnContract } from '../../contract/contract.ts';
import type { PerformanceResult } from '../../result/performance-schema.ts';
import { classCells, type KnownBins } from './class-cells.ts';
import { leafErrors } from './error-moments.ts';
import type { PerformancePlan } from './plan.ts';
import { partOf, partsOf } from './rules.ts';
import type { PerformanceState } from './state.ts';

/** Rows of a part and the sum of how right the model is on them; of numbers of absolute errors. */
interface PartSums {
  readonly rows: Float64Array;
  readonly sum: Float64Array;
}

/** From so large a part of the rows on that have a label, labels alone say how right the model was. */
const nearlyAll = 0.99;

/**
 * Why performance is another than in the reference, part by part: terms that add up to the change of accuracy, of numbers of the mean
 * absolute error, turned so that what is worse is above zero.
 *
 *   change = sum over parts of (q - p) (a - A) + sum of q (b - a)
 *
 * p and q being the shares of reference and batch, a and b how right the model is there, A on the whole: the first is what the mix of
 * rows adds, the second what the relation adds. Without labels b is what is expected, and only moves with the scores.
 *
 * @param chanceOf  of the rows of a cell; undefined where labels say
 */
export function whyOf(
  plan: PerformancePlan,
  columns: readonly ColumnContract[],
  {
    reference,
    current,
    known,
  }: {
    readonly reference: PerformanceState;
    readonly current: PerformanceState;
    readonly known: KnownBins | undefined;
  },
): PerformanceResult['why'] {
  const parts = partsOf(plan, columns);
  const isNumber = plan.task === 'regression';
  const before = isNumber ? labelledErrors(plan, reference) : labelledParts(plan, reference, parts.length);
  const now = isNumber
    ? expectedErrors(plan, reference, current)
    : currentParts(plan, current, known, parts.length);
  if (!now) return [];
  const [allBefore, allNow] = [total(before.rows), total(now.rows)];
  if (allBefore === 0 || allNow === 0 || parts.length < 2) return [];
  const whole = total(before.sum) / allBefore;
  const sign = isNumber ? 1 : -1;
  return parts
    .map(({ rule }, leaf) => {
      const [p, q] = [before.rows[leaf]! / allBefore, now.rows[leaf]! / allNow];
      const a = before.rows[leaf] === 0 ? whole : before.sum[leaf]! / before.rows[leaf]!;
      const b = now.rows[leaf] === 0 ? a : now.sum[leaf]! / now.rows[leaf]!;
      const [mix, relation] = [sign * (q - p) * (a - whole), sign * q * (b - a)];
      return {
        leaf,
        rule,
        reference: p,
        current: q,
        before: a,
        now: b,
        mix: mix + 0,
        relation: relation + 0,
      };
    })
    .filter(({ reference: p, current: q }) => p > 0 || q > 0)
    .toSorted((one, other) => Math.abs(other.mix + other.relation) - Math.abs(one.mix + one.relation));
}

function total(values: Float64Array): number {
  return values.reduce((a, b) => a + b, 0);
}

function labelledParts(plan: PerformancePlan, state: PerformanceState, parts: number): PartSums {
  const sums = { rows: new Float64Array(parts), sum: new Float64Array(parts) };
  for (const { leaf, bin, predicted, labelled, right } of classCells(plan, state)) {
    const part = partOf(plan, leaf, bin);
    sums.rows[part]! += labelled;
    sums.sum[part]! += rightOf(plan, predicted, right, labelled);
  }
  return sums;
}

/** Rows that are predicted rightly, of those of the positive class among them. */
function rightOf({ positive }: PerformancePlan, predicted: number, right: number, rows: number): number {
  return positive === undefined || predicted === positive ? right : rows - right;
}

function currentParts(
  plan: PerformancePlan,
  state: PerformanceState,
  known: KnownBins | undefined,
  parts: number,
): PartSums | undefined {
  const all = state.cells.all.reduce((a, b) => a + b, 0);
  const labelled = state.cells.labelled.reduce((a, b) => a + b, 0);
  if (labelled >= nearlyAll * all && labelled > 0) return labelledParts(plan, state, parts);
  if (!known) return undefined;
  const sums = { rows: new Float64Array(parts), sum: new Float64Array(parts) };
  for (const cell of classCells(plan, state)) {
    const part = partOf(plan, cell.leaf, cell.bin);
    const chance =
      cell.labelled > 0
        ? (cell.right + known.chance[cell.place]!) / (cell.labelled + 1)
        : known.chance[cell.place]!;
    sums.rows[part]! += cell.rows;
    sums.sum[part]! += rightOf(plan, cell.predicted, cell.rows * chance, cell.rows);
  }
  return sums;
}

function labelledErrors(plan: PerformancePlan, state: PerformanceState): PartSums {
  const leaves = leafErrors(plan, state);
  return {
    rows: Float64Array.from(leaves, ({ rows }) => rows),
    sum: Float64Array.from(leaves, ({ absolute }) => absolute),
  };
}

function expectedErrors(
  plan: PerformancePlan,
  reference: PerformanceState,
  current: PerformanceState,
): PartSums {
  const [known, found] = [leafErrors(plan, reference), leafErrors(plan, current)];
  const rows = Float64Array.from(current.cells.all);
  const labelled = found.reduce((sum, leaf) => sum + leaf.rows, 0);
  const isKnown = labelled >= nearlyAll * total(rows) && labelled > 0;
  const mean = (leaf: { readonly rows: number; readonly absolute: number } | undefined) =>
    leaf && leaf.rows > 0 ? leaf.absolute / leaf.rows : 0;
  return { rows, sum: rows.map((count, leaf) => count * mean(isKnown ? found[leaf] : known[leaf])) };
}
