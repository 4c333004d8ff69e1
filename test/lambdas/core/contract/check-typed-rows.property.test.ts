import { afterAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compileCheck } from '../../../../lambdas/core/contract/check/check-block.ts';
import { compileRefusal } from '../../../../lambdas/core/contract/check/explain-refused-row.ts';
import { rowSchema } from '../../../../lambdas/core/contract/check/row-schema.ts';
import {
  compileViolationKeys,
  type ViolationKey,
} from '../../../../lambdas/core/contract/check/violation-keys.ts';
import { columnRequests } from '../../../../lambdas/core/contract/column-requests.ts';
import type { Contract } from '../../../../lambdas/core/contract/contract.ts';
import { memorySource } from '../../../../lambdas/readers/byte-source.ts';
import { openJsonl } from '../../../../lambdas/readers/jsonl/open-jsonl.ts';
import { readerLimits } from '../../../../lambdas/readers/limits.ts';
import { anyContract } from '../../../support/any-rows.ts';
import { anyTypedRows } from '../../../support/any-typed-rows.ts';

const anyCase = anyContract.chain((contract) =>
  fc.record({ contract: fc.constant(contract), rows: anyTypedRows(contract) }),
);

const small = { ...readerLimits, rowsPerBlock: 16, windowBytes: 4_096 };

/** Rows as JSON Lines, after one that names all columns that are not absent. */
function encode({ columns }: Contract, rows: readonly (readonly unknown[])[]): Uint8Array {
  const lines = rows.map((row) =>
    columns.flatMap(({ name }, index) =>
      row[index] === undefined ? [] : [`${JSON.stringify(name)}:${cellText(row[index])}`],
    ),
  );
  return new TextEncoder().encode(lines.map((pairs) => `{${['"":0', ...pairs].join()}}\n`).join(''));
}

/** What JSON has no number for, as one that is too large for a double. */
function cellText(cell: unknown): string | undefined {
  if (cell === Number.POSITIVE_INFINITY) return '1e999';
  return cell === Number.NEGATIVE_INFINITY ? '-1e999' : JSON.stringify(cell);
}

function inWords({ code, column }: ViolationKey): string {
  return `${code} ${column}`;
}

const seen = { rows: 0, refused: 0 };
afterAll(() => {
  expect(seen.rows).toBeGreaterThan(10_000);
  expect(seen.refused / seen.rows).toBeGreaterThan(0.2);
  expect(seen.refused / seen.rows).toBeLessThan(0.98);
});

test('a row of JSON is refused exactly when the schema of typed cells refuses it, and then with a reason', async () => {
  await fc.assert(
    fc.asyncProperty(anyCase, async ({ contract, rows }) => {
      const schema = rowSchema(contract, 'typed');
      const explain = compileRefusal(contract, 'typed');
      const keysOf = compileViolationKeys(contract, 'typed');
      const check = compileCheck(contract);
      const batch = await openJsonl(memorySource(encode(contract, rows)), small);

      for await (const block of batch.blocks(columnRequests(contract), contract)) {
        const refused = check(block);
        for (let row = 0; row < block.rowCount; row++) {
          const raw = block.raw(row);
          expect({ row, refused: refused[row] === 1 }).toEqual({
            row,
            refused: !schema.safeParse(raw.cells).success,
          });
          if (refused[row] === 1) {
            const violations = explain(block, row, raw);
            expect(violations).not.toHaveLength(0);
            expect(
              keysOf(block, row, () => raw)
                .map(inWords)
                .sort(),
            ).toEqual(violations.map(inWords).sort());
          }
          seen.rows++;
          seen.refused += refused[row]!;
        }
      }
    }),
    { numRuns: 2_000, seed: 20261122 },
  );
});
