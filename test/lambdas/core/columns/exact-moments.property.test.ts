import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cellState } from '../../../../lambdas/core/block/column-block.ts';
import {
  accumulateNumbers,
  mergeNumberValues,
  noNumbers,
} from '../../../../lambdas/core/columns/number-values.ts';
import type { NumberBins } from '../../../../lambdas/core/columns/reference-bins.ts';
import { addExactly, type ExactSum, storedSum } from '../../../../lambdas/core/stats/sums/exact-sum.ts';

const anyValue = fc.oneof(
  { weight: 5, arbitrary: fc.double({ min: -100, max: 100, noNaN: true }) },
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, -0, 0.1, 20, 20.000000000000004, 1e-300, -1e200),
);

const bins: NumberBins = { type: 'numbers', cuts: [-3, 20, 77.7], exact: false, center: 20 };

describe('sums of the numbers of a column', () => {
  test('are exact, and the same in any order and any blocks', () => {
    fc.assert(
      fc.property(fc.array(fc.array(anyValue, { maxLength: 30 }), { maxLength: 4 }), (blocks) => {
        const values = blocks.flat();

        expect(valuesOf(blocks)).toEqual(valuesOf([values]));
        expect(valuesOf([values.toReversed()])).toEqual(valuesOf([values]));
        expect(blocks.map((block) => valuesOf([block])).reduce(mergeNumberValues, noNumbers(bins))).toEqual(
          valuesOf([values]),
        );
        expect(momentsOf([values])).toEqual(sumsOf(values));
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ['of the size of the reference', 1],
    ['far beyond it', 1e12],
    ['all next to its center', 1e-12],
  ])('are exact over many values %s', (_, scale) => {
    const values = Array.from({ length: 20_000 }, (_one, row) => 20 + scale * Math.sin(row * 12.9898));

    expect(momentsOf([values.slice(0, 9_000), values.slice(9_000)])).toEqual(sumsOf(values));
  });
});

function valuesOf(blocks: readonly (readonly number[])[]) {
  const accumulator = accumulateNumbers(bins);
  for (const block of blocks) {
    const states = new Uint8Array(block.length).fill(cellState.present);
    const values = Float64Array.from(block);
    accumulator.add({ type: 'numbers', values, states }, new Uint8Array(block.length));
  }
  return accumulator.values();
}

function momentsOf(blocks: readonly (readonly number[])[]) {
  const { sum, sumOfSquares, rests } = valuesOf(blocks);
  return { sum, sumOfSquares, rests };
}

/** One by one, without lanes. */
function sumsOf(values: readonly number[]) {
  const [sum, squares]: [ExactSum, ExactSum] = [[], []];
  for (const value of values) {
    const distance = Math.max(-1e140, Math.min(1e140, value - bins.center));
    addExactly(sum, distance);
    addExactly(squares, distance * distance);
  }
  const [ofValues, ofSquares] = [storedSum(sum), storedSum(squares)];
  const rests = { sum: ofValues.rest, sumOfSquares: ofSquares.rest };
  const isWhole = rests.sum.length + rests.sumOfSquares.length === 0;
  return { sum: ofValues.nearest, sumOfSquares: ofSquares.nearest, rests: isWhole ? undefined : rests };
}
