import { memorySource } from '../../readers/byte-source.ts';
import { decompress } from '../../readers/compression/decompress.ts';
import type { ReadableStore } from '../ports.ts';

/** The lines of a compressed text, one after the other, unpacked as they are read. @throws Error when there is none */
export async function* storedLines(store: ReadableStore, key: string): AsyncGenerator<string> {
  const object = await store.read(key);
  if (!object) throw new Error(`${key} is missing: its part did not come to an end`);
  const decoder = new TextDecoder();
  let rest = '';
  for await (const piece of decompress(memorySource(object.bytes).stream(), 'gzip')) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}
