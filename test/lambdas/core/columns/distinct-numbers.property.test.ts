import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { collectDistinctNumbers } from '../../../../lambdas/core/columns/distinct-numbers.ts';
import { type Random, seededRandom } from '../../../support/random.ts';

test('up to the limit, all distinct values and their counts are kept, 0 and -0 as one', () => {
  const anyValue = fc.oneof(
    fc.constantFrom(0, -0, 1, -1, 1e308, -1e308, 5e-324),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer({ min: -3, max: 3 }),
  );
  fc.assert(
    fc.property(fc.array(anyValue, { maxLength: 100 }), (sample) => {
      const { values, counts, complete } = collect(sample, 100);

      const plain = [...new Set(sample.map((value) => value + 0))].sort((a, b) => a - b);
      expect([...values]).toEqual(plain);
      expect([...counts]).toEqual(plain.map((value) => sample.filter((other) => other === value).length));
      expect(complete).toBe(true);
    }),
    { numRuns: 300, seed: 3 },
  );
});

test.each([4095, 4096, 4097, 16_384, 20_000])(
  'all of %i values are kept, however often the buffer has to grow',
  (count) => {
    const descending = Array.from({ length: count }, (_, i) => count - i);

    const { values, counts, complete } = collect(descending, 20_000);

    expect([...values]).toEqual(descending.toReversed());
    expect(new Set(counts)).toEqual(new Set([1]));
    expect(complete).toBe(true);
  },
);

describe('above the limit', () => {
  const limit = 200;
  const orders: Readonly<Record<string, (random: Random, i: number) => number>> = {
    'at random': (random) => random.normal(),
    ascending: (_, i) => i,
    descending: (_, i) => 9 - i,
    'from the middle outwards': (_, i) => (i % 2 === 0 ? i : -i),
    'from both ends inwards': (_, i) => (i % 2 === 0 ? 1 / (i + 1) : -1 / i),
    'with one heavy value': (random) => (random.uniform() < 0.4 ? 7 : random.uniform() * 10),
    'in clusters that come one after the other': (random, i) => Math.floor(i / 500) + random.uniform(),
  };

  test.each(Object.keys(orders))(
    'values %s stay ascending, none is lost, and gaps are as light as promised',
    (order) => {
      const random = seededRandom(11);
      const sample = Float64Array.from({ length: 4000 }, (_, i) => orders[order]!(random, i));

      const timesFull = sample.length / (2 * limit);

      const { values, counts, complete } = collect(sample, limit);

      expect(complete).toBe(false);
      expect(values.length).toBeLessThanOrEqual(limit);
      expect([...values]).toEqual([...new Set(values)].sort((a, b) => a - b));
      expect(counts.reduce((sum, n) => sum + n, 0)).toBe(sample.length);
      expect(values.at(-1)).toBe(Math.max(...sample));
      expect(heaviestGap(sample.toSorted(), values)).toBeLessThanOrEqual(
        (2 / limit) * sample.length * timesFull,
      );
    },
  );
});

function collect(sample: Iterable<number>, limit: number) {
  const collector = collectDistinctNumbers(limit);
  for (const value of sample) collector.add(value);
  return collector.distinct();
}

/** Most values of the sample that lie strictly between two kept ones. */
function heaviestGap(sorted: Float64Array, kept: Float64Array): number {
  let heaviest = 0;
  let at = 0;
  for (const value of kept) {
    let mass = 0;
    for (; sorted[at]! < value; at++) mass++;
    heaviest = Math.max(heaviest, mass);
    while (sorted[at] === value) at++;
  }
  return heaviest;
}
