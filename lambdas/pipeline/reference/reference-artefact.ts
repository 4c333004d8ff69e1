import * as z from 'zod';
import { contractSchema } from '../../core/contract/contract.ts';
import { type Season, seasons } from '../../core/contract/seasons.ts';
import { profileSchema } from '../../core/profile/profile.ts';
import { yardstickSchema } from '../../core/profile/yardstick.ts';
import { versionsSchema, violationCountSchema, writerSchema } from '../../core/result/result-schema.ts';
import { resultsKeys } from '../../keys.ts';
import { checkJson, decodeCompressedJson, decodeJson } from '../json-artefact.ts';
import type { ObjectStore } from '../ports.ts';

/** Raised where an older Plumbline could not use what a newer one makes, or the other way round. */
export const referenceSchemaVersion = 1;

/** Everything that a batch is held against: no row of the reference is in it. */
export const referenceArtefactSchema = z.object({
  schemaVersion: z.literal(referenceSchemaVersion),
  model: z.string(),
  version: z.string(),
  /** Of which month or day of the week it is; absent for the default one. */
  season: z.enum(seasons).optional(),
  source: z.object({ key: z.string(), versionId: z.string(), lastModified: z.iso.datetime() }),
  /** That it was built under. Batches go by the one in force, which says the same of rows. */
  contract: z.object({
    source: z.enum(['uploaded', 'inferred']),
    version: z.string(),
    document: contractSchema,
    /** Of an inferred one: what was dropped, demoted or doubted. */
    notes: z.array(z.object({ column: z.string().optional(), sentence: z.string() })).optional(),
  }),
  /** What the file and the metadata of its object tell of what wrote it. */
  environment: z.object({ writer: writerSchema.optional(), versions: versionsSchema.optional() }).default({}),
  yardstick: yardstickSchema,
  profile: profileSchema,
  violations: z.array(violationCountSchema),
});

export type ReferenceArtefact = z.infer<typeof referenceArtefactSchema>;

/** What is stored under the name of a version. */
export type StoredReference =
  | { readonly status: 'read'; readonly artefact: ReferenceArtefact }
  /** Made by another Plumbline, which kept other things of it. */
  | { readonly status: 'other-schema' }
  | { readonly status: 'none' };

/** Says which reference of a model (or of a season of it) is the current one; changed by compare-and-swap. */
export const referencePointerSchema = z.object({
  schemaVersion: z.literal(1),
  version: z.string(),
  source: z.object({ key: z.string(), versionId: z.string(), lastModified: z.iso.datetime() }),
});

export type ReferencePointer = z.infer<typeof referencePointerSchema>;

/**
 * @param season  undefined for the default reference
 * @returns undefined when there is no such reference yet
 */
export async function readReferencePointer(
  results: ObjectStore,
  model: string,
  season?: Season,
): Promise<{ readonly pointer: ReferencePointer; readonly etag: string } | undefined> {
  const key = resultsKeys.referencePointer(model, season);
  const stored = await results.read(key);
  return stored && { pointer: decodeJson(referencePointerSchema, key, stored.bytes), etag: stored.etag };
}

/** @throws ArtefactError when it is of this schema version, but does not read as a reference */
export async function readReference(
  results: ObjectStore,
  model: string,
  version: string,
): Promise<StoredReference> {
  const key = resultsKeys.reference(model, version);
  const stored = await results.read(key);
  if (!stored) return { status: 'none' };
  const value = await decodeCompressedJson(versioned, key, stored.bytes);
  if (value.schemaVersion !== referenceSchemaVersion) return { status: 'other-schema' };
  return { status: 'read', artefact: checkJson(referenceArtefactSchema, key, value) };
}

const versioned = z.looseObject({ schemaVersion: z.int() });
