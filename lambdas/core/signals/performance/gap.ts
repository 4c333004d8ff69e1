import type { MetricName } from '../../contract/model-rules.ts';
import type { Correction, Gap, PerformanceResult } from '../../result/performance-schema.ts';
import type { Estimate } from './estimate-classes.ts';
import { type Known, sure } from './judge-loss.ts';

/** An estimate that carries what labels of earlier batches showed; its interval is wider by what is not known of that. */
export function corrected(estimate: Known, correction: Correction): Known {
  return {
    value: estimate.value + correction.value,
    standardError: Math.hypot(estimate.standardError, correction.standardError),
  };
}

/**
 * How far the estimate of a batch is off where it has labels, too. Both are of the same rows, so that sampling comes in once, by the
 * labels; beyond is what that and the calibration explain once in a thousand batches.
 *
 * @param realised  of all rows, or weighted so that it is
 */
export function gapOf(
  metric: MetricName,
  realised: PerformanceResult['realised'],
  estimate: Estimate | undefined,
): Gap | undefined {
  const known = realised?.metrics.find(({ name }) => name === metric);
  if (!realised || !estimate || known?.standardError === undefined) return undefined;
  const { calibrationError } = estimate;
  const ofRows = Math.sqrt(Math.max(0, estimate.standardError ** 2 - calibrationError ** 2));
  // Where all labels are right their own spread is none: then the one that was expected counts.
  const expected = ofRows * Math.sqrt(realised.of / realised.rows);
  const standardError = Math.max(known.standardError, expected);
  const value = known.value - estimate.value;
  const isBeyond = Math.abs(value) > sure * Math.hypot(standardError, calibrationError);
  return { value, standardError, calibrationError, isBeyond };
}
