import { compareRecent, untold } from '../core/drift/compare-recent.ts';
import type { RollingDrift } from '../core/result/result-schema.ts';
import type { ModelHistory } from './model-history.ts';
import type { Services } from './ports.ts';
import type { ProfiledBatch } from './profiled-batch.ts';
import { mergeOrWarn, recentBatches } from './recent-batches.ts';
import type { ReferenceArtefact } from './reference-artefact.ts';

/**
 * Compares a batch with those before it, where its contract asks for that. What can't be compared is said, and never keeps
 * the batch from its verdict: this comparison has no part in it.
 */
export async function compareWithRecent(
  batch: ProfiledBatch,
  reference: ReferenceArtefact,
  history: ModelHistory,
  services: Services,
): Promise<RollingDrift | undefined> {
  const { document } = reference.contract;
  const asked = document.reference?.rolling;
  const { profile, validation } = batch;
  if (asked === undefined || !profile || validation.status === 'rejected') return undefined;
  const recent = await recentBatches(batch, asked, history, services);
  const { bins, association, derived } = reference;
  const current = { profile, violations: validation.violations };
  const comparison = { contract: document, bins, association, derived, current };
  return (
    mergeOrWarn(() => compareRecent(comparison, asked, recent), services) ??
    untold(asked, recent?.batches ?? 0, 'the profiles of the batches before it are of another kind')
  );
}
