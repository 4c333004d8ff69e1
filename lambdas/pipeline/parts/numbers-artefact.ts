import type { Services } from '../ports.ts';

/** Writes numbers of 32 bits, the lowest byte first as all machines of Lambda have them, once. */
export async function storeNumbers(
  key: string,
  { buffer, byteOffset, byteLength }: Uint32Array,
  { results }: Pick<Services, 'results'>,
): Promise<void> {
  const bytes = new Uint8Array(buffer, byteOffset, byteLength);
  await results.create(key, bytes, { contentType: 'application/octet-stream' });
}

/** Reads so many of them; of none there is no object. @throws Error where there are not as many */
export async function readNumbers(
  key: string,
  length: number,
  { results }: Pick<Services, 'results'>,
): Promise<Uint32Array> {
  const stored = length > 0 ? await results.read(key) : undefined;
  // A copy begins where its memory does, as numbers must.
  const bytes = new Uint8Array(stored?.bytes ?? []);
  if (bytes.length !== length * Uint32Array.BYTES_PER_ELEMENT)
    throw new Error(`${key} has ${bytes.length} bytes, not those of ${length} numbers`);
  return new Uint32Array(bytes.buffer);
}
