import type { MetricName } from '../../contract/model-rules.ts';
import { classCells, knownBins, meanScores, wrongShares } from './class-cells.ts';
import { classMetric } from './class-metric.ts';
import { expectedTable, slopesOf } from './class-table.ts';
import { type PerformancePlan, scoreBins } from './plan.ts';
import type { PerformanceState } from './state.ts';

/** A measure that is expected of a batch, labels or not. */
export interface Estimate {
  readonly name: MetricName;
  readonly value: number;
  /** Of sampling and of calibration. */
  readonly standardError: number;
  /** The part of calibration: all batches of one reference share it. */
  readonly calibrationError: number;
}

/** What is expected of the rows of a batch. */
export interface Estimates {
  readonly metrics: readonly Estimate[];
  /** Share of the rows that the reference hardly knows. */
  readonly outside: number;
}

/**
 * Confidence-based estimation by leaf: each row is of the positive class (of several: right) with the chance that the reference had in
 * its leaf and score bin; measures are those of the expected confusion matrix.
 *
 *   variance = sum over leaf and bin of (slope of its chance)² * variance of the chance
 *            + sum over leaves of (slopes of its chances * how far they were pulled)²
 *            + sum over cells of rows * (slope of a row)² * chance * (1 - chance)
 *
 * Holds as long as the relation of features and target is what it was.
 *
 * @param names  of the measures that are asked for
 */
export function estimateClasses(
  plan: PerformancePlan,
  reference: PerformanceState,
  current: PerformanceState,
  names: readonly MetricName[],
): Estimates {
  const known = knownBins(plan, reference);
  const bins = scoreBins(plan);
  const setting = { wrong: wrongShares(plan, reference.confusion), scores: meanScores(plan, reference) };
  const cells = classCells(plan, current).map((cell) => ({ cell, chance: known.chance[cell.place]! }));
  const table = expectedTable(plan, cells, setting);
  const metrics = names.flatMap((name): readonly Estimate[] => {
    const metric = classMetric(name, table);
    if (!metric) return [];
    const byPlace = new Map<number, number>();
    let sampling = 0;
    for (const one of cells) {
      const { ofChance } = slopesOf(plan, one, setting, metric.slope);
      const { place, rows } = one.cell;
      byPlace.set(place, (byPlace.get(place) ?? 0) + rows * ofChance);
      sampling += rows * ofChance ** 2 * one.chance * (1 - one.chance);
    }
    let calibration = 0;
    const byLeaf = new Map<number, number>();
    for (const [place, slope] of byPlace) {
      calibration += slope ** 2 * known.variance[place]!;
      const leaf = Math.floor(place / bins);
      byLeaf.set(leaf, (byLeaf.get(leaf) ?? 0) + slope * known.pull[place]!);
    }
    for (const pulled of byLeaf.values()) calibration += pulled ** 2;
    return [
      {
        name,
        value: metric.value,
        standardError: Math.sqrt(sampling + calibration),
        calibrationError: Math.sqrt(calibration),
      },
    ];
  });
  const rows = cells.reduce((sum, { cell }) => sum + cell.rows, 0);
  const outside = cells.reduce((sum, { cell }) => sum + known.isOutside[cell.place]! * cell.rows, 0);
  return { metrics, outside: rows === 0 ? 0 : outside / rows };
}
