import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compileCheck } from '../../../../../lambdas/core/contract/check/check-block.ts';
import { compileRefusal } from '../../../../../lambdas/core/contract/check/explain-refused-row.ts';
import { compileExplanation } from '../../../../../lambdas/core/contract/check/explain-row.ts';
import { rowSchema } from '../../../../../lambdas/core/contract/check/row-schema.ts';
import {
  compileViolationKeys,
  type ViolationKey,
} from '../../../../../lambdas/core/contract/check/violation-keys.ts';
import { anyContract, anyRows } from '../../../../support/any-rows.ts';
import { buildBlock } from '../../../../support/build-block.ts';

const anyCase = anyContract.chain((contract) =>
  fc.record({ contract: fc.constant(contract), rows: anyRows(contract) }),
);

/** All that the schema of a row can say. */
const rowCodes = [
  'cross-column',
  'missing-value',
  'not-finite',
  'out-of-range',
  'pattern-mismatch',
  'too-long',
  'unknown-category',
  'wrong-dimension',
  'wrong-type',
];

/** Codes and columns, whatever the order. */
function inOrder(keys: readonly ViolationKey[]): readonly string[] {
  return keys.map(({ code, column }) => `${code} ${column}`).sort();
}

describe('the block checker and the row schema are twins', () => {
  const seen = { rows: 0, refused: 0, codes: new Set<string>() };
  afterAll(() => {
    expect(seen.rows).toBeGreaterThan(10_000);
    expect(seen.refused / seen.rows).toBeGreaterThan(0.2);
    expect(seen.refused / seen.rows).toBeLessThan(0.98);
    expect([...seen.codes].sort()).toEqual(rowCodes);
  });

  test('a row is refused exactly when the schema refuses it, and then with at least one violation', () => {
    fc.assert(
      fc.property(anyCase, ({ contract, rows }) => {
        const block = buildBlock(contract, rows);
        const schema = rowSchema(contract);
        const explain = compileExplanation(contract);
        const explainRefused = compileRefusal(contract);
        const keysOf = compileViolationKeys(contract);

        const refused = compileCheck(contract)(block);

        const found = rows.map((cells, row) => {
          const violations = explain(cells);
          return {
            isRefused: !schema.safeParse(cells).success,
            isExplained: violations.length > 0,
            ofBlock: refused[row] === 0 ? violations : explainRefused(block, row, block.raw(row)),
            violations,
          };
        });
        const keys = rows.map((_, row) => keysOf(block, row, () => block.raw(row)));
        expect(keys.map(inOrder)).toEqual(found.map(({ violations }) => inOrder(violations)));
        expect(found.map(({ isRefused }) => Number(isRefused))).toEqual([...refused]);
        expect(found.map(({ isExplained }) => Number(isExplained))).toEqual([...refused]);
        expect(found.map(({ ofBlock }) => ofBlock)).toEqual(found.map(({ violations }) => violations));
        for (const { violations } of found) for (const { code } of violations) seen.codes.add(code);
        seen.rows += rows.length;
        seen.refused += refused.reduce((sum, flag) => sum + flag, 0);
      }),
      { numRuns: 3000, seed: 20261122 },
    );
  });

  test('rows are refused alike however they are cut into blocks', () => {
    fc.assert(
      fc.property(anyCase, fc.nat(), ({ contract, rows }, at) => {
        const check = compileCheck(contract);
        const whole = buildBlock(contract, rows);
        const split = at % rows.length;

        const parts = [rows.slice(0, split), rows.slice(split)].flatMap((part) =>
          part.length === 0 ? [] : [...check(buildBlock(contract, part))],
        );

        expect(parts).toEqual([...check(whole)]);
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});
