import * as z from 'zod';
import type { BatchRules } from '../../core/contract/batch-rules.ts';
import { batchWindow } from '../../core/contract/batch-window.ts';
import type { BatchArrival } from '../../core/contract/season-of-batch.ts';
import { inboxPrefixes, objectId, resultsKeys, windowVersion } from '../../keys.ts';
import { decodeJson } from '../json-artefact.ts';
import type { Services } from '../ports.ts';

const spanSchema = z.object({ from: z.iso.datetime(), until: z.iso.datetime() });

/** A window of a model, as it is kept while it is open. */
export const modelWindowSchema = z.object({
  /** Of the batch that it becomes. */
  batchId: z.string(),
  /** See `BatchWindow`. */
  name: z.string(),
  span: spanSchema.optional(),
});

export type ModelWindow = z.infer<typeof modelWindowSchema>;

/** The windows of a model that are not closed. Changed by compare-and-swap. */
export const openWindowsSchema = z.object({
  schemaVersion: z.literal(1),
  model: z.string(),
  windows: z.array(modelWindowSchema),
});

/** Which files a window had when it was closed: written once, so that whoever comes again counts the same ones. */
const closedWindowSchema = z.object({ schemaVersion: z.literal(1), files: z.array(z.string()) });

export type ClosedWindow = z.infer<typeof closedWindowSchema>;

/** The window that an upload belongs to under a contract; undefined where it belongs to none. */
export function modelWindow(
  model: string,
  arrival: BatchArrival,
  rules: BatchRules,
  { inbox: { bucket } }: Services,
): ModelWindow | undefined {
  const window = batchWindow(rules, arrival);
  if (!window) return undefined;
  const { name, span } = window;
  const batchId = objectId({
    bucket,
    key: `${inboxPrefixes.batches}${model}/${name}`,
    versionId: windowVersion,
  });
  if (!span) return { batchId, name };
  return { batchId, name, span: { from: span.from.toISOString(), until: span.until.toISOString() } };
}

/** @returns undefined while the window is open */
export async function readClosed(
  model: string,
  { batchId }: ModelWindow,
  { results }: Services,
): Promise<ClosedWindow | undefined> {
  const key = resultsKeys.closedWindow(model, batchId);
  const stored = await results.read(key);
  return stored && decodeJson(closedWindowSchema, key, stored.bytes);
}
