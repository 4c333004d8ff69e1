import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mixBits } from '../../../../../lambdas/core/block/hash.ts';
import {
  compileRowHashes,
  smallHashes,
} from '../../../../../lambdas/core/signals/repeated-rows/row-hashes.ts';

const anyNumber = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom(0, -0, 1));
const anyColumn = fc.array(fc.option(anyNumber, { nil: undefined }), { minLength: 11, maxLength: 11 });

test('rows hashed several at a time have the hashes that are written step by step', () => {
  fc.assert(
    fc.property(fc.array(anyColumn, { maxLength: 4 }), (columns) => {
      const rows = 11;
      const block = {
        firstRow: 0,
        rowCount: rows,
        faults: new Uint8Array(rows),
        raw: () => ({ text: '', cells: [] }),
        columns: columns.map((column) => ({
          type: 'numbers' as const,
          values: Float64Array.from(column, (value) => value ?? Number.NaN),
          states: Uint8Array.from(column, (value) => (value === undefined ? 2 : 0)),
        })),
      };

      compileRowHashes(columns.length, undefined)(block, 0, rows);

      const expected = Array.from({ length: rows }, (_, row) => hashOf(columns.map((column) => column[row])));
      expect([...smallHashes(new Uint8Array(rows), Number.POSITIVE_INFINITY)]).toEqual(expected);
      const median = expected.toSorted((a, b) => a - b)[5]!;
      expect([...smallHashes(new Uint8Array(rows), median)]).toEqual(
        expected.filter((hash) => hash <= median),
      );
    }),
  );
});

/** Of one row, a cell after the other. */
function hashOf(cells: readonly (number | undefined)[]): number {
  let [high, low] = [0, 0];
  for (const [index, cell] of cells.entries()) {
    const mixed = Math.imul(wordOf(cell) ^ mixBits(index + 1), 0x9e3779b1);
    high = Math.imul(high ^ mixed ^ (mixed >>> 15), 0x85ebca6b);
    low = Math.imul((low << 5) ^ (low >>> 27) ^ mixed, 0xc2b2ae35);
  }
  return (mixBits(high) >>> 0) * 65_536 + (low >>> 16);
}

function wordOf(cell: number | undefined): number {
  if (cell === undefined) return 0x2545f491;
  const [lower = 0, upper = 0] = new Int32Array(Float64Array.of(cell === 0 ? 0 : cell).buffer);
  return cell === 0 ? 0 : Math.imul(lower, 0x27d4eb2f) ^ upper;
}
