import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { fileSource } from '../../../lambdas/files/file-source.ts';

/** More than two pieces, so that the source's buffers are written over. */
const bytes = Uint8Array.from({ length: 5_000_000 }, (_, index) => (index * 7 + (index >> 8)) & 255);

let folder: string;
let path: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-test-'));
  path = join(folder, 'bytes');
  await writeFile(path, bytes);
});

afterAll(() => rm(folder, { recursive: true }));

async function joined(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const copies: Uint8Array[] = [];
  for await (const piece of pieces) copies.push(Uint8Array.from(piece));
  return Buffer.concat(copies);
}

test.each([
  [0, undefined],
  [1, undefined],
  [17, 4_700_000],
  [4_999_999, undefined],
  [100, 9_000_000],
  [5_000_000, undefined],
  [3, 3],
])('a stream of [%p, %p) gives these bytes', async (from, to) => {
  const found = await joined(fileSource(path, bytes.length).stream(from, to));

  expect(Buffer.compare(found, bytes.subarray(from, to))).toBe(0);
});

test('a stream tells of every byte that it has given', async () => {
  let read = 0;
  const source = fileSource(path, bytes.length, (count) => {
    read += count;
  });

  const left = source.stream()[Symbol.asyncIterator]();
  await left.next();
  await left.return?.();
  const first = read;
  await joined(source.stream());

  expect(first).toBeGreaterThan(0);
  expect(first).toBeLessThan(bytes.length);
  expect(read - first).toBe(bytes.length);
});

test('a file that has become shorter ends where it ends', async () => {
  const found = await joined(fileSource(path, bytes.length + 1_000_000).stream());

  expect(found.length).toBe(bytes.length);
});

test('a file that is gone is an error of the first piece', async () => {
  await expect(joined(fileSource(join(folder, 'none'), 10).stream())).rejects.toThrow('ENOENT');
});
