import { groupMetric, type MetricName } from '../../contract/model-rules.ts';
import type { PerformanceResult } from '../../result/performance-schema.ts';
import { meanLoss } from '../../stats/performance/probability-losses.ts';
import { classMetric } from './class-metric.ts';
import { negativeOf } from './class-table.ts';
import { errorParts, fourthParts, probabilityParts, squareParts } from './fixed-point.ts';
import type { GroupState } from './group-state.ts';
import { classCodes, type PerformancePlan } from './plan.ts';
import type { Setting } from './setting.ts';

type Group = NonNullable<PerformanceResult['bySegment']>[number];

/** How right the model is on the rows of a group, as far as is known, beside the same rows of the reference. */
function groupResult(
  plan: PerformancePlan,
  metric: MetricName,
  value: string,
  current: GroupState,
  reference: GroupState | undefined,
): Group {
  const labelled = total(current.labelled);
  const realised = labelled > 0 ? realisedOf(plan, metric, current) : undefined;
  const isKnown = plan.calibration.status === 'learned' && total(current.rows) > 0;
  const estimated = isKnown ? expectedOf(plan, metric, current) : undefined;
  const baseline =
    reference && total(reference.labelled) > 0 ? realisedOf(plan, metric, reference) : undefined;
  return {
    value,
    rows: total(current.rows),
    labelled,
    ...(realised ? { realised: realised.value } : {}),
    ...(realised?.standardError === undefined ? {} : { standardError: realised.standardError }),
    ...(estimated === undefined ? {} : { estimated }),
    ...(baseline ? { baseline: baseline.value } : {}),
  };
}

function total(counts: readonly number[]): number {
  return counts.reduce((a, b) => a + b, 0);
}

function realisedOf(plan: PerformancePlan, metric: MetricName, group: GroupState) {
  const { labelled, right, errors } = group;
  if (plan.task !== 'regression') return ofClasses(plan, metric, labelled, right);
  const [absolute = 0, squared = 0, fourth = 0] = errors;
  const rows = total(labelled);
  const unit = plan.errorUnit;
  const squares = (squared / squareParts) * unit ** 2;
  if (metric !== 'rmse') return meanLoss({ rows, sum: (absolute / errorParts) * unit, squares });
  const mean = meanLoss({ rows, sum: squares, squares: (fourth / fourthParts) * unit ** 4 });
  const value = Math.sqrt(mean?.value ?? 0);
  return mean && { value, standardError: value === 0 ? 0 : mean.standardError / (2 * value) };
}

function expectedOf(
  plan: PerformancePlan,
  metric: MetricName,
  { rows, expected }: GroupState,
): number | undefined {
  if (plan.task !== 'regression')
    return ofClasses(
      plan,
      metric,
      rows,
      expected.map((sum) => sum / probabilityParts),
    )?.value;
  const [absolute = 0, squared = 0] = expected;
  const count = total(rows);
  if (metric === 'rmse') return Math.sqrt(squared / squareParts / count) * plan.errorUnit;
  return (absolute / errorParts / count) * plan.errorUnit;
}

/** @param right  of the positive class; of several classes right, by what was predicted */
function ofClasses(
  plan: PerformancePlan,
  metric: MetricName,
  rows: readonly number[],
  right: readonly number[],
) {
  const codes = classCodes(plan);
  const counts = new Float64Array(codes * codes);
  for (let predicted = 0; predicted < codes; predicted++) {
    const ofRight = plan.positive ?? predicted;
    const ofWrong = plan.positive === undefined ? (predicted + 1) % codes : negativeOf(plan);
    counts[predicted * codes + ofRight]! += right[predicted]!;
    counts[predicted * codes + ofWrong]! += rows[predicted]! - right[predicted]!;
  }
  const table = {
    confusion: { classes: codes, counts },
    positive: plan.positive,
    positives: [],
    negatives: [],
    scores: [],
  };
  return classMetric(metric, table);
}

/** The same by version of the model and by segment. @param segments  their values, in order */
export function groupsPart({ plan, metric, reference, current }: Setting, segments: readonly string[]) {
  const name = groupMetric(plan.task, metric);
  const bySegment = current.segments?.map((group, index) =>
    groupResult(plan, name, segments[index] ?? '', group, reference.segments?.[index]),
  );
  const before = new Map(reference.versions?.map(({ version, group }) => [version, group]));
  const byVersion = current.versions?.map(({ version, group }) =>
    groupResult(plan, name, version, group, before.get(version)),
  );
  return {
    ...(byVersion && byVersion.length > 0 ? { byVersion } : {}),
    ...(bySegment && bySegment.length > 0 ? { bySegment } : {}),
  };
}
