import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { memorySource } from '../../../../lambdas/readers/byte-source.ts';
import { openParquet } from '../../../../lambdas/readers/parquet/open-parquet.ts';
import { UnreadableBatchError } from '../../../../lambdas/readers/unreadable-batch-error.ts';
import { batchRows, requests } from '../batch-rows.ts';
import { dataBytes } from './parquet-files.ts';

const corpus = join(import.meta.dirname, '../../../badinput/files');
const loans = [
  'application_id',
  'age',
  'income',
  'debt_ratio',
  'region',
  'channel',
  'is_member',
  'applied_at',
];

/** All rows of all columns, or why the file can't be read. */
async function readAll(bytes: Uint8Array, names = loans) {
  try {
    const batch = await openParquet(memorySource(bytes));
    return await batchRows(batch, requests(names, 'number'));
  } catch (error) {
    if (error instanceof UnreadableBatchError) return { code: error.code, message: error.message };
    throw error;
  }
}

describe('the corpus of bad input', () => {
  test.each([
    ['good', 24],
    ['zstd', 24],
    ['gzip_codec', 24],
    ['decimals', 24],
    ['enum_uint8_float32', 24],
    ['timestamp_ns', 24],
    ['nested', 24],
    ['nested_extra', 24],
    ['numbers_as_text', 24],
    ['nan_floats', 24],
    ['int64_ids', 24],
    ['missing_column', 24],
    ['flipped_bytes', 24],
    ['zero_rows', 0],
  ])('%s.parquet has %d rows', async (name, count) => {
    const rows = await readAll(readFileSync(join(corpus, `${name}.parquet`)));

    expect(rows).toHaveLength(count);
  });

  test.each([
    ['truncated', 'unreadable', 'cut off'],
    ['truncated_head', 'unreadable', 'cut off'],
    ['magic_only', 'unreadable', 'cut off'],
    ['footer_length_lie', 'unreadable', 'should take 2147483647 bytes'],
    ['csv_named', 'unsupported-format', 'not Parquet'],
  ])('%s.parquet is refused as %s: %s', async (name, code, words) => {
    const refusal = await readAll(readFileSync(join(corpus, `${name}.parquet`)));

    expect(refusal).toEqual({ code, message: expect.stringContaining(words) });
  });
});

describe('a file that can not be read says what to do', () => {
  test('when it is empty', async () => {
    expect(await readAll(new Uint8Array(0))).toMatchObject({ code: 'empty-batch' });
  });

  test('when it is encrypted', async () => {
    const bytes = dataBytes('codec-none');
    bytes.set(new TextEncoder().encode('PARE'), bytes.length - 4);

    expect(await readAll(bytes)).toMatchObject({
      code: 'unsupported-format',
      message: expect.stringContaining('without encryption'),
    });
  });

  test('when a page does not fit its checksum', async () => {
    const bytes = dataBytes('page-v1-plain');
    bytes[100]! ^= 1;

    expect(await readAll(bytes, ['double'])).toEqual({
      code: 'unreadable',
      message: expect.stringContaining('in column "double": write it again'),
    });
  });

  test('when a column is compressed with what nobody can read, and only if it is asked for', async () => {
    const bytes = dataBytes('int96');
    const codec = bytes.findLastIndex(
      (byte, at) => byte === 0x15 && bytes[at + 1] === 2 && bytes[at + 2] === 0x16,
    );
    bytes[codec + 1] = 6;

    expect(await readAll(bytes, ['t'])).toEqual({
      code: 'unsupported-format',
      message: expect.stringContaining('compressed with LZO: write it with snappy or zstd'),
    });
    expect(await readAll(bytes, ['nowhere'])).toHaveLength(6);
  });
});
