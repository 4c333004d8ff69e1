import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Decoding } from '../../../../lambdas/core/block/column-request.ts';
import { memorySource } from '../../../../lambdas/readers/byte-source.ts';
import { readerLimits } from '../../../../lambdas/readers/limits.ts';
import { fetchLimits } from '../../../../lambdas/readers/parquet/chunk-bytes.ts';
import { openParquet } from '../../../../lambdas/readers/parquet/open-parquet.ts';
import { UnreadableBatchError } from '../../../../lambdas/readers/unreadable-batch-error.ts';
import { dataBytes, tightLimits } from './parquet-files.ts';

const files = [
  'codec-snappy',
  'codec-lz4',
  'codec-zstd',
  'page-v1-dictionary',
  'page-v2-dictionary',
  'dictionary-fallback',
  'delta',
  'numbers',
  'decimals',
  'times',
  'nested',
  'pandas',
  'lists',
  'lists-plain',
  'lists-v2',
  'lists-old',
].map(dataBytes);

const decodings: readonly Decoding[] = [
  'number',
  'integer',
  'timestamp',
  'boolean',
  'category',
  'text',
  'vector',
];

/** A place in a file, each as likely as the others: 0 its beginning, below 1. */
const place = fc.nat(999_999).map((part) => part / 1_000_000);

/** Reads whatever can be read; a file that claims a great many rows is left early. */
async function outcome(bytes: Uint8Array, tight: boolean): Promise<'read' | 'refused'> {
  try {
    const limits = tight ? tightLimits : { ...readerLimits, ...fetchLimits };
    const batch = await openParquet(memorySource(bytes), limits);
    const columns = batch.columnNames.flatMap((name) =>
      decodings.map((decoding) => ({ name, decoding, dimension: 3 })),
    );
    for await (const block of batch.blocks(columns, { missingTokens: ['', 'NaN'] })) {
      block.raw(block.rowCount - 1);
      if (block.firstRow > 10_000) break;
    }
    return 'read';
  } catch (error) {
    if (error instanceof UnreadableBatchError && error.message.endsWith('.')) return 'refused';
    throw error;
  }
}

test('a file with flipped bytes is read, or refused with a sentence', async () => {
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...files),
      fc.array(fc.tuple(place, fc.nat(255)), {
        minLength: 1,
        maxLength: 4,
      }),
      fc.boolean(),
      async (file, changes, tight) => {
        const bytes = file.slice();
        for (const [at, value] of changes) bytes[Math.floor(at * bytes.length)] = value;

        if ((await outcome(bytes, tight)) === 'refused') refused++;
      },
    ),
    // A run of a level of 7 bits, where levels have 2: a value was looked for where there is none.
    { numRuns: 500, examples: [[dataBytes('lists'), [[0.226438, 32]], false]] },
  );
  expect(refused).toBeGreaterThan(50);
});

test('a file that is cut off is refused with a sentence', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...files), place, async (file, at) => {
      expect(await outcome(file.slice(0, Math.floor(at * file.length)), false)).toBe('refused');
    }),
    { numRuns: 150 },
  );
});

test('random bytes in a frame of Parquet are refused with a sentence', async () => {
  const frame = new TextEncoder().encode('PAR1');
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 300 }), async (footer) => {
      const length = Uint8Array.of(footer.length & 255, footer.length >> 8, 0, 0);

      expect(await outcome(Buffer.concat([frame, footer, length, frame]), false)).toBe('refused');
    }),
    { numRuns: 500 },
  );
});
