import * as z from 'zod';
import { contractSchema } from '../../core/contract/contract.ts';
import { seasons } from '../../core/contract/seasons.ts';
import { resultsKeys } from '../../keys.ts';
import type { ReadyMonitor } from '../check-batch.ts';
import { decodeCompressedJson, encodeCompressedJson } from '../json-artefact.ts';
import type { Services } from '../ports.ts';
import type { JudgedUpload } from '../profiled-upload.ts';
import { readReference } from '../reference/reference-artefact.ts';
import type { BatchUpload } from '../upload/batch-upload.ts';

const bytes = z.int().min(0);

/** An object as it was when the batch was planned. */
const objectSchema = z.object({
  key: z.string(),
  versionId: z.string(),
  etag: z.string(),
  sizeBytes: bytes,
  lastModified: z.iso.datetime().transform((time) => new Date(time)),
  metadata: z.record(z.string(), z.string()),
});

/** `plans/<model>/<batchId>/plan.json.gz`: which batch is read in parts, and what it is held against. Written once; all parts go by it. */
const planSchema = z.object({
  schemaVersion: z.literal(1),
  name: z.object({
    model: z.string(),
    id: z.string(),
    key: z.string(),
    versionId: z.string(),
    revises: z.string().optional(),
  }),
  /** See `BatchUpload`. */
  upload: objectSchema.extend({ files: z.array(objectSchema).optional() }),
  monitor: z.object({
    contract: z.object({
      source: z.enum(['uploaded', 'inferred']),
      version: z.string(),
      document: contractSchema,
      notes: z.array(z.object({ column: z.string().optional(), sentence: z.string() })).optional(),
    }),
    season: z.enum(seasons).optional(),
    referenceVersion: z.string().optional(),
    notes: z.array(z.string()),
  }),
});

export type BatchPlan = z.infer<typeof planSchema>;

/** Which batch a task of a run is about. */
export interface PlannedBatch {
  readonly model: string;
  readonly batchId: string;
}

/** Writes a plan, once: one that was made before stays in force. */
export async function createPlan(
  name: JudgedUpload,
  upload: BatchUpload,
  { contract, reference, season, notes }: ReadyMonitor,
  { results }: Pick<Services, 'results'>,
): Promise<void> {
  const { open: _, ...object } = upload;
  const plan = {
    schemaVersion: 1,
    name,
    upload: object,
    monitor: { contract, season, referenceVersion: reference?.version, notes },
  };
  const options = { contentType: 'application/json', contentEncoding: 'gzip' };
  await results.create(resultsKeys.plan(name.model, name.id), await encodeCompressedJson(plan), options);
}

/** @throws Error when it is gone */
export async function readPlan(
  { model, batchId }: PlannedBatch,
  { results }: Pick<Services, 'results'>,
): Promise<BatchPlan> {
  const key = resultsKeys.plan(model, batchId);
  const stored = await results.read(key);
  if (!stored) throw new Error(`${key} is gone before its batch is judged`);
  return decodeCompressedJson(planSchema, key, stored.bytes);
}

/** A plan, and what its batch is held against. */
export interface LoadedPlan {
  readonly plan: BatchPlan;
  readonly monitor: ReadyMonitor;
}

/** What was loaded last from a store: a function goes from part to part of a batch, and none of this ever changes. */
const lastLoaded = new WeakMap<object, { readonly key: string; readonly loaded: LoadedPlan }>();

/** @throws Error when the plan or its reference is gone */
export async function loadPlan(
  planned: PlannedBatch,
  { results }: Pick<Services, 'results'>,
): Promise<LoadedPlan> {
  const key = resultsKeys.plan(planned.model, planned.batchId);
  const last = lastLoaded.get(results);
  if (last?.key === key) return last.loaded;
  const plan = await readPlan(planned, { results });
  const loaded = { plan, monitor: await monitorOfPlan(plan, { results }) };
  lastLoaded.set(results, { key, loaded });
  return loaded;
}

async function monitorOfPlan(
  { name: { model }, monitor }: BatchPlan,
  { results }: Pick<Services, 'results'>,
): Promise<ReadyMonitor> {
  const { contract, season, notes, referenceVersion } = monitor;
  const ready = { status: 'ready', contract, season, notes } as const;
  if (referenceVersion === undefined) return { ...ready, reference: undefined };
  const stored = await readReference(results, model, referenceVersion);
  if (stored.status !== 'read')
    throw new Error(`the reference ${referenceVersion} of ${model} is gone before its batch is judged`);
  return { ...ready, reference: stored.artefact };
}
