import * as z from 'zod';
import { type Validation, validationSchema } from '../../core/result/result-schema.ts';
import { resultsKeys } from '../../keys.ts';
import { plumblineVersion } from '../../version.ts';
import { encodeJson } from '../json-artefact.ts';
import { contentVersion } from '../model-contract.ts';
import type { Services } from '../ports.ts';
import { readOrWarn } from '../read-or-warn.ts';
import type { BatchUpload } from '../upload/batch-upload.ts';

/** Why an upload can't be a reference under a contract: written once, so that the next batch need not read it to find out. */
const refusedReferenceSchema = z.object({
  schemaVersion: z.literal(1),
  key: z.string(),
  versionId: z.string(),
  reasons: validationSchema.shape.reasons,
});

/**
 * What an upload was refused for.
 *
 * @param attempt  it names the bytes, and what the contract says of rows and of whole files
 * @returns undefined when it was not, or by another Plumbline, or when the same bytes were uploaded again since: then it is tried anew
 */
export async function readRefusal(
  model: string,
  attempt: string,
  upload: BatchUpload,
  services: Services,
): Promise<Validation['reasons'] | undefined> {
  return (await readOrWarn(refusedReferenceSchema, keyOf(model, attempt, upload), services))?.reasons;
}

export async function storeRefusal(
  model: string,
  attempt: string,
  upload: BatchUpload,
  reasons: Validation['reasons'],
  { results }: Services,
): Promise<void> {
  const { key, versionId } = upload;
  const refused: z.infer<typeof refusedReferenceSchema> = {
    schemaVersion: 1,
    key,
    versionId,
    reasons,
  };
  const options = { contentType: 'application/json' };
  await results.create(keyOf(model, attempt, upload), encodeJson(refused), options);
}

function keyOf(model: string, attempt: string, { versionId }: BatchUpload): string {
  const refusal = contentVersion(JSON.stringify([attempt, versionId, plumblineVersion]));
  return resultsKeys.refusedReference(model, refusal);
}
