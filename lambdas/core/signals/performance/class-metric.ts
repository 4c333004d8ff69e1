import type { MetricName } from '../../contract/model-rules.ts';
import {
  accuracy,
  averaged,
  type Confusion,
  type ConfusionMetric,
  confusionError,
  ofClass,
} from '../../stats/performance/confusion.ts';
import { rocAuc } from '../../stats/performance/roc-auc.ts';

/** Rows by what is known or expected of them; counts may have fractions. */
export interface ClassTable {
  /** By code of the prediction, then of the truth. */
  readonly confusion: Confusion;
  /** Code of the class that is looked for; undefined where there are more than two. */
  readonly positive: number | undefined;
  /** Rows of either class by score bin, those without a score left out. */
  readonly positives: ArrayLike<number>;
  readonly negatives: ArrayLike<number>;
  /** Mean score by bin; empty where scores are no probabilities. */
  readonly scores: ArrayLike<number>;
}

/** A measure of a table. */
export interface TableMetric {
  readonly value: number;
  /** By sampling; undefined where it can't be told. */
  readonly standardError: number | undefined;
  /** What a row adds that was predicted so, in that score bin, once it is known to be of the class. */
  readonly slope: (predicted: number, bin: number, actual: number) => number;
}

/** @returns undefined where the table does not say */
export function classMetric(name: MetricName, table: ClassTable): TableMetric | undefined {
  switch (name) {
    case 'accuracy':
      return ofConfusion(table, accuracy(table.confusion));
    case 'precision':
    case 'recall':
    case 'f1':
      return table.positive === undefined
        ? undefined
        : ofConfusion(table, ofClass(name, table.confusion, table.positive));
    case 'f1-macro':
      return ofConfusion(table, averaged('f1', 'macro', table.confusion));
    case 'f1-weighted':
      return ofConfusion(table, averaged('f1', 'weighted', table.confusion));
    case 'precision-macro':
      return ofConfusion(table, averaged('precision', 'macro', table.confusion));
    case 'recall-macro':
      return ofConfusion(table, averaged('recall', 'macro', table.confusion));
    case 'roc-auc':
      return areaOf(table);
    case 'brier':
      return lossOf(table, (score) => (1 - score) ** 2);
    case 'log-loss':
      return lossOf(table, (score) => -Math.log(Math.max(2 ** -52, score)));
    default:
      return undefined;
  }
}

function ofConfusion({ confusion }: ClassTable, metric: ConfusionMetric): TableMetric | undefined {
  if (metric.isEmpty) return undefined;
  const { classes } = confusion;
  return {
    value: metric.value,
    standardError: confusionError(confusion, metric),
    slope: (predicted, _, actual) => metric.gradient[predicted * classes + actual]!,
  };
}

function areaOf({ positive, ...groups }: ClassTable): TableMetric | undefined {
  const area = positive === undefined ? undefined : rocAuc(groups);
  if (!area) return undefined;
  const { value, standardError, ofPositives, ofNegatives } = area;
  return {
    value,
    standardError,
    slope: (_, bin, actual) => (actual === positive ? ofPositives[bin] : ofNegatives[bin]) ?? 0,
  };
}

/** @param loss  of the probability of the true class */
function lossOf(
  { positive, positives, negatives, scores }: ClassTable,
  loss: (ofTruth: number) => number,
): TableMetric | undefined {
  if (positive === undefined || scores.length === 0) return undefined;
  let [rows, sum, squares] = [0, 0, 0];
  for (let bin = 0; bin < scores.length; bin++) {
    const [ofPositive, ofNegative] = [loss(scores[bin]!), loss(1 - scores[bin]!)];
    rows += positives[bin]! + negatives[bin]!;
    sum += positives[bin]! * ofPositive + negatives[bin]! * ofNegative;
    squares += positives[bin]! * ofPositive ** 2 + negatives[bin]! * ofNegative ** 2;
  }
  if (rows === 0) return undefined;
  const value = sum / rows;
  return {
    value,
    standardError: Math.sqrt(Math.max(0, squares / rows - value ** 2) / rows),
    slope: (_, bin, actual) => {
      const score = scores[bin];
      return score === undefined ? 0 : (loss(actual === positive ? score : 1 - score) - value) / rows;
    },
  };
}
