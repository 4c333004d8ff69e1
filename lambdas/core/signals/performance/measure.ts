import {
  defaultModelRules,
  type MetricName,
  type ModelRules,
  metricsOfTask,
} from '../../contract/model-rules.ts';
import type { Comparison } from '../../profile/comparison.ts';
import type { Correction, PerformanceResult } from '../../result/performance-schema.ts';
import type { Drift } from '../../result/result-schema.ts';
import { knownBins } from './class-cells.ts';
import { costPart } from './cost.ts';
import { estimatedPart } from './estimated-part.ts';
import { gapOf } from './gap.ts';
import { groupsPart } from './groups.ts';
import { movedOutputs } from './moved.ts';
import { notesOf } from './notes.ts';
import type { PerformancePlan } from './plan.ts';
import { realisedPart } from './realised-part.ts';
import { isLearned, labelled, labelledOf, rowsOf, type Setting } from './setting.ts';
import { whyOf } from './why.ts';

/**
 * Whether the model is still right: by labels as far as rows have some, by estimate without, held against the reference.
 *
 * @param drift  of the batch, which says what is usual; undefined where it was not compared
 * @param correctionOf  what labels of earlier batches showed of how far estimates of a measure are off
 * @returns null where nothing says what the model predicts
 */
export function measurePerformance(
  comparison: Comparison,
  drift: Drift | undefined,
  correctionOf?: (metric: MetricName) => Correction | undefined,
): PerformanceResult | null {
  const { performance: plan } = comparison.yardstick;
  const [reference, current] = [
    comparison.reference.profile.performance,
    comparison.current.profile.performance,
  ];
  if (!plan || !reference || !current) return null;
  const rules = comparison.contract.model ?? defaultModelRules;
  const metric = metricOf(plan, rules);
  const setting = { plan, rules, metric, reference, current, correction: correctionOf?.(metric) };
  const moved = movedOutputs(comparison, rules.limits, drift);
  return { ...judged(setting, comparison), moved };
}

/** What the contract asks for, where it goes with what is predicted. */
function metricOf({ task, scoreOf }: PerformancePlan, { primaryMetric }: ModelRules): MetricName {
  const allowed: readonly MetricName[] = metricsOfTask[task];
  const needsScores =
    primaryMetric !== undefined && metricsOfTask.binary.slice(4).some((name) => name === primaryMetric);
  const isKnown =
    primaryMetric !== undefined && allowed.includes(primaryMetric) && (!needsScores || scoreOf !== 'none');
  return isKnown ? primaryMetric : metricsOfTask[task][0];
}

function judged(setting: Setting, { contract, yardstick }: Comparison): Omit<PerformanceResult, 'moved'> {
  const { plan, metric, rules, reference, current } = setting;
  const baseline = labelled(setting, reference, metric);
  const known = isLearned(plan) && plan.task !== 'regression' ? knownBins(plan, reference) : undefined;
  const realised = realisedPart(setting, baseline, known);
  const { part: estimated, estimate } = estimatedPart(setting, baseline);
  const gap = gapOf(metric, realised, estimate);
  const why = isLearned(plan) ? whyOf(plan, contract.columns, { reference, current, known }) : [];
  const cost = rules.costs && costPart(setting, rules.costs, known);
  const ofGroups = groupsPart(setting, yardstick.segments?.segments.map(({ value }) => value) ?? []);
  const notes = notesOf(setting, baseline === undefined);
  return {
    task: plan.task,
    metric,
    rows: rowsOf(current),
    maxLoss: rules.maxLoss,
    ...(baseline ? { baseline: { ...baseline, rows: labelledOf(reference) } } : {}),
    ...(realised ? { realised } : {}),
    ...(estimated ? { estimated } : {}),
    ...(gap ? { gap } : {}),
    verdict: verdictOf(realised, estimated),
    why,
    ...(cost ? { cost } : {}),
    ...ofGroups,
    ...(notes.length > 0 ? { notes: [...notes] } : {}),
  };
}

/** Labels say it; where they can't, the estimate does. */
function verdictOf(
  realised: PerformanceResult['realised'],
  estimated: PerformanceResult['estimated'],
): PerformanceResult['verdict'] {
  if (realised && realised.verdict !== 'cannot-tell') return realised.verdict;
  return estimated?.verdict ?? 'cannot-tell';
}
