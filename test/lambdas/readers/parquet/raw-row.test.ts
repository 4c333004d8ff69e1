import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { memorySource } from '../../../../lambdas/readers/byte-source.ts';
import { openParquet } from '../../../../lambdas/readers/parquet/open-parquet.ts';

const file = join(import.meta.dirname, '../../../bin/command-line/inputs/infinity.parquet');

test('a row shows each of its columns once, though unique ones are asked for twice', async () => {
  // Quarantined rows read {"id":1,"a":2,"id":1}: a unique column is asked for as a number, and again as an identity.
  const batch = await openParquet(memorySource(await readFile(file)));
  const requests = [
    { name: 'id', decoding: 'integer' },
    { name: 'a', decoding: 'number' },
    { name: 'id', decoding: 'identity' },
  ] as const;

  for await (const block of batch.blocks(requests, { missingTokens: [''] })) {
    expect(block.raw(1).text).toBe('{"id":9007199254740994,"a":"Infinity"}');
    expect(block.raw(1).cells).toHaveLength(3);
  }
  expect.assertions(2);
});
