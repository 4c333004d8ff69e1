import { contractSchema } from '../../core/contract/contract.ts';
import { emptyProfile, type Profile } from '../../core/profile/profile.ts';
import type { PerformanceResult } from '../../core/result/performance-schema.ts';
import type { Result } from '../../core/result/result-schema.ts';
import { accumulatePerformance } from '../../core/signals/performance/accumulate-performance.ts';
import { measurePerformance } from '../../core/signals/performance/measure.ts';
import { checkJson } from '../json-artefact.ts';
import type { ScoredBatch } from './labelled-batch.ts';

/** What is known of a batch besides its labels. */
export interface JudgedBatch {
  /** Undefined where it is kept no longer. */
  readonly profile: Profile | undefined;
  /** As published, or about to be; undefined where the batch is not judged yet. */
  readonly result: Pick<Result, 'drift' | 'performance'> | undefined;
}

/**
 * How right the model was on a batch, by the labels of its rows: measured as if the batch had brought them.
 *
 * @param labels  of the rows that were kept: class codes or numbers, NaN where there is none
 */
export function measureLabelled(
  { plan, scores, reference, contract, batchId }: ScoredBatch,
  { profile, result }: JudgedBatch,
  labels: Float64Array,
): PerformanceResult | undefined {
  const { yardstick } = reference;
  const accumulator = accumulatePerformance(plan, yardstick.segments?.segments.length);
  accumulator.add(scores.scored, labels);
  const current = { ...(profile ?? emptyProfile(yardstick)), performance: accumulator.state() };
  const measured = measurePerformance(
    {
      contract: checkJson(contractSchema, batchId, contract),
      yardstick,
      reference: { profile: reference.profile, violations: reference.violations },
      current: { profile: current, violations: [] },
    },
    result?.drift,
    // What was known when the batch was judged: labels that came since have a say in later ones.
    () => result?.performance?.estimated?.correctedBy,
  );
  if (!measured) return undefined;
  // What the model puts out is in the profile; without it what was published of that stays.
  return profile ? measured : { ...measured, moved: result?.performance?.moved ?? [] };
}
