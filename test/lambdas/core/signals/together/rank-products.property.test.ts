import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  addRankProducts,
  noGroupSums,
  noRankProducts,
} from '../../../../../lambdas/core/signals/together/rank-products.ts';
import { seededRandom } from '../../../../support/random.ts';

test('sums and products are those of the rows one by one, for odd and even numbers of columns, in parts too', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 7 }), fc.nat(3000), fc.nat(), (columns, rows, seed) => {
      const random = seededRandom(seed);
      const level = () => Math.round(8192 * (random.uniform() - 0.5));
      const levels = Array.from({ length: columns }, () => Int16Array.from({ length: rows + 3 }, level));

      const once = noRankProducts(columns);
      addRankProducts(levels, rows, once);
      const twice = noRankProducts(columns);
      const cut = Math.floor(rows / 3);
      addRankProducts(levels, cut, twice);
      addRankProducts(
        levels.map((column) => column.subarray(cut)),
        rows - cut,
        twice,
      );

      expect(twice).toEqual(once);
      for (let i = 0; i < columns; i++) {
        const x = levels[i]!.subarray(0, rows);
        expect(once.sums[i]).toBe(x.reduce((sum, value) => sum + value, 0));
        for (let j = i; j < columns; j++) {
          const y = levels[j]!;
          expect(once.products[i * columns + j]).toBe(
            x.reduce((sum, value, row) => sum + value * y[row]!, 0),
          );
        }
      }
    }),
    { numRuns: 60, seed: 46 },
  );
});

test('so are those of groups; rows without one are in none', () => {
  fc.assert(
    fc.property(fc.nat(3), fc.nat(2500), fc.nat(), (columns, rows, seed) => {
      const random = seededRandom(seed);
      const levels = Array.from({ length: columns }, () =>
        Int16Array.from({ length: rows }, () => Math.round(8192 * (random.uniform() - 0.5))),
      );
      const groupOfRow = Uint8Array.from({ length: rows }, () => Math.floor(4 * random.uniform()));
      const found = noGroupSums(3, columns);

      addRankProducts(levels, rows, noRankProducts(columns), [{ groupOfRow, ...found }]);

      for (const group of [0, 1, 2]) {
        const own = [...groupOfRow.keys()].filter((row) => groupOfRow[row] === group);
        expect(found.counts[group]).toBe(own.length);
        for (const [index, column] of levels.entries())
          expect(found.sums[group * columns + index]).toBe(own.reduce((sum, row) => sum + column[row]!, 0));
      }
    }),
    { numRuns: 40, seed: 58 },
  );
});
