import type { MetricName } from '../../contract/model-rules.ts';
import { calibrationError } from '../../stats/performance/probability-losses.ts';
import { meanScores } from './class-cells.ts';
import { type ClassTable, classMetric } from './class-metric.ts';
import { probabilityParts } from './fixed-point.ts';
import { classCodes, type PerformancePlan, scoreBins } from './plan.ts';
import type { PerformanceState } from './state.ts';

/** A measure of rows whose truth is known, or weighted so that they stand for all. */
export interface Realised {
  readonly name: MetricName;
  readonly value: number;
  readonly standardError: number | undefined;
}

/** The labelled rows of a state as a table. */
export function labelledTable(plan: PerformancePlan, state: PerformanceState): ClassTable {
  const [bins, codes] = [scoreBins(plan), classCodes(plan)];
  const [positives, negatives] = [new Float64Array(bins - 1), new Float64Array(bins - 1)];
  for (let cell = 0; cell < state.cells.labelled.length; cell++) {
    const bin = Math.floor(cell / codes) % bins;
    if (bin === bins - 1) continue;
    positives[bin]! += state.cells.right[cell]!;
    negatives[bin]! += state.cells.labelled[cell]! - state.cells.right[cell]!;
  }
  const scores = meanScores(plan, state);
  return {
    confusion: { classes: codes, counts: state.confusion },
    positive: plan.positive,
    positives,
    negatives,
    scores,
  };
}

/** A measure of the labelled rows alone. Losses of probabilities are exact, the ROC curve is that of the score bins. */
export function labelledMetric(
  plan: PerformancePlan,
  state: PerformanceState,
  name: MetricName,
): Realised | undefined {
  const { rows, brier, brierSquared, log, logSquared } = state.losses;
  const mean = (sum: number, squares: number): Realised | undefined => {
    if (rows === 0) return undefined;
    const value = sum / probabilityParts / rows;
    const variance = Math.max(0, squares / probabilityParts / rows - value ** 2);
    return { name, value, standardError: Math.sqrt(variance / Math.max(1, rows - 1)) };
  };
  if (name === 'brier') return mean(brier, brierSquared);
  if (name === 'log-loss') return mean(log, logSquared);
  if (name === 'calibration-error') {
    const error = rows === 0 ? undefined : calibrationError(calibrationBins(plan, state));
    return error && { name, ...error };
  }
  const metric = classMetric(name, labelledTable(plan, state));
  return metric && { name, value: metric.value, standardError: metric.standardError };
}

/** Score bins of the labelled rows in ten neighbourhoods of about as many rows each. */
export function calibrationBins(plan: PerformancePlan, state: PerformanceState) {
  const { positives, negatives } = labelledTable(plan, state);
  const all = positives.length === 0 ? 0 : sum(positives) + sum(negatives);
  const groups: { rows: number; positives: number; probabilities: number; from: number; to: number }[] = [];
  for (let bin = 0; bin < positives.length; bin++) {
    const rows = positives[bin]! + negatives[bin]!;
    if (rows === 0) continue;
    const [from, to] = [plan.scoreCuts[bin - 1] ?? 0, plan.scoreCuts[bin] ?? 1];
    const last = groups.at(-1);
    const probabilities = state.scores[bin]! / probabilityParts;
    if (!last || last.rows >= all / calibrationGroups)
      groups.push({ rows, positives: positives[bin]!, probabilities, from, to });
    else {
      last.rows += rows;
      last.positives += positives[bin]!;
      last.probabilities += probabilities;
      last.to = to;
    }
  }
  return groups;
}

const calibrationGroups = 10;

function sum(counts: ArrayLike<number>): number {
  let total = 0;
  for (let bin = 0; bin < counts.length; bin++) total += counts[bin]!;
  return total;
}
