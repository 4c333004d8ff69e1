import * as z from 'zod';
import { contractSchema } from '../core/contract/contract.ts';
import { associationPlanSchema } from '../core/profile/association-plan.ts';
import { derivedPlanSchema } from '../core/profile/derived/derived-plan.ts';
import { profileSchema } from '../core/profile/profile.ts';
import { columnBinsSchema } from '../core/profile/reference-bins.ts';
import { violationCountSchema } from '../core/result/result-schema.ts';
import { resultsKeys } from '../keys.ts';
import { decodeCompressedJson, decodeJson } from './json-artefact.ts';
import type { ObjectStore } from './ports.ts';

/** Everything that a batch is held against: no row of the reference is in it. */
export const referenceArtefactSchema = z.object({
  schemaVersion: z.literal(1),
  model: z.string(),
  version: z.string(),
  source: z.object({ key: z.string(), versionId: z.string(), lastModified: z.iso.datetime() }),
  contract: z.object({
    source: z.enum(['uploaded', 'inferred']),
    version: z.string(),
    document: contractSchema,
  }),
  /** Of the contract's columns, then of the derived ones. */
  bins: z.array(columnBinsSchema),
  /** What is derived of the contract's columns; absent in references made before anything was. */
  derived: derivedPlanSchema.optional(),
  /** Absent in references made before columns were compared together. */
  association: associationPlanSchema.optional(),
  profile: profileSchema,
  violations: z.array(violationCountSchema),
});

export type ReferenceArtefact = z.infer<typeof referenceArtefactSchema>;

/** Says which reference of a model is the current one; changed by compare-and-swap. */
export const referencePointerSchema = z.object({
  schemaVersion: z.literal(1),
  version: z.string(),
  source: z.object({ key: z.string(), versionId: z.string(), lastModified: z.iso.datetime() }),
  contract: z.object({ source: z.enum(['uploaded', 'inferred']), version: z.string() }),
});

export type ReferencePointer = z.infer<typeof referencePointerSchema>;

/** @returns undefined when the model has no reference yet */
export async function readReferencePointer(
  results: ObjectStore,
  model: string,
): Promise<{ readonly pointer: ReferencePointer; readonly etag: string } | undefined> {
  const key = resultsKeys.referencePointer(model);
  const stored = await results.read(key);
  return stored && { pointer: decodeJson(referencePointerSchema, key, stored.bytes), etag: stored.etag };
}

/** @returns undefined when there is no such version */
export async function readReference(
  results: ObjectStore,
  model: string,
  version: string,
): Promise<ReferenceArtefact | undefined> {
  const key = resultsKeys.reference(model, version);
  const stored = await results.read(key);
  return stored && decodeCompressedJson(referenceArtefactSchema, key, stored.bytes);
}
