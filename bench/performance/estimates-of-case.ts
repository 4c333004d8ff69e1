import type { MetricName } from '../../lambdas/core/contract/model-rules.ts';
import { errorMetric, stateErrors } from '../../lambdas/core/signals/performance/error-moments.ts';
import { estimateClasses } from '../../lambdas/core/signals/performance/estimate-classes.ts';
import { estimateErrors } from '../../lambdas/core/signals/performance/estimate-errors.ts';
import type { PerformancePlan } from '../../lambdas/core/signals/performance/plan.ts';
import { labelledMetric } from '../../lambdas/core/signals/performance/realise-classes.ts';
import type { PerformanceState } from '../../lambdas/core/signals/performance/state.ts';
import type { BenchCase } from './nannyml-case.ts';

/** How far estimates of a measure are off the truth, over all chunks. */
export interface EstimateErrors {
  readonly metric: MetricName;
  readonly chunks: number;
  /** Mean distance of estimate and truth: by leaf, by confidence alone (of numbers the same), and that of NannyML. */
  readonly own: number;
  readonly withoutLeaves: number;
  readonly theirs: number;
  /** Share of the chunks whose truth is in the 95 % interval. */
  readonly covered: number;
}

const theirNames = new Map<MetricName, string>([['roc-auc', 'roc_auc']]);

const asked: Readonly<Record<PerformancePlan['task'], readonly MetricName[]>> = {
  binary: ['accuracy', 'f1', 'precision', 'recall', 'roc-auc'],
  multiclass: ['accuracy'],
  regression: ['mae', 'rmse'],
};

/** Estimates every chunk of a case, and holds them against its labels. */
export function estimatesOfCase({
  yardstick,
  reference,
  chunks,
  expected,
}: BenchCase): readonly EstimateErrors[] {
  const plan = yardstick.performance;
  const known = reference.performance;
  if (!plan || !known) throw new Error('the case has no predictions');
  const theirs = expected.estimated.filter(({ period }) => period === 'analysis');
  return asked[plan.task].map((metric) => {
    const errors = chunks.flatMap(({ performance: state }, index) => {
      const truth = state && truthOf(plan, state, metric);
      const own = state && estimate(plan, known, state, metric);
      const without = state && estimate(withoutLeaves(plan), known, state, metric);
      const their = Number(theirs[index]?.[`${theirNames.get(metric) ?? metric}|value`]);
      if (truth === undefined || !own || !without || Number.isNaN(their)) return [];
      return [
        {
          own: Math.abs(own.value - truth),
          withoutLeaves: Math.abs(without.value - truth),
          theirs: Math.abs(their - truth),
          isCovered: Math.abs(own.value - truth) <= 1.96 * own.standardError,
        },
      ];
    });
    const mean = (of: (one: (typeof errors)[number]) => number) =>
      errors.reduce((sum, one) => sum + of(one), 0) / errors.length;
    return {
      metric,
      chunks: errors.length,
      own: mean((one) => one.own),
      withoutLeaves: mean((one) => one.withoutLeaves),
      theirs: mean((one) => one.theirs),
      covered: mean((one) => Number(one.isCovered)),
    };
  });
}

function truthOf(plan: PerformancePlan, state: PerformanceState, metric: MetricName): number | undefined {
  return plan.task === 'regression'
    ? errorMetric(metric, stateErrors(plan, state))?.value
    : labelledMetric(plan, state, metric)?.value;
}

function estimate(
  plan: PerformancePlan,
  known: PerformanceState,
  state: PerformanceState,
  metric: MetricName,
) {
  const { metrics } =
    plan.task === 'regression'
      ? estimateErrors(plan, known, state)
      : estimateClasses(plan, known, state, [metric]);
  return metrics.find(({ name }) => name === metric);
}

/** The plan of confidence-based estimation: one curve for all leaves. */
export function withoutLeaves(plan: PerformancePlan): PerformancePlan {
  if (plan.task === 'regression' || plan.calibration.status === 'none') return plan;
  return { ...plan, calibration: { ...plan.calibration, leaves: [] } };
}
