import { type MetricName, type ModelRules, metricsOfTask } from '../../contract/model-rules.ts';
import type { Correction, PerformanceResult } from '../../result/performance-schema.ts';
import { errorMetric, stateErrors } from './error-moments.ts';
import type { Known } from './judge-loss.ts';
import type { PerformancePlan } from './plan.ts';
import { labelledMetric } from './realise-classes.ts';
import type { PerformanceState } from './state.ts';

/** Labelled rows without which nothing is told of them. */
export const leastLabelled = 10;

/** From this share of rows on that have a label, they are taken for all. */
export const nearlyAll = 0.99;

/** One batch, with what its performance is measured by. */
export interface Setting {
  readonly plan: PerformancePlan;
  readonly rules: ModelRules;
  readonly metric: MetricName;
  readonly reference: PerformanceState;
  readonly current: PerformanceState;
  /** What labels of earlier batches showed of how far estimates of the metric are off. */
  readonly correction?: Correction | undefined;
}

/** Whether the reference says how right the model was on which rows. */
export function isLearned({ calibration }: PerformancePlan): boolean {
  return calibration.status === 'learned';
}

/** Rows that have a prediction. */
export function rowsOf({ cells }: PerformanceState): number {
  return cells.all.reduce((a, b) => a + b, 0);
}

/** Those of them that have a label. */
export function labelledOf({ cells }: PerformanceState): number {
  return cells.labelled.reduce((a, b) => a + b, 0);
}

/** A measure of the labelled rows of a state, with its standard error. */
export function labelled({ plan }: Setting, state: PerformanceState, name: MetricName): Known | undefined {
  if (labelledOf(state) < leastLabelled) return undefined;
  const found =
    plan.task === 'regression'
      ? errorMetric(name, stateErrors(plan, state))
      : labelledMetric(plan, state, name);
  return found?.standardError === undefined
    ? undefined
    : { value: found.value, standardError: found.standardError };
}

/** Every measure of the task, beside that of the reference. */
export function metricsPart(
  setting: Setting,
  of: (name: MetricName) => Known | undefined,
): NonNullable<PerformanceResult['realised']>['metrics'] {
  return metricsOfTask[setting.plan.task].flatMap((name) => {
    const now = of(name);
    const before = labelled(setting, setting.reference, name);
    if (!now || !Number.isFinite(now.value)) return [];
    return [{ name, ...now, ...(before ? { baseline: before.value } : {}) }];
  });
}
