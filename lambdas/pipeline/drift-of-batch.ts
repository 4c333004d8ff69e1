import { compareProfiles } from '../core/drift/compare-profiles.ts';
import type { Drift } from '../core/result/result-schema.ts';
import { type BatchSource, readSource, rememberBatch } from './batch-source.ts';
import { compareTogether } from './compare-together.ts';
import { compareWithRecent } from './compare-with-recent.ts';
import type { ModelHistory } from './model-history.ts';
import type { Services } from './ports.ts';
import type { ProfiledBatch } from './profiled-batch.ts';
import type { ReferenceArtefact } from './reference/reference-artefact.ts';
import type { ReferenceOfBatch } from './reference/reference-of-batch.ts';

/** What there is of a model besides the batch. */
interface Circumstances {
  readonly history: ModelHistory;
  /** Whether it is one of a model's batches: then it is judged by those before it, and remembered for those after it. */
  readonly isRemembered: boolean;
}

/** How a batch differs from its reference, alone or together with those before it; skipped where it was rejected or there is none. */
export async function driftOfBatch(
  batch: ProfiledBatch,
  found: ReferenceOfBatch,
  { history, isRemembered }: Circumstances,
  services: Services,
): Promise<Drift> {
  const { validation, profile } = batch;
  const { document: contract } = batch.contract;
  if (validation.status === 'rejected' || !profile || !contract) return skipped('the batch was rejected');
  if (found.status === 'none') return skipped(found.reason);
  const reference = found.artefact;
  const comparable = { batch, contract, reference, profile };
  const source = isRemembered ? await readSource(comparable, services) : aloneOn(reference);
  const comparison = {
    contract,
    yardstick: source.yardstick,
    level: source.level,
    reference: { profile: reference.profile, violations: reference.violations },
    current: { profile, violations: validation.violations },
  };
  const own = compareProfiles(comparison);
  const drift = await compareTogether(batch, comparison, own, source.before, services);
  if (isRemembered) await rememberBatch(comparable, standing(drift), source.known, services);
  const rolling = await compareWithRecent(batch, reference, history, services);
  return { ...drift, ...(rolling ? { rolling } : {}) };
}

function aloneOn({ yardstick }: ReferenceArtefact): BatchSource {
  return { yardstick, level: undefined, before: [], known: {} };
}

function standing({ status, severity }: Drift) {
  return { isDrifted: status === 'drifted', isGross: severity === 'critical' };
}

function skipped(reason: string): Drift {
  return { status: 'skipped', reason, tests: 0, features: [] };
}
