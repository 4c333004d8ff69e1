import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareProfiles } from '../../../lambdas/core/drift/compare-profiles.ts';
import { inferFromRows } from '../../../lambdas/pipeline/reference/infer-from-rows.ts';
import { readReferenceRows } from '../../../lambdas/pipeline/reference/read-reference-rows.ts';
import type { OpenBatch } from '../../../lambdas/readers/batch-reader.ts';
import { memorySource } from '../../../lambdas/readers/byte-source.ts';
import { openCsv } from '../../../lambdas/readers/csv/open-csv.ts';
import { openJsonl } from '../../../lambdas/readers/jsonl/open-jsonl.ts';
import { readerLimits } from '../../../lambdas/readers/limits.ts';
import { openParquet } from '../../../lambdas/readers/parquet/open-parquet.ts';
import { UnreadableBatchError } from '../../../lambdas/readers/unreadable-batch-error.ts';
import { withWrittenTimes } from '../../../lambdas/readers/with-written-times.ts';
import { dataBytes, dataNames } from '../readers/parquet/parquet-files.ts';

/** Blocks so small that every table has several: what the first one shows is not what the others hold. */
const small = { ...readerLimits, rowsPerBlock: 16, windowBytes: 4_096 };

const dates = fc.date({ noInvalidDate: true, min: new Date('2001-01-01'), max: new Date('2030-01-01') });
const doubles = fc.double({ noNaN: true, noDefaultInfinity: true });

/** What the cells of a column mostly are. */
const regular: readonly fc.Arbitrary<unknown>[] = [
  doubles,
  fc.integer({ min: -5, max: 5 }),
  fc.integer({ min: 0, max: 1e6 }),
  fc.constantFrom(2 ** 53, 2 ** 53 + 2, 1e300),
  fc.boolean(),
  dates.map((date) => date.toISOString()),
  dates.map((date) => date.toISOString().slice(0, 7)),
  dates.map((date) => Number(date.toISOString().slice(0, 10).replaceAll('-', ''))),
  dates.map((date) => date.getTime()),
  fc.constantFrom('a', 'b', 'c'),
  fc.string({ maxLength: 12 }),
  fc.constantFrom('1,234.5', ' 5', '5.0', '007', '1e3'),
  fc.constantFrom([1, 2], [3.5, -4]),
  fc.array(doubles, { maxLength: 3 }),
];

/** What stands among them. */
const odd: readonly fc.Arbitrary<unknown>[] = [
  fc.constantFrom(null, '', 'NA', 'None', 'NaN'),
  fc.constantFrom('?', '-', 'n/a', '\\N', 'inf', '#DIV/0!', '1,234.5', 'oops'),
  fc.constantFrom<unknown>('true', false, 5, '2024-02-29', [1, 2], ['u'], { k: [1] }, 'x'.repeat(300)),
];

const anyColumn = fc
  .tuple(
    fc.constantFrom(...regular),
    fc.constantFrom(...odd),
    fc.constantFrom(0, 0, 1, 30),
    fc.nat({ max: 60 }),
  )
  .map(([mostly, other, weight, late]) => ({
    cell: fc.oneof({ arbitrary: mostly, weight: 100 }, { arbitrary: other, weight }),
    late,
  }));

/** Rows of some columns, the first of which have no value for some rows. */
const anyTable = fc
  .array(anyColumn, { minLength: 1, maxLength: 4 })
  .chain((columns) =>
    fc
      .array(fc.tuple(...columns.map(({ cell }) => cell)), { minLength: 1, maxLength: 150 })
      .map((rows) =>
        rows.map((row, index) => row.map((cell, at) => (index < columns[at]!.late / 3 ? null : cell))),
      ),
  );

type Table = readonly (readonly unknown[])[];

const nameOf = (_: unknown, index: number) => ['a', 'b id', 'c.d', 'e_time'][index]!;

function csvOf(rows: Table): Promise<OpenBatch> {
  const cellOf = (cell: unknown) => {
    const text = cell === null ? '' : typeof cell === 'string' ? cell : JSON.stringify(cell);
    return `"${text.replaceAll('"', '""')}"`;
  };
  const lines = [rows[0]!.map(nameOf), ...rows].map((row) => `${row.map(cellOf).join()}\n`);
  return openCsv(memorySource(new TextEncoder().encode(lines.join(''))), small);
}

/** What JSON has no number for is written as one that is too large for a double. */
function jsonlOf(rows: Table): Promise<OpenBatch> {
  const lines = rows.map((row) =>
    JSON.stringify(Object.fromEntries(row.map((cell, index) => [nameOf(cell, index), cell]))).replaceAll(
      '"inf"',
      '1e999',
    ),
  );
  return openJsonl(memorySource(new TextEncoder().encode(`${lines.join('\n')}\n`)), small);
}

/** What of the reference its own draft refuses, and what drift is seen in it; undefined where nothing can be drafted. */
async function ownVerdict(opened: OpenBatch) {
  const batch = withWrittenTimes(opened);
  const contract = await inferFromRows(batch).then(
    (inferred) => inferred.contract,
    (error: unknown) => {
      if (!(error instanceof UnreadableBatchError)) throw error;
    },
  );
  if (!contract) return undefined;
  const read = await readReferenceRows(batch, contract);
  if (read.status === 'unusable') return { reasons: read.reasons, contract };
  const { profile, violations } = read;
  const side = { profile, violations };
  const drift = compareProfiles({ ...read, contract, reference: side, current: side });
  return {
    refused: profile.rows.read - profile.rows.accepted,
    violations,
    drifted: drift.status === 'drifted',
  };
}

const nothing = { refused: 0, violations: [], drifted: false };

describe('a drafted contract accepts every row of its own reference, and finds no drift in it', () => {
  test.each([
    ['CSV', csvOf],
    ['JSON Lines', jsonlOf],
  ])(
    '%s',
    async (_, write) => {
      let drafted = 0;
      await fc.assert(
        fc.asyncProperty(anyTable, async (rows) => {
          const verdict = await ownVerdict(await write(rows));

          if (verdict === undefined) return;
          drafted++;
          expect(verdict).toEqual(nothing);
        }),
        { numRuns: 400, seed: 20261130 },
      );
      expect(drafted).toBeGreaterThan(300);
    },
    120_000,
  );

  test.each(dataNames())('the Parquet file %s', async (name) => {
    const verdict = await ownVerdict(await openParquet(memorySource(dataBytes(name))));

    expect([undefined, nothing]).toContainEqual(verdict);
  });
});
