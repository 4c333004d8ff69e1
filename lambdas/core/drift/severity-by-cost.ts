import type { Contract } from '../contract/contract.ts';
import type { PerformanceResult } from '../result/performance-schema.ts';
import type { Drift } from '../result/result-schema.ts';
import { columnOf } from '../signals/count-columns.ts';
import { harmOf, movedWithColumn } from '../signals/performance/words.ts';
import { metricInWords } from '../text/metric-words.ts';

/** Drift that surely costs less than this part of what the contract allows is only for information. */
const harmless = 0.1;

/**
 * Severity is what drift costs, where that is known or estimated: critical where the model is worse than the contract allows, only
 * information where it loses less than a tenth of that, unless a column drifted that the contract marks critical. An estimated loss,
 * and what the model puts out and what moved beyond its limit, are drift by themselves. A loss that labels show without drift is told from
 * the history, not here.
 */
export function withCost(
  drift: Drift,
  performance: PerformanceResult | null,
  { columns }: Pick<Contract, 'columns'>,
): Drift {
  if (!performance || drift.status === 'skipped') return drift;
  const { status, by } = harmOf(performance);
  // What labels have shown is told from the history; so is an estimate that is worse because of what they showed.
  const isOfHistory = by === 'labels' || performance.estimated?.correctedBy !== undefined;
  const isWorse = status === 'harmful' && (!isOfHistory || drift.status === 'drifted');
  const reasons = [...(isWorse ? [lossReason(performance)] : []), ...performance.moved.map(movedWithColumn)];
  if (drift.status !== 'drifted') {
    if (reasons.length === 0) return drift;
    const { resolution: _, ...rest } = drift;
    return {
      ...rest,
      status: 'drifted',
      severity: isWorse ? 'critical' : 'warning',
      reason: reasons.join('; '),
    };
  }
  if (isWorse) return { ...drift, severity: 'critical', reason: `${reasons.join('; ')}; ${drift.reason}` };
  const critical = new Set(columns.filter((column) => column.critical).map(({ name }) => name));
  const isMarked = drift.features.some(
    (feature) => feature.verdict.status === 'drifted' && critical.has(columnOf(feature)),
  );
  if (status === 'benign' && isHarmless(performance) && !isMarked && performance.moved.length === 0)
    return { ...drift, severity: 'info' };
  return drift;
}

function lossReason({ metric }: PerformanceResult): string {
  return `${metricInWords(metric)} is worse than the contract allows`;
}

function isHarmless({ realised, estimated, maxLoss }: PerformanceResult): boolean {
  const loss = realised && realised.verdict !== 'cannot-tell' ? realised.loss : estimated?.loss;
  return loss !== undefined && loss.value < harmless * maxLoss;
}
