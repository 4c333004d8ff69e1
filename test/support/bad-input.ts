import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { makeLarge } from './bad-input-large.ts';

const folder = join(import.meta.dirname, '../badinput');

const verdicts = ['accept', 'accept-with-row-rejections', 'reject-batch'] as const;

const outcomeSchema = z.object({
  verdict: z.enum(verdicts),
  rows_total: z.number().optional(),
  rows_rejected: z.number().optional(),
  /** Of rows: how many for each neutral code; `a|b` is either. */
  reasons: z.record(z.string(), z.number()).optional(),
  /** Of the batch. */
  reason: z.string().optional(),
  warnings: z.array(z.string()).optional(),
  note: z.string().optional(),
});

const entrySchema = z.object({
  file: z.string(),
  situation: z.string(),
  expected: outcomeSchema,
  acceptable_alternatives: z.array(outcomeSchema).default([]),
  must_not: z.array(z.string()).default([]),
  generated_by: z.string().optional(),
  /** Cells that the file is about; `data_row` counts from 0. */
  cells: z
    .array(z.object({ data_row: z.number(), column: z.string(), raw: z.string(), reject: z.boolean() }))
    .default([]),
});

/** What the corpus says of one file. */
export type BadInput = z.infer<typeof entrySchema>;
export type ExpectedOutcome = z.infer<typeof outcomeSchema>;

/** Every file of the corpus that may be in the repository. */
export const badInputs: readonly BadInput[] = z
  .object({ entries: z.array(entrySchema) })
  .parse(readJson('manifest.json'))
  .entries.filter(({ file }) => !file.startsWith('external/'));

/** Object keys, and how the events of S3 spell them. */
export const badKeys = z
  .array(z.object({ key: z.string(), s3_event_encoded: z.string() }))
  .parse(readJson('keys.json'));

/** The contract of the corpus, as Plumbline writes it. */
export const badInputContract = readFileSync(join(folder, 'plumbline-contract.json'), 'utf8');

export function nameOf({ file }: BadInput): string {
  return file.slice(file.lastIndexOf('/') + 1);
}

export function badInputBytes(entry: BadInput): Uint8Array {
  return entry.generated_by === undefined
    ? readFileSync(join(folder, entry.file))
    : makeLarge(nameOf(entry), readFileSync(join(folder, 'files/good.csv'), 'utf8'));
}

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(join(folder, name), 'utf8'));
}
