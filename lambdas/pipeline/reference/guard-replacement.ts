import {
  composeReplacedReferenceAlert,
  isWorthTelling,
  type Replacement,
} from '../../core/alert/compose-replaced-alert.ts';
import { checkColumns } from '../../core/contract/check/check-columns.ts';
import { levelOf } from '../../core/contract/level.ts';
import { compareProfiles } from '../../core/drift/compare-profiles.ts';
import type { Drift } from '../../core/result/result-schema.ts';
import { referenceResolution } from '../../core/signals/reference-resolution.ts';
import { UnreadableBatchError } from '../../readers/unreadable-batch-error.ts';
import { contentVersion } from '../model-contract.ts';
import { storeAlert } from '../outbox.ts';
import type { Services } from '../ports.ts';
import { profileRows } from '../profile-rows.ts';
import { noQuarantine } from '../quarantine.ts';
import type { BatchUpload } from '../upload/batch-upload.ts';
import { type ReferenceArtefact, type ReferencePointer, readReference } from './reference-artefact.ts';

/** Of the batch whose resolution is told: a batch like many, the same on both sides. */
const batchRows = 1_000;

/**
 * Tells people of a reference that is about to take the place of another one, where it is much smaller or very different: before it
 * does, so that whoever is stopped in between tells it again. The same bytes under another contract replace nothing.
 *
 * @param before  what is in force until then
 */
export async function announceReplacement(
  before: ReferencePointer,
  after: ReferenceArtefact,
  upload: BatchUpload,
  services: Services,
): Promise<void> {
  const { key, versionId } = before.source;
  if (before.version === after.version || (key === upload.key && versionId === upload.versionId)) return;
  const stored = await readReference(services.results, after.model, before.version);
  if (stored.status !== 'read') return;
  const columns = after.yardstick.columns.length;
  const { alpha } = levelOf(after.contract.document, []);
  const sizeOf = ({ profile }: ReferenceArtefact) => {
    const rows = profile.rows.accepted;
    return { rows, resolution: referenceResolution({ rows, columns, alpha }, batchRows) };
  };
  const replacement: Replacement = {
    before: { key, ...sizeOf(stored.artefact) },
    after: { key: upload.key, ...sizeOf(after) },
    batchRows,
    drift: await driftBetween(stored.artefact, upload, services),
  };
  if (!isWorthTelling(replacement)) return;
  const { environment, inbox, now } = services;
  const alert = composeReplacedReferenceAlert({
    id: `replaced-${contentVersion(JSON.stringify([before.version, after.version, upload.versionId]))}`,
    environment,
    model: after.model,
    createdAt: now().toISOString(),
    inboxBucket: inbox.bucket,
    replacement,
  });
  await storeAlert(alert, services);
}

/**
 * An upload as a batch against a reference. One more pass over its rows.
 *
 * @returns undefined where it lacks columns of that reference, or there is no time to read it
 */
async function driftBetween(
  { contract: { document: contract }, yardstick, profile, violations }: ReferenceArtefact,
  upload: BatchUpload,
  { remainingMs }: Services,
): Promise<Drift | undefined> {
  try {
    const batch = await upload.open(contract);
    if (checkColumns(contract, batch.columnNames, batch.cells).length > 0) return undefined;
    const setting = { quarantine: noQuarantine, receivedAt: upload.lastModified, remainingMs };
    const pass = await profileRows(batch, contract, yardstick, setting);
    if (pass.unreadable) return undefined;
    const current = { profile: pass.profile, violations: pass.violations };
    return compareProfiles({ contract, yardstick, reference: { profile, violations }, current });
  } catch (error) {
    if (error instanceof UnreadableBatchError) return undefined;
    throw error;
  }
}
