import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sortNumbers } from '../../../../../lambdas/core/stats/bins/sort-numbers.ts';
import { type Random, seededRandom } from '../../../../support/random.ts';

test('few numbers are sorted as by Float64Array.prototype.sort', () => {
  fc.assert(
    fc.property(fc.float64Array({ noNaN: true, maxLength: 60 }), (values) => {
      expectSorted(values);
    }),
    { numRuns: 100, seed: 8 },
  );
});

describe('many numbers are sorted as by Float64Array.prototype.sort', () => {
  const kinds: Readonly<Record<string, (random: Random, i: number) => number>> = {
    'of a normal': (random) => random.normal(),
    'of all magnitudes and both signs': (random) => random.normal() * 10 ** (600 * random.uniform() - 300),
    'with many ties, 0 and -0': (random) => Math.round(random.normal()) * (random.uniform() < 0.5 ? 0 : 1),
    'all the same': () => 3.25,
    ascending: (_, i) => i,
    descending: (_, i) => -i / 3,
    'that differ only in their lowest bits': (random) => 1 + Math.floor(random.uniform() * 1e6) * 2 ** -52,
    'below 0 that differ only in their lowest bits': (random) =>
      -1 - Math.floor(random.uniform() * 1e6) * 2 ** -52,
    'in short runs that differ only in their lowest bits': (random, i) =>
      (i % 700) + 1 + Math.floor(random.uniform() * 1e6) * 2 ** -42,
    'too small to have all digits': (random) => Math.round(random.normal() * 1000) * 5e-324,
    'infinite, some of them': (random) => 1 / Math.round(random.normal()),
  };

  test.each(Object.keys(kinds))('%s', (kind) => {
    const random = seededRandom(4);
    const draw = kinds[kind]!;

    expectSorted(Float64Array.from({ length: 5000 }, (_, i) => draw(random, i)));
  });

  test('in the middle of an array, the others where they were', () => {
    const random = seededRandom(5);
    const all = Float64Array.from({ length: 6000 }, () => random.normal());
    const expected = all.slice();
    expected.subarray(1000, 5000).sort();

    sortNumbers(all.subarray(1000, 5000));

    expect(all).toEqual(expected);
  });
});

function expectSorted(values: Float64Array) {
  // 0 is added to make 0 of -0: their order is not told.
  const expected = values.map((value) => value + 0).sort();

  sortNumbers(values);

  expect(values.map((value) => value + 0)).toEqual(expected);
}
