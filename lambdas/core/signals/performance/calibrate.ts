import { isotonic } from '../../stats/performance/isotonic.ts';
import { errorParts, squareParts } from './fixed-point.ts';
import { classCodes, type PerformancePlan, scoreBins } from './plan.ts';
import type { PerformanceState } from './state.ts';
import { leavesOf } from './tree.ts';

/** A leaf of so many rows is believed as much as all rows together. */
export const shrinkage = 300;

/** Labelled rows that a reference must have for any estimate. */
const leastRows = 100;

/** What the reference's rows say of each leaf and score bin, learned of their cells. */
export function calibrate(plan: PerformancePlan, state: PerformanceState): PerformancePlan {
  const labelled = state.cells.labelled.reduce((a, b) => a + b, 0);
  const reason = whyNot(plan, state, labelled);
  if (reason !== undefined) return { ...plan, tree: plan.tree, calibration: { status: 'none', reason } };
  const calibration = plan.task === 'regression' ? errorsByLeaf(plan, state) : chancesByLeaf(plan, state);
  return { ...plan, calibration: { status: 'learned', rows: labelled, ...calibration } };
}

function whyNot(plan: PerformancePlan, state: PerformanceState, labelled: number): string | undefined {
  if (plan.columns.label === undefined)
    return 'the contract names no column with the role label, so nothing is known of how right the model was';
  if (labelled === 0) return 'no row of the reference has both a prediction and a label';
  if (labelled < leastRows)
    return `only ${labelled} rows of the reference have a label: at least ${leastRows} are needed`;
  if (plan.task !== 'regression' && classesSeen(plan, state) < 2)
    return 'all labels of the reference are of one class: nothing can be learned of the others';
  return undefined;
}

/** Classes that labels of the reference have. */
function classesSeen(plan: PerformancePlan, { confusion }: PerformanceState): number {
  const codes = classCodes(plan);
  return Array.from({ length: codes }, (_, actual) =>
    confusion.some((count, cell) => count > 0 && cell % codes === actual),
  ).filter((isSeen) => isSeen).length;
}

/** Labelled rows by leaf and score bin, and those of them that are of the positive class (of several: right). */
export interface BinCounts {
  readonly labelled: Float64Array;
  readonly right: Float64Array;
}

/** Adds up cells over predictions, `leaf * bins + bin`. */
export function countsByBin(plan: PerformancePlan, { cells }: PerformanceState): BinCounts {
  const codes = classCodes(plan);
  const size = leavesOf(plan.tree) * scoreBins(plan);
  const [labelled, right] = [new Float64Array(size), new Float64Array(size)];
  for (let cell = 0; cell < cells.labelled.length; cell++) {
    labelled[Math.floor(cell / codes)]! += cells.labelled[cell]!;
    right[Math.floor(cell / codes)]! += cells.right[cell]!;
  }
  return { labelled, right };
}

/**
 * Isotonic regression on the score bins of all rows, and of each leaf, pulled to that of all:
 *
 *   chance = (rows of leaf * own + 300 * global) / (rows of leaf + 300)
 */
function chancesByLeaf(plan: PerformancePlan, state: PerformanceState) {
  const [leaves, bins] = [leavesOf(plan.tree), scoreBins(plan)];
  const { labelled, right } = countsByBin(plan, state);
  const [allLabelled, allRight] = [new Float64Array(bins), new Float64Array(bins)];
  for (let place = 0; place < labelled.length; place++) {
    allLabelled[place % bins]! += labelled[place]!;
    allRight[place % bins]! += right[place]!;
  }
  const global = curveOf(allLabelled, allRight);
  if (leaves === 1) return { global, leaves: [] };
  return {
    global,
    leaves: Array.from({ length: leaves }, (_, leaf) => {
      const own = labelled.subarray(leaf * bins, (leaf + 1) * bins);
      const rows = own.reduce((a, b) => a + b, 0);
      const curve = curveOf(own, right.subarray(leaf * bins, (leaf + 1) * bins), global);
      return curve.map((chance, bin) => (rows * chance + shrinkage * global[bin]!) / (rows + shrinkage));
    }),
  };
}

/** @param otherwise  what is taken where there is no row; by default one half */
function curveOf(labelled: Float64Array, right: Float64Array, otherwise?: readonly number[]): number[] {
  const none = labelled.length - 1;
  const bins = [...labelled.keys()].filter((bin) => bin < none && labelled[bin]! > 0);
  const rows = labelled.reduce((a, b) => a + b, 0);
  const mean = rows === 0 ? undefined : right.reduce((a, b) => a + b, 0) / rows;
  const curve =
    bins.length === 0
      ? undefined
      : isotonic(
          bins,
          bins.map((bin) => right[bin]! / labelled[bin]!),
          bins.map((bin) => labelled[bin]!),
        );
  return Array.from(labelled, (count, bin) => {
    if (bin < none) return curve?.at(bin) ?? otherwise?.[bin] ?? mean ?? 0.5;
    return count > 0 ? right[bin]! / count : (otherwise?.[bin] ?? mean ?? 0.5);
  });
}

/** Means of |error| and error² of each leaf, in units of what is predicted; global those of all rows. */
function errorsByLeaf(plan: PerformancePlan, { cells, errors }: PerformanceState) {
  const { errorUnit: unit } = plan;
  const absolute = errors?.absolute ?? [];
  const squared = errors?.squared ?? [];
  const means = (rows: number, sum: number, squares: number) =>
    rows === 0 ? undefined : [(sum / rows / errorParts) * unit, (squares / rows / squareParts) * unit ** 2];
  const total = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);
  const global = means(total(cells.labelled), total(absolute), total(squared)) ?? [0, 0];
  return {
    global,
    leaves: cells.labelled.map((rows, leaf) => means(rows, absolute[leaf]!, squared[leaf]!) ?? [...global]),
  };
}
