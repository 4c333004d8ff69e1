import { describe, expect, test } from '@jest/globals';
import { chiSquare } from '../../../../../lambdas/core/stats/tests/chi-square.ts';
import {
  upperDifference,
  upperKs,
  upperVariation,
} from '../../../../../lambdas/core/stats/tests/effect-upper-bounds.ts';
import { ksStatistic } from '../../../../../lambdas/core/stats/tests/ks-statistic.ts';
import { uniforms } from '../../../../support/golden.ts';
import { binned } from '../samples.ts';

const rounds = 1000;

/** Of so many seeded rounds the share whose bound is at or above the true effect. */
function coverage(seed: string, truth: number, bound: (next: () => number) => number): number {
  const next = uniforms(seed);
  const covered = Array.from({ length: rounds }, () => bound(next)).filter((upper) => upper >= truth);
  return covered.length / rounds;
}

describe('the bound is above the true effect in 95 of 100 draws or more', () => {
  test.each([0, 0.02, 0.3])('Kolmogorov-Smirnov, D = %d', (shift) => {
    const covered = coverage('11', shift, (next) => {
      const reference = Float64Array.from({ length: 400 }, next);
      const current = Float64Array.from({ length: 300 }, () => next() + shift);
      const bins = binned(reference, current);
      return upperKs(ksStatistic(bins.reference, bins.current), { n: 400, m: 300 });
    });

    expect(covered).toBeGreaterThanOrEqual(0.95);
  });

  test.each([
    [0.001, 0.001],
    [0.02, 0.05],
    [0.4, 0.5],
  ])('rates of %d and %d', (p, q) => {
    const covered = coverage('12', Math.abs(p - q), (next) => {
      const hits = (size: number, rate: number) =>
        Array.from({ length: size }, next).filter((value) => value < rate).length;
      return upperDifference({ count: hits(500, p), size: 500 }, { count: hits(300, q), size: 300 });
    });

    // Its two sides share the 5 %, and the interval is one of a normal: 94 % of the draws are enough.
    expect(covered).toBeGreaterThanOrEqual(0.94);
  });

  test.each([0, 0.05, 0.2])('total variation of %d among ten categories', (variation) => {
    const covered = coverage('13', variation, (next) => {
      const draw = (rows: number, moved: number) => {
        const counts = new Array<number>(10).fill(0);
        for (let row = 0; row < rows; row++) {
          const category = Math.floor(10 * next());
          counts[category < 5 && next() < 2 * moved ? category + 5 : category]!++;
        }
        return counts;
      };
      const found = chiSquare([draw(2000, 0), draw(500, variation)]);
      return found.computable ? upperVariation(found.statistic, 9, { n: 2000, m: 500 }) : 1;
    });

    expect(covered).toBeGreaterThanOrEqual(0.94);
  });
});

test('rates of zero are bounded by the rows that there are', () => {
  const none = (size: number) => ({ count: 0, size });

  expect(upperDifference(none(10_000), none(100))).toBeGreaterThan(0.02);
  expect(upperDifference(none(10_000), none(2000))).toBeLessThan(0.002);
});
