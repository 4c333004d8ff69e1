import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { memorySource } from '../../../lambdas/readers/byte-source.ts';
import { detectFormat } from '../../../lambdas/readers/detect-format.ts';

const csv = Buffer.from('a,b\n1,2\n');
const json = Buffer.from('{"a":1}\n');
const parquet = Buffer.from('PAR1 and more PAR1');
/** A frame of zstd that holds no content but is to be skipped. */
const skippable = Buffer.from('\x50\x2a\x4d\x18\x04\0\0\0meta', 'latin1');
const png = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

async function detect(name: string, bytes: Uint8Array) {
  const { format, compression, notes } = await detectFormat(memorySource(bytes), name);
  return [format, compression, ...notes];
}

describe('a file', () => {
  test.each([
    ['a.csv', csv, ['csv', 'none']],
    ['a.tsv', csv, ['csv', 'none']],
    ['a', csv, ['csv', 'none']],
    ['a.txt', csv, ['csv', 'none']],
    ['a.CSV', csv, ['csv', 'none']],
    ['a.jsonl', json, ['jsonl', 'none']],
    ['a.ndjson', json, ['jsonl', 'none']],
    ['a.json', Buffer.from('\uFEFF\n [ {'), ['jsonl', 'none']],
    ['a', json, ['jsonl', 'none']],
    ['a.jsonl', Buffer.from('broken\n{"a":1}'), ['jsonl', 'none']],
    ['sql.csv', Buffer.from('[id],[name]\n1,x\n'), ['csv', 'none']],
    ['a.parquet', parquet, ['parquet', 'none']],
    ['part-0000', parquet, ['parquet', 'none']],
    ['a.csv.gz', gzipSync(csv), ['csv', 'gzip']],
    ['a.jsonl.zst', zstdCompressSync(json), ['jsonl', 'zstd']],
    ['a.gz', gzipSync(json), ['jsonl', 'gzip']],
    ['a', gzipSync(csv), ['csv', 'gzip']],
    ['a.csv', gzipSync(csv), ['csv', 'gzip', 'gzip, although named .csv']],
    ['a.csv.gz', zstdCompressSync(csv), ['csv', 'zstd', 'zstd, although named .gz']],
    ['a.csv.gz', csv, ['csv', 'none', 'not compressed, although named .gz']],
    ['a.csv.zst', Buffer.concat([skippable, zstdCompressSync(csv)]), ['csv', 'zstd']],
  ])('%s %# is recognised', async (name, bytes, expected) => {
    expect(await detect(name, bytes)).toEqual(expected);
  });

  test.each([
    ['a.csv', Buffer.alloc(0), 'empty-batch', 'empty'],
    ['a.csv', json, 'unsupported-format', 'named .csv but is JSON: name it .jsonl'],
    ['a.csv.gz', gzipSync(json), 'unsupported-format', 'named .csv but is JSON'],
    ['a.csv', parquet, 'unsupported-format', 'named .csv but is Parquet: name it .parquet'],
    ['a.parquet', csv, 'unsupported-format', 'named .parquet but is not Parquet'],
    ['a.parquet', json, 'unsupported-format', 'named .parquet but is JSON'],
    ['a.parquet.gz', gzipSync(parquet), 'unsupported-format', 'Parquet packed with gzip'],
    ['a.csv', png, 'unsupported-format', 'a PNG image, not CSV'],
    ['a.gz', gzipSync(png), 'unsupported-format', 'a PNG image'],
    ['a.csv.gz', gzipSync(gzipSync(csv)), 'unsupported-format', 'gzip'],
    ['a.csv.gz', gzipSync(csv).subarray(0, 20), 'unreadable', 'middle'],
  ])('%s %# is refused', async (name, bytes, code, message) => {
    await expect(detect(name, bytes)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });
});
