import type { ClassCell } from './class-cells.ts';
import type { ClassTable } from './class-metric.ts';
import { classCodes, type PerformancePlan, scoreBins } from './plan.ts';

/** What is held of the rows of a cell. */
export interface CellChance {
  readonly cell: ClassCell;
  /** Of the positive class; of several classes of being right. */
  readonly chance: number;
}

/** What a table of expected rows is made with. */
export interface TableSetting {
  /** See wrongShares; used where there are more than two classes. */
  readonly wrong: Float64Array;
  /** See meanScores. */
  readonly scores: Float64Array;
}

/** The rows of cells by what they are expected to be. */
export function expectedTable(
  plan: PerformancePlan,
  cells: readonly CellChance[],
  { wrong, scores }: TableSetting,
): ClassTable {
  const [bins, codes] = [scoreBins(plan), classCodes(plan)];
  const counts = new Float64Array(codes * codes);
  const [positives, negatives] = [new Float64Array(bins - 1), new Float64Array(bins - 1)];
  for (const { cell, chance } of cells) {
    const { predicted, bin, rows } = cell;
    for (let actual = 0; actual < codes; actual++)
      counts[predicted * codes + actual]! += rows * shareOf(plan, wrong, predicted, actual, chance);
    if (bin === bins - 1) continue;
    positives[bin]! += rows * chance;
    negatives[bin]! += rows * (1 - chance);
  }
  return { confusion: { classes: codes, counts }, positive: plan.positive, positives, negatives, scores };
}

/** Share of the rows of a cell that are of a class. */
function shareOf(
  plan: PerformancePlan,
  wrong: Float64Array,
  predicted: number,
  actual: number,
  chance: number,
): number {
  if (plan.positive === undefined)
    return actual === predicted ? chance : (1 - chance) * wrong[predicted * classCodes(plan) + actual]!;
  if (actual === plan.positive) return chance;
  return actual === negativeOf(plan) ? 1 - chance : 0;
}

/** Code of the other of two classes. */
export function negativeOf({ positive, classes }: PerformancePlan): number {
  const other = classes.findIndex((_, code) => code !== positive);
  return other < 0 ? classes.length : other;
}

/**
 * What a measure gains where one row of a cell is of the positive class (of several: right) in place of not, and what a row of the
 * cell adds on the whole.
 */
export function slopesOf(
  plan: PerformancePlan,
  { cell, chance }: CellChance,
  { wrong }: TableSetting,
  slope: (predicted: number, bin: number, actual: number) => number,
): { readonly ofChance: number; readonly ofRow: number } {
  const { predicted, bin } = cell;
  const codes = classCodes(plan);
  const at = (actual: number) => slope(predicted, bin, actual);
  if (plan.positive !== undefined) {
    const [ofPositive, ofNegative] = [at(plan.positive), at(negativeOf(plan))];
    return { ofChance: ofPositive - ofNegative, ofRow: chance * ofPositive + (1 - chance) * ofNegative };
  }
  let ofWrong = 0;
  for (let actual = 0; actual < codes; actual++)
    if (actual !== predicted) ofWrong += wrong[predicted * codes + actual]! * at(actual);
  return { ofChance: at(predicted) - ofWrong, ofRow: chance * at(predicted) + (1 - chance) * ofWrong };
}
