import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ColumnRequest } from '../../../../lambdas/core/block/column-request.ts';
import type { OpenBatch } from '../../../../lambdas/readers/batch-reader.ts';
import { memorySource } from '../../../../lambdas/readers/byte-source.ts';
import { type CsvSetting, openCsv } from '../../../../lambdas/readers/csv/open-csv.ts';
import { openJsonl } from '../../../../lambdas/readers/jsonl/open-jsonl.ts';
import { readerLimits } from '../../../../lambdas/readers/limits.ts';
import { openParquet } from '../../../../lambdas/readers/parquet/open-parquet.ts';
import { cutBytes, placeSlices } from '../../../../lambdas/readers/slices/place-slices.ts';
import { UnreadableBatchError } from '../../../../lambdas/readers/unreadable-batch-error.ts';
import { batchRows, type PlainRow } from '../batch-rows.ts';
import { dataBytes, dataExpected, dataNames, tightLimits } from '../parquet/parquet-files.ts';

/** So small that every file has many windows, and some rows are too large for one. */
const small = {
  ...readerLimits,
  rowsPerBlock: 3,
  windowBytes: 24,
  fieldBytes: 40,
  rowBytes: 96,
  quoteBytes: 200,
};

const settings: readonly CsvSetting[] = [
  {},
  { escape: '\\' },
  { comment: '#' },
  { escape: '\\', comment: '#', trim: true },
];

/** Anything that means something to CSV, well-formed or not: some parts are longer than a part of the file. */
const anyCsv = fc
  .array(
    fc.oneof(
      fc.string({ unit: fc.constantFrom(...'",;\r\n\n a1é\\#\u{1f600}'), maxLength: 60 }),
      fc.constantFrom('1,2,3\n', '"x""y","p\nq",7\r\n', '\n', 'NA,,1e5\n', `"${'long\n'.repeat(30)}",1,2\n`),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

const anyJsonl = fc
  .array(
    fc.oneof(
      fc.string({ unit: fc.constantFrom(...'{}[]",:\n\r \\aé1'), maxLength: 30 }),
      fc.constantFrom(
        '{"a":"x\\ny","b":"é","c":1}\n',
        '{"c":2}\r\n',
        '\n  \n',
        `{"a":"${'x'.repeat(150)}"}\n`,
      ),
    ),
    { maxLength: 12 },
  )
  .map((parts) => `{"a":"1","b":"2","c":3}\n${parts.join('')}`);

const abc: readonly ColumnRequest[] = [
  { name: 'a', decoding: 'text' },
  { name: 'b', decoding: 'category' },
  { name: 'c', decoding: 'number' },
];

/** The rows up to where the file can't be read, and why it can't. */
async function read(rowsOf: () => AsyncGenerator<readonly PlainRow[]>) {
  const rows: PlainRow[] = [];
  try {
    for await (const more of rowsOf()) rows.push(...more);
    return { rows, problem: undefined };
  } catch (error) {
    if (!(error instanceof UnreadableBatchError)) throw error;
    return { rows, problem: error.message };
  }
}

/** Each part opens the file anew, as a function of its own does. */
async function inParts(open: () => Promise<OpenBatch>, size: number, partBytes: number, columns = abc) {
  const stretches = cutBytes(size, partBytes);
  const counted = await Promise.all(
    stretches.map(async ({ from, to }) => (await open()).countRows!(from, to)),
  );
  const { slices, rows } = placeSlices(counted, size);
  const found = await read(async function* () {
    for (const slice of slices) {
      const batch = await open();
      for await (const one of rowByRow(batch, columns, slice)) yield one;
    }
  });
  return { ...found, counted: rows };
}

async function* rowByRow(
  batch: OpenBatch,
  columns: readonly ColumnRequest[],
  slice: Parameters<OpenBatch['blocks']>[2],
) {
  yield await batchRows(batch, columns, ['', 'NA'], slice);
}

async function expectSame(open: () => Promise<OpenBatch>, size: number, partBytes: number) {
  const whole = await read(async function* () {
    yield await batchRows(await open(), abc, ['', 'NA']);
  });
  const parts = await inParts(open, size, partBytes);
  expect(parts.problem).toBe(whole.problem);
  if (whole.problem !== undefined) return;
  expect(parts.rows).toEqual(whole.rows);
  expect(parts.counted).toBe(whole.rows.length);
}

const partBytes = fc.integer({ min: 1, max: 60 });

describe('the rows of the parts of a file are its rows', () => {
  test.each(settings)('of CSV, %j', async (setting) => {
    await fc.assert(
      fc.asyncProperty(anyCsv, partBytes, async (text, length) => {
        const bytes = new TextEncoder().encode(`a,b,c\n${text}`);
        const open = () =>
          openCsv(memorySource(bytes), small, { delimiter: ',', escape: '"', trim: false, ...setting });

        await expectSame(open, bytes.length, length);
      }),
      { numRuns: 120 },
    );
  });

  test('of JSON Lines', async () => {
    await fc.assert(
      fc.asyncProperty(anyJsonl, partBytes, async (text, length) => {
        const bytes = new TextEncoder().encode(text);
        const open = () => openJsonl(memorySource(bytes), small);
        fc.pre((await open()).countRows !== undefined);

        await expectSame(open, bytes.length, length);
      }),
      { numRuns: 120 },
    );
  });

  test.each(dataNames().filter((name) => /groups|rows/.test(name)))('of Parquet, %s', async (name) => {
    const bytes = dataBytes(name);
    const columns = dataExpected(name).map(({ cells: _, ...column }) => column);
    const open = () => openParquet(memorySource(bytes), tightLimits);
    const whole = await batchRows(await open(), columns, ['', 'NA']);
    for (const length of [1, 100, 1000, bytes.length]) {
      const parts = await inParts(open, bytes.length, length, columns);

      expect(parts).toEqual({ rows: whole, problem: undefined, counted: whole.length });
    }
  });
});
