import type { ModelRules } from '../../contract/model-rules.ts';
import type { PerformanceResult } from '../../result/performance-schema.ts';
import type { Confusion } from '../../stats/performance/confusion.ts';
import { classCells, type KnownBins, meanScores, wrongShares } from './class-cells.ts';
import { expectedTable } from './class-table.ts';
import type { PerformancePlan } from './plan.ts';
import { labelledTable } from './realise-classes.ts';
import { labelledOf, nearlyAll, rowsOf, type Setting } from './setting.ts';

/** Mean cost of a row by a confusion matrix, as the contract has it; what it does not name costs nothing. */
function costPerRow(
  { classes }: PerformancePlan,
  costs: NonNullable<ModelRules['costs']>,
  { classes: codes, counts }: Confusion,
): number | undefined {
  let [rows, cost] = [0, 0];
  for (let predicted = 0; predicted < codes; predicted++)
    for (let actual = 0; actual < codes; actual++) {
      const count = counts[predicted * codes + actual]!;
      rows += count;
      cost += count * costOf(costs, classes[predicted], classes[actual]);
    }
  return rows === 0 ? undefined : cost / rows;
}

function costOf(
  costs: NonNullable<ModelRules['costs']>,
  predicted: string | undefined,
  actual: string | undefined,
): number {
  if (predicted === undefined || actual === undefined) return 0;
  return costs[predicted]?.[actual] ?? 0;
}

/** What a row costs on the mean, by labels where all rows have one, else as expected. */
export function costPart(
  { plan, reference, current }: Setting,
  costs: NonNullable<ModelRules['costs']>,
  known: KnownBins | undefined,
): PerformanceResult['cost'] {
  if (plan.task === 'regression') return undefined;
  const isWhole = labelledOf(current) >= nearlyAll * rowsOf(current) && labelledOf(current) > 0;
  const before = costPerRow(plan, costs, labelledTable(plan, reference).confusion);
  const baseline = before === undefined ? {} : { baseline: before };
  if (isWhole) {
    const perRow = costPerRow(plan, costs, labelledTable(plan, current).confusion);
    return perRow === undefined ? undefined : { perRow, ...baseline, isEstimate: false };
  }
  if (!known) return undefined;
  const cells = classCells(plan, current).map((cell) => ({ cell, chance: known.chance[cell.place]! }));
  const setting = { wrong: wrongShares(plan, reference.confusion), scores: meanScores(plan, reference) };
  const perRow = costPerRow(plan, costs, expectedTable(plan, cells, setting).confusion);
  return perRow === undefined ? undefined : { perRow, ...baseline, isEstimate: true };
}
