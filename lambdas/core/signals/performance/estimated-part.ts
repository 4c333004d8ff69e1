import { type MetricName, metricsOfTask } from '../../contract/model-rules.ts';
import type { PerformanceResult } from '../../result/performance-schema.ts';
import { type Estimate, type Estimates, estimateClasses } from './estimate-classes.ts';
import { estimateErrors } from './estimate-errors.ts';
import { corrected } from './gap.ts';
import { inRange, intervalOf, judgeLoss, type Known } from './judge-loss.ts';
import type { PerformancePlan } from './plan.ts';
import { isLearned, metricsPart, rowsOf, type Setting } from './setting.ts';

/** Rows that the reference hardly knows: more of them, and no number is told. */
const mostOutside = 0.2;

function estimatesOf({ plan, reference, current }: Setting, names: readonly MetricName[]): Estimates {
  return plan.task === 'regression'
    ? estimateErrors(plan, reference, current)
    : estimateClasses(plan, reference, current, names);
}

/** What is told of an estimate, and the estimate itself as the reference alone has it. */
interface Told {
  readonly part: PerformanceResult['estimated'];
  readonly estimate?: Estimate;
}

/** How right the model should be by what the reference says of such rows; nothing where it says nothing. */
export function estimatedPart(setting: Setting, baseline: Known | undefined): Told {
  const { plan, metric, current } = setting;
  if (!isLearned(plan) || rowsOf(current) === 0) return { part: undefined };
  const { metrics, outside } = estimatesOf(setting, metricsOfTask[plan.task]);
  const estimate = metrics.find(({ name }) => name === metric);
  if (outside > mostOutside || !estimate)
    return { part: { method: methodOf(plan), verdict: 'cannot-tell', outside } };
  return { part: partOf(setting, baseline, estimate, { metrics, outside }), estimate };
}

/** The measure that the model is judged by carries what earlier labels showed; the others are as estimated. */
function partOf(
  setting: Setting,
  baseline: Known | undefined,
  estimate: Estimate,
  { metrics, outside }: Estimates,
): PerformanceResult['estimated'] {
  const { plan, metric, rules, correction } = setting;
  const value = inRange(correction ? corrected(estimate, correction) : estimate, metric);
  const judgement = baseline && judgeLoss(metric, baseline, value, rules.maxLoss);
  const all = new Map(metrics.map((one) => [one.name, knownOf(one.name === metric ? value : one)]));
  return {
    method: methodOf(plan),
    value: value.value,
    interval: intervalOf(value, metric),
    ...(judgement ? { loss: judgement.loss } : {}),
    verdict: judgement?.verdict ?? 'cannot-tell',
    outside,
    metrics: metricsPart(setting, (name) => all.get(name)),
    ...(correction ? { correctedBy: correction } : {}),
  };
}

function knownOf({ value, standardError }: Known): Known {
  return { value, standardError };
}

function methodOf({
  task,
  calibration,
}: PerformancePlan): NonNullable<PerformanceResult['estimated']>['method'] {
  if (task === 'regression') return 'leaf-means';
  return calibration.status === 'learned' && calibration.leaves.length > 0 ? 'leaf-wise' : 'cbpe';
}
