import type { Season } from '../core/contract/seasons.ts';
import { withCost } from '../core/drift/severity-by-cost.ts';
import { environmentChanges } from '../core/environment/environment-changes.ts';
import type { EnvironmentChange } from '../core/result/environment-schema.ts';
import type { Drift, Result } from '../core/result/result-schema.ts';
import { measurePerformance } from '../core/signals/performance/measure.ts';
import { plumblineVersion } from '../version.ts';
import type { CorrectionOf } from './correction-of-batch.ts';
import type { LockFilePair } from './lock-files.ts';
import type { Services } from './ports.ts';
import type { ProfiledBatch } from './profiled-batch.ts';
import type { ReferenceArtefact } from './reference/reference-artefact.ts';
import { artefactOf, type ReferenceOfBatch } from './reference/reference-of-batch.ts';

/** What a result is made of, beside the batch and its reference. */
interface Circumstances {
  readonly drift: Drift;
  readonly pairs: readonly LockFilePair[];
  /** Undefined where it is not one of a model's batches. */
  readonly corrections: CorrectionOf | undefined;
}

/** What is published of a batch, but for its alerts and for labels that came before it. */
export function resultOf(
  profiled: ProfiledBatch,
  reference: ReferenceOfBatch,
  { drift, pairs, corrections }: Circumstances,
  { environment }: Services,
): Result {
  const { model, batch, season, validation } = profiled;
  const { document: _, ...contract } = profiled.contract;
  const artefact = artefactOf(reference);
  const performance = performanceOf(profiled, reference, drift, corrections);
  return {
    schemaVersion: 1,
    plumbline: plumblineVersion,
    model,
    environment,
    batch,
    contract,
    ...(artefact ? { reference: referenceFacts(artefact, season) } : {}),
    validation,
    drift: profiled.contract.document ? withCost(drift, performance, profiled.contract.document) : drift,
    performance,
    environmentChanges: artefact ? [...changesBetween(artefact, batch, pairs)] : [],
    ...(pairs.length > 0 ? { lockFiles: pairs.map(({ facts }) => facts) } : {}),
    alerts: [],
  };
}

function changesBetween(
  { environment: reference }: ReferenceArtefact,
  current: ProfiledBatch['batch'],
  pairs: readonly LockFilePair[],
): readonly EnvironmentChange[] {
  const lockFiles = pairs.map(({ packages }) => packages);
  return environmentChanges({ reference, current, lockFiles });
}

/** Whether the model is still right, as far as the batch itself says; labels that come later say more. */
function performanceOf(
  { validation, profile, contract }: ProfiledBatch,
  found: ReferenceOfBatch,
  drift: Drift,
  corrections: CorrectionOf | undefined,
): Result['performance'] {
  const reference = artefactOf(found);
  if (validation.status === 'rejected' || !profile || !contract.document || !reference) return null;
  const comparison = {
    contract: contract.document,
    yardstick: reference.yardstick,
    reference: { profile: reference.profile, violations: reference.violations },
    current: { profile, violations: validation.violations },
  };
  return measurePerformance(comparison, drift, corrections);
}

/** @param wanted  the season whose reference the contract asks for */
function referenceFacts(
  { version, season, profile }: ReferenceArtefact,
  wanted: Season | undefined,
): Result['reference'] {
  return {
    version,
    rows: profile.rows.accepted,
    ...(season ? { season } : {}),
    ...(wanted && wanted !== season ? { standsInFor: wanted } : {}),
  };
}
