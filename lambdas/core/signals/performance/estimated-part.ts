import { type MetricName, metricsOfTask } from '../../contract/model-rules.ts';
import type { PerformanceResult } from '../../result/performance-schema.ts';
import { type Estimates, estimateClasses } from './estimate-classes.ts';
import { estimateErrors } from './estimate-errors.ts';
import { intervalOf, judgeLoss, type Known } from './judge-loss.ts';
import type { PerformancePlan } from './plan.ts';
import { isLearned, metricsPart, rowsOf, type Setting } from './setting.ts';

/** Rows that the reference hardly knows: more of them, and no number is told. */
const mostOutside = 0.2;

function estimatesOf({ plan, reference, current }: Setting, names: readonly MetricName[]): Estimates {
  return plan.task === 'regression'
    ? estimateErrors(plan, reference, current)
    : estimateClasses(plan, reference, current, names);
}

/** How right the model should be by what the reference says of such rows; undefined where it says nothing. */
export function estimatedPart(setting: Setting, baseline: Known | undefined): PerformanceResult['estimated'] {
  const { plan, metric, rules, current } = setting;
  if (!isLearned(plan) || rowsOf(current) === 0) return undefined;
  const { metrics, outside } = estimatesOf(setting, metricsOfTask[plan.task]);
  const method = methodOf(plan);
  const value = metrics.find(({ name }) => name === metric);
  if (outside > mostOutside || !value) return { method, verdict: 'cannot-tell', outside };
  const judgement = baseline && judgeLoss(metric, baseline, value, rules.maxLoss);
  const all = new Map(
    metrics.map((one) => [one.name, { value: one.value, standardError: one.standardError }]),
  );
  return {
    method,
    value: value.value,
    interval: intervalOf(value, metric),
    ...(judgement ? { loss: judgement.loss } : {}),
    verdict: judgement?.verdict ?? 'cannot-tell',
    outside,
    metrics: metricsPart(setting, (name) => all.get(name)),
  };
}

function methodOf({
  task,
  calibration,
}: PerformancePlan): NonNullable<PerformanceResult['estimated']>['method'] {
  if (task === 'regression') return 'leaf-means';
  return calibration.status === 'learned' && calibration.leaves.length > 0 ? 'leaf-wise' : 'cbpe';
}
