import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type * as z from 'zod';

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** An object of ours in the results bucket does not read as what it should be: a fault of ours or a hand in the bucket. */
export class ArtefactError extends Error {
  override readonly name = 'ArtefactError';
}

/** A value as JSON text in UTF-8. */
export function encodeJson(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, undefined, 2)}\n`);
}

/** A value as compressed JSON: for artefacts that no person reads. */
export async function encodeCompressedJson(value: unknown): Promise<Uint8Array> {
  return compress(JSON.stringify(value));
}

/** @throws ArtefactError naming the object and what is wrong with it */
export function decodeJson<Schema extends z.ZodType>(
  schema: Schema,
  key: string,
  bytes: Uint8Array,
): z.infer<Schema> {
  return checkJson(schema, key, parse(key, new TextDecoder().decode(bytes)));
}

/**
 * A value that was read as JSON, as what it should be.
 *
 * @throws ArtefactError naming the object and what is wrong with it
 */
export function checkJson<Schema extends z.ZodType>(
  schema: Schema,
  key: string,
  value: unknown,
): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ArtefactError(`${key}: ${issue?.path.join('.')}: ${issue?.message}`);
}

/** @throws ArtefactError naming the object and what is wrong with it */
export async function decodeCompressedJson<Schema extends z.ZodType>(
  schema: Schema,
  key: string,
  bytes: Uint8Array,
): Promise<z.infer<Schema>> {
  return decodeJson(schema, key, await unpack(key, bytes));
}

async function unpack(key: string, bytes: Uint8Array): Promise<Uint8Array> {
  try {
    return await decompress(bytes);
  } catch (cause) {
    throw new ArtefactError(`${key} can't be unpacked`, { cause });
  }
}

function parse(key: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ArtefactError(`${key} is not JSON`, { cause });
  }
}
