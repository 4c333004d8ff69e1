import type { MetricName } from '../contract/model-rules.ts';
import { formatCountOf, numberInWords } from './in-words.ts';

const names: Readonly<Record<MetricName, string>> = {
  accuracy: 'accuracy',
  precision: 'precision',
  recall: 'recall',
  f1: 'F1',
  'roc-auc': 'ROC AUC',
  'log-loss': 'log loss',
  brier: 'Brier score',
  'calibration-error': 'calibration error',
  'f1-macro': 'macro F1',
  'f1-weighted': 'weighted F1',
  'precision-macro': 'macro precision',
  'recall-macro': 'macro recall',
  mae: 'mean absolute error',
  rmse: 'root mean squared error',
  r2: 'R²',
  mape: 'mean absolute percentage error',
};

/** A measure as people call it. */
export function metricInWords(metric: MetricName): string {
  return names[metric];
}

const shares: ReadonlySet<MetricName> = new Set([
  'accuracy',
  'precision',
  'recall',
  'mape',
  'recall-macro',
  'precision-macro',
]);

/** Whether a measure is a share of rows, told in per cent and points. */
export function isShare(metric: MetricName): boolean {
  return shares.has(metric);
}

/** A value of a measure: shares in per cent with three digits, others as numbers. */
export function valueInWords(metric: MetricName, value: number): string {
  return shares.has(metric) ? `${Number((100 * value).toPrecision(3))} %` : numberInWords(value);
}

/** A difference of a measure: of shares in points. */
export function sizeInWords(metric: MetricName, difference: number): string {
  if (!shares.has(metric)) return numberInWords(difference);
  return formatCountOf(Number((100 * difference).toPrecision(2)), 'point');
}
