import * as z from 'zod';
import type { Baseline } from '../core/holdout/baseline.ts';
import { versionsSchema, writerSchema } from '../core/result/result-schema.ts';
import { resultsKeys } from '../keys.ts';
import { decodeCompressedJson, decodeJson, encodeCompressedJson, encodeJson } from './json-artefact.ts';
import type { Services } from './ports.ts';
import { decideAndSwap } from './swap.ts';

/** Which upload is the baseline of a model, and what its file tells of what wrote it. */
const baselineSchema = z.object({
  schemaVersion: z.literal(1),
  id: z.string(),
  key: z.string(),
  versionId: z.string(),
  receivedAt: z.iso.datetime(),
  /** Whether its name says so; else it is the first upload that was read. */
  isNamed: z.boolean(),
  environment: z.object({ writer: writerSchema.optional(), versions: versionsSchema.optional() }),
});
export type BaselineFacts = z.infer<typeof baselineSchema>;

const count = z.int().min(0);

/** Lists of numbers are base64 of their bytes, little-endian. */
const rowsSchema = z.object({
  schemaVersion: z.literal(1),
  rows: count,
  unusable: count,
  repeated: count,
  predicts: z.enum(['classes', 'numbers']),
  classes: z.array(z.string()),
  inputNames: z.array(z.string()),
  low: z.base64(),
  high: z.base64(),
  prediction: z.base64(),
  label: z.base64(),
  confidence: z.base64(),
  inputs: z.base64(),
});

/** The baseline of a model as it is now. */
export async function readBaseline(model: string, { results }: Services): Promise<BaselineFacts | undefined> {
  const key = resultsKeys.holdoutBaseline(model);
  const stored = await results.read(key);
  return stored && decodeJson(baselineSchema, key, stored.bytes);
}

/** Whether an upload is to be the baseline instead of the one that is. The same one stays it. */
export function isNewBaseline(upload: BaselineFacts, current: BaselineFacts | undefined): boolean {
  if (!current || current.id === upload.id) return true;
  if (!upload.isNamed) return false;
  return !current.isNamed || Date.parse(upload.receivedAt) >= Date.parse(current.receivedAt);
}

/** Keeps the rows of a baseline, then makes it the one in force, unless a newer one already is. */
export async function storeBaseline(
  model: string,
  facts: BaselineFacts,
  baseline: Baseline,
  services: Services,
): Promise<void> {
  await services.results.create(
    resultsKeys.holdoutRows(model, facts.id),
    await encodeCompressedJson(encoded(baseline)),
    { contentType: 'application/json', contentEncoding: 'gzip' },
  );
  const key = resultsKeys.holdoutBaseline(model);
  await decideAndSwap({ key, contentType: 'application/json' }, services, async (stored) => {
    const current = stored && decodeJson(baselineSchema, key, stored.bytes);
    const isNew = current?.id !== facts.id && isNewBaseline(facts, current);
    return { answer: undefined, bytes: isNew ? encodeJson(facts) : undefined };
  });
}

/** @throws Error when they are gone: a fault of ours, or a hand in the bucket */
export async function readBaselineRows(
  model: string,
  { id }: BaselineFacts,
  { results }: Services,
): Promise<Baseline> {
  const key = resultsKeys.holdoutRows(model, id);
  const stored = await results.read(key);
  if (!stored) throw new Error(`${key} is gone, but runs are held against it`);
  const { schemaVersion: _, ...rows } = await decodeCompressedJson(rowsSchema, key, stored.bytes);
  return {
    ...rows,
    low: new Uint32Array(bytesOf(rows.low)),
    high: new Uint32Array(bytesOf(rows.high)),
    inputs: new Uint32Array(bytesOf(rows.inputs)),
    prediction: new Float64Array(bytesOf(rows.prediction)),
    label: new Float64Array(bytesOf(rows.label)),
    confidence: new Float64Array(bytesOf(rows.confidence)),
  };
}

function encoded({
  low,
  high,
  prediction,
  label,
  confidence,
  inputs,
  ...rest
}: Baseline): z.infer<typeof rowsSchema> {
  return {
    schemaVersion: 1,
    ...rest,
    classes: [...rest.classes],
    inputNames: [...rest.inputNames],
    low: textOf(low),
    high: textOf(high),
    prediction: textOf(prediction),
    label: textOf(label),
    confidence: textOf(confidence),
    inputs: textOf(inputs),
  };
}

function textOf({ buffer, byteOffset, byteLength }: Uint32Array | Float64Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64');
}

/** A copy: the bytes of a buffer may begin anywhere. */
function bytesOf(text: string): ArrayBuffer {
  return Uint8Array.from(Buffer.from(text, 'base64')).buffer;
}
