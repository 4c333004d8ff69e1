import type { Drift, FeatureDrift } from '../result/result-schema.ts';
import { worstSeverity } from './worst-severity.ts';

/** The drift of a batch from that of its features: drifted if any is, else inconclusive if any is. */
export function summariseFeatures(
  features: readonly FeatureDrift[],
  criticalShare: number,
): Pick<Drift, 'status' | 'severity' | 'reason'> {
  const drifted = features.flatMap(({ verdict }) => (verdict.status === 'drifted' ? [verdict.severity] : []));
  const unclear = features.filter(({ verdict }) => verdict.status === 'inconclusive').length;
  const of = `of ${features.length} ${features.length === 1 ? 'feature' : 'features'}`;
  if (drifted.length > 0) {
    const isWide = features.length > 1 && drifted.length / features.length >= criticalShare;
    return {
      status: 'drifted',
      severity: isWide ? 'critical' : worstSeverity(drifted),
      reason: `${drifted.length} ${of} drifted`,
    };
  }
  if (features.length === 0)
    return { status: 'inconclusive', reason: 'the contract has no column to compare' };
  if (unclear > 0)
    return { status: 'inconclusive', reason: `no drift seen, but ${unclear} ${of} could not be told` };
  return { status: 'stable', reason: `none ${of} drifted` };
}
