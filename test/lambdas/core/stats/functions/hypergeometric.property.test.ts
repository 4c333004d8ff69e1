import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  hypergeometricProbability,
  leastMarked,
  modeOf,
  mostMarked,
  neighbourRatio,
} from '../../../../../lambdas/core/stats/functions/hypergeometric.ts';

const draws = fc
  .tuple(fc.nat(300), fc.nat(300), fc.nat(1000))
  .map(([marked, unmarked, drawn]) => ({ marked, unmarked, drawn: drawn % (marked + unmarked + 1) }));

test('probabilities add up to 1, are greatest at the mode, and neighbours have their ratio', () => {
  fc.assert(
    fc.property(draws, (draw) => {
      const greatest = hypergeometricProbability(modeOf(draw), draw);
      let sum = 0;
      for (let k = leastMarked(draw); k <= mostMarked(draw); k++) {
        const one = hypergeometricProbability(k, draw);
        sum += one;
        expect(one).toBeLessThanOrEqual(greatest * (1 + 1e-12));
        for (const step of [1, -1] as const) {
          const next = hypergeometricProbability(k + step, draw);
          expect(Math.abs(one * neighbourRatio(k, step, draw) - next)).toBeLessThanOrEqual(1e-12 * next);
        }
      }
      expect(sum).toBeCloseTo(1, 11);
    }),
  );
});
