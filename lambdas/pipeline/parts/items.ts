import * as z from 'zod';
import { resultsKeys } from '../../keys.ts';
import { decodeJson } from '../json-artefact.ts';
import type { Services } from '../ports.ts';
import type { PlannedBatch } from './plan-artefact.ts';

const count = z.int().min(0);

/** A stretch of a batch, of which the rows are counted; `i` from 0. */
export const stretchSchema = z.object({
  i: count,
  /** In bytes, of the file or of the files of a folder one behind the other. */
  start: count,
  end: count,
  /** Of the upload. */
  versionId: z.string(),
  etag: z.string(),
});

export type PlannedStretch = z.infer<typeof stretchSchema>;

/** A part of a batch: rows that are checked by one function. */
export const partItemSchema = stretchSchema.extend({
  /** Number of its first row in the batch, from 0. */
  firstRow: count,
  /** Of the whole batch. */
  rows: count,
});

export type PlannedPart = z.infer<typeof partItemSchema>;

/** Parts that are merged by one function, one behind the other: from `start` up to `end`. */
export const groupItemSchema = z.object({ g: count, start: count, end: count });

export type PlannedGroup = z.infer<typeof groupItemSchema>;

/**
 * Values of unique columns that are searched for duplicates by one function: those whose hashes lie in the `r`th of `of` ranges of one length.
 */
export const rangeItemSchema = z.object({ r: count, of: z.int().min(1) });

export type PlannedRange = z.infer<typeof rangeItemSchema>;

/** `parts/<model>/<batchId>/counted-<i>.json`. */
export const countedSchema = z.object({
  schemaVersion: z.literal(1),
  etag: z.string(),
  outcomes: z.array(z.object({ before: count, rows: count, first: count.nullable(), after: count })).min(1),
});

/** A list that a run goes over. @throws Error when it is gone */
export async function readItems<Item extends z.ZodType>(
  schema: Item,
  key: string,
  { results }: Pick<Services, 'results'>,
): Promise<readonly z.infer<Item>[]> {
  const stored = await results.read(key);
  if (!stored) throw new Error(`${key} is gone before its batch is judged`);
  return decodeJson(z.array(schema), key, stored.bytes);
}

export function readParts(
  { model, batchId }: PlannedBatch,
  services: Pick<Services, 'results'>,
): Promise<readonly PlannedPart[]> {
  return readItems(partItemSchema, resultsKeys.planned(model, batchId, 'parts'), services);
}
