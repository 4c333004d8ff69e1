import { describe, expect, test } from '@jest/globals';
import type { ColumnBlock } from '../../../../lambdas/core/block/column-block.ts';
import { collectBins } from '../../../../lambdas/core/columns/collect-bins.ts';
import { maximumCategories, maximumCuts } from '../../../../lambdas/core/columns/reference-bins.ts';
import { buildBlock } from '../../../support/build-block.ts';
import { buildContract } from '../../../support/build-contract.ts';
import { buildBins } from '../../../support/build-profile.ts';
import { seededRandom } from '../../../support/random.ts';

describe('bins of numbers', () => {
  test('are the distinct values of accepted rows, ascending, with the median in the middle', () => {
    const contract = buildContract([{ name: 'x', kind: 'numeric', nullable: true, max: 100 }]);
    const rows = ['5', '-0', '0', '3', '3', '3', '101', '', 'x', '-7'].map((text) => [text]);

    const [bins] = buildBins(contract, buildBlock(contract, rows));

    expect(bins).toEqual({ type: 'numbers', cuts: [-7, 0, 3, 5], exact: true, center: 3 });
  });

  test('are exact up to as many distinct values as are kept', () => {
    const values = Float64Array.from({ length: maximumCuts }, (_, i) => i / 7);

    expect(numberBins(values)).toMatchObject({ exact: true, cuts: Array.from(values) });
  });

  test('are thinned to equal mass above that, with both ends kept', () => {
    const random = seededRandom(2);
    const values = Float64Array.from({ length: 60_000 }, () => Math.exp(3 * random.normal()));

    const bins = numberBins(values);

    const sorted = values.toSorted();
    const gaps = bins.cuts.map(
      (cut, i) => rank(sorted, cut) - (i === 0 ? 0 : rank(sorted, bins.cuts[i - 1]!)),
    );
    expect(bins.exact).toBe(false);
    expect(bins.cuts.length).toBeLessThanOrEqual(maximumCuts);
    expect(bins.cuts.length).toBeGreaterThan(maximumCuts * 0.8);
    expect([bins.cuts[0], bins.cuts.at(-1)]).toEqual([sorted[0], sorted.at(-1)]);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(Math.ceil((60_000 / (maximumCuts - 1)) * 2));
  });

  // A reference of 2,000 columns took 1.4 GB where it had 10,000 rows, and grew with them.
  test.each([
    [256, maximumCuts],
    [1_000, 4_194],
    [5_000, 838],
  ])('of a table of %i numeric columns are %i at most', (columns, most) => {
    const values = Float64Array.from({ length: 20_000 }, (_, i) => i);
    const collector = collectBins(Array.from({ length: columns }, () => 'numbers' as const));
    const states = new Uint8Array(values.length);

    collector.add(blockOf({ type: 'numbers', values, states }, values.length), states);

    const [bins] = collector.bins();
    expect(bins).toMatchObject({ exact: false });
    const count = bins?.type === 'numbers' ? bins.cuts.length : 0;
    expect(count).toBeLessThanOrEqual(most);
    expect(count).toBeGreaterThan(most * 0.8);
  });

  test('of a column without a value are none', () => {
    expect(numberBins(new Float64Array(0))).toEqual({ type: 'numbers', cuts: [], exact: true, center: 0 });
  });
});

describe('bins of categories', () => {
  test('are the distinct values of accepted rows', () => {
    const contract = buildContract([{ name: 'c', kind: 'categorical', nullable: true, maxLength: 11 }]);
    const rows = ['b', 'a', '', '__proto__', 'b', 'constructor', 'much too long'].map((text) => [text]);

    const [bins] = buildBins(contract, buildBlock(contract, rows));

    expect(bins).toEqual({ type: 'codes', values: ['b', 'a', '__proto__', 'constructor'], complete: true });
  });

  test('are the first ones where there are too many, and say so', () => {
    const dictionary = Array.from({ length: maximumCategories + 1 }, (_, i) => `v${i}`);
    const collector = collectBins(['codes']);
    const states = new Uint8Array(dictionary.length);
    const codes = Uint32Array.from(dictionary, (_, i) => i);

    collector.add(blockOf({ type: 'codes', codes, dictionary, states }, states.length), states);

    const [bins] = collector.bins();
    expect(bins).toEqual({ type: 'codes', values: dictionary.slice(0, -1), complete: false });
  });
});

test('a column that the reference does not have has bins of its type, without a value', () => {
  const contract = buildContract([
    { name: 'x', kind: 'numeric', required: false },
    { name: 'c', kind: 'boolean', required: false },
    { name: 't', kind: 'text', required: false },
  ]);

  expect(buildBins(contract, buildBlock(contract, [[undefined, undefined, undefined]]))).toEqual([
    { type: 'numbers', cuts: [], exact: true, center: 0 },
    { type: 'codes', values: [], complete: true },
    { type: 'texts' },
  ]);
});

function numberBins(values: Float64Array) {
  const collector = collectBins(['numbers']);
  const states = new Uint8Array(values.length);
  collector.add(blockOf({ type: 'numbers', values, states }, values.length), states);
  const [bins] = collector.bins();
  if (bins?.type !== 'numbers') throw new Error('not the bins of numbers');
  return bins;
}

function blockOf(column: NonNullable<ColumnBlock['columns'][number]>, rowCount: number): ColumnBlock {
  const faults = new Uint8Array(rowCount);
  return { firstRow: 0, rowCount, columns: [column], faults, raw: () => ({ text: '', cells: [] }) };
}

/** How many values are at or below one. */
function rank(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
