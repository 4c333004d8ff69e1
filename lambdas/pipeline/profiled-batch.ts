import * as z from 'zod';
import { contractSchema } from '../core/contract/contract.ts';
import { seasons } from '../core/contract/seasons.ts';
import { profileSchema } from '../core/profile/profile.ts';
import { batchFactsSchema, contractFactsSchema, validationSchema } from '../core/result/result-schema.ts';
import { resultsKeys } from '../keys.ts';
import { decodeCompressedJson, encodeCompressedJson } from './json-artefact.ts';
import type { Services } from './ports.ts';

/** What one pass over a batch leaves for detect-drift: never a row, only what was counted. */
export const profiledBatchSchema = z.object({
  schemaVersion: z.literal(1),
  model: z.string(),
  batch: batchFactsSchema,
  /** As it was when the batch was checked: what is made of the batch goes by it. Without a document where there was none. */
  contract: contractFactsSchema.extend({ document: contractSchema.optional() }),
  /** Whose reference the contract asks for; absent where that is the default one. */
  season: z.enum(seasons).optional(),
  /** Absent where the model has no reference, or the batch was rejected before one was looked for. */
  referenceVersion: z.string().optional(),
  validation: validationSchema,
  /** Absent where the batch was rejected. */
  profile: profileSchema.optional(),
});

export type ProfiledBatch = z.infer<typeof profiledBatchSchema>;

/** @returns undefined where a batch was not judged under this id */
export async function readJudgement(
  model: string,
  batchId: string,
  { results }: Pick<Services, 'results'>,
): Promise<ProfiledBatch | undefined> {
  const key = resultsKeys.profiledBatch(model, batchId);
  const stored = await results.read(key);
  return stored && decodeCompressedJson(profiledBatchSchema, key, stored.bytes);
}

/** Stores a judgement, which starts what comes after it. The same a second time is none. */
export async function storeJudgement(profiled: ProfiledBatch, { results, log }: Services): Promise<void> {
  const { model, batch, validation } = profiled;
  const key = resultsKeys.profiledBatch(model, batch.id);
  const outcome = await results.create(key, await encodeCompressedJson(profiled), {
    contentType: 'application/json',
    contentEncoding: 'gzip',
  });
  log.info('batch-validated', { key: batch.key, id: batch.id, outcome, status: validation.status });
}
