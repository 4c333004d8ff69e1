import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  healthyInOrder,
  healthyOf,
  mergeHealthy,
  noHealthy,
  shrinkage,
  usualRecord,
  usualUpTo,
} from '../../../../../lambdas/core/signals/usual/healthy.ts';

describe('what is usual goes up to', () => {
  // By hand: t of 2 degrees exceeds 4.302653 with the chance 0.025, and sqrt(1 + 1/3) = 1.154701, so that w = 4.968277.
  test.each<[string, readonly number[], number]>([
    // Logarithms of 0.103, 0.113, 0.123: mean -2.182988, s 0.088757; exp(mean + w s) - 0.003. Plain: 0.11 + 0.01 w = 0.15968.
    ['the interval of the logarithms where that goes farther', [0.1, 0.11, 0.12], 0.17217],
    // Logarithms of 0.103, 0.203, 0.303: mean -1.687199, s 0.545436. Plain: 0.2 + 0.1 w = 0.69683.
    ['far, of few blocks that differ', [0.1, 0.2, 0.3], 2.7776],
    ['as far as all blocks go that are alike', [0.07, 0.07, 0.07], 0.07],
    ['none where no block ever had any', [0, 0, 0], 0],
  ])('%s', (_, effects, expected) => {
    expect(usualUpTo(healthyOf(effects), 0.025)).toBeCloseTo(expected, 3);
  });

  test('the interval of the effects as they are where that goes farther', () => {
    // Nine times 1, once 0: mean 0.9, s sqrt(0.1) = 0.316228; t of 9 degrees exceeds 0.25 with the chance 0.4041, so the
    // plain end is 0.9 + 0.25 s sqrt(1.1) = 0.98292, and that of the logarithms, mean -0.578, s 1.838, exp(-0.096) - 0.003 = 0.906.
    const end = usualUpTo(healthyOf([...new Array(9).fill(1), 0]), 0.4041);

    expect(end).toBeCloseTo(0.98292, 2);
  });

  test.each<[readonly number[], number]>([
    // Roots of 0.1, 0.11, 0.12: mean 0.331433, s 0.015093; (mean + w s)^2. Plain: 0.15968.
    [[0.1, 0.11, 0.12], 0.16517],
    // Roots of 0.1, 0.2, 0.3: mean 0.437055, s 0.116081. Plain: 0.69683.
    [[0.1, 0.2, 0.3], 1.02775],
  ])('the interval of the roots where that is asked for and goes farther: %j', (effects, expected) => {
    expect(usualUpTo(healthyOf(effects), 0.025, 'roots')).toBeCloseTo(expected, 3);
  });

  test('what records go to where few blocks break any', () => {
    // Two of ten blocks have 0.02: mu 0.02, p (2 + 1) / 11; 0.02 log(0.272727 / 0.001).
    expect(usualRecord(healthyOf([0.02, 0.02, 0, 0, 0, 0, 0, 0, 0, 0]), 0.001)).toBeCloseTo(0.112174, 5);
    expect(usualRecord(healthyOf([0, 0, 0]), 0.001)).toBe(0);
  });

  test('less far where effects that are next to nothing count as one', () => {
    // Logarithms of 0.001 + 0.1, 0.05 + 0.1 and 0.1 + 0.1: mean -1.933064, s 0.343014; exp(mean + w s) - 0.1 = 0.69543. Without, w s of
    // three logarithms that are 3.2 apart.
    const effects = [0.001, 0.05, 0.1];

    expect(usualUpTo(healthyOf(effects, { sampling: 0.01, offset: 0.1 }), 0.025)).toBeCloseTo(0.69543, 3);
    expect(usualUpTo(healthyOf(effects), 0.025)).toBeGreaterThan(10);
  });

  test('less, the more blocks say the same', () => {
    const of = (times: number) =>
      usualUpTo(healthyOf(Array.from({ length: times }, () => [0.05, 0.1]).flat()), 0.001);

    expect(of(50)).toBeLessThan(of(10));
    expect(of(10)).toBeLessThan(of(3));
  });

  test('farther where blocks resemble those before them, and say less', () => {
    // 0.1 three times, 0.2 three times, and so on: of 60 blocks r = 0.35, above 2.33 / sqrt(60) = 0.301; 60 * 0.65 / 1.35 = 28.889.
    const inTurn = Array.from({ length: 60 }, (_, at) => (Math.floor(at / 3) % 2 === 0 ? 0.2 : 0.1));
    const mixed = Array.from({ length: 60 }, (_, at) => (at % 2 === 0 ? 0.2 : 0.1));
    // 0.1, 0.11 and so on to 0.25: r = 0.8024, and 16 (1 - r) / (1 + r) = 1.754.
    const rising = Array.from({ length: 16 }, (_, at) => 0.1 + at / 100);

    expect(healthyInOrder(inTurn).independent).toBeCloseTo(28.888889, 6);
    expect(healthyInOrder(rising).independent).toBe(4);
    expect(healthyInOrder(mixed).independent).toBe(60);
    // Of 30 the same r is less than what chance makes: 2.33 / sqrt(30) = 0.425.
    expect(healthyInOrder(inTurn.slice(0, 30)).independent).toBe(30);
    expect(healthyInOrder([0, 0, 0]).independent).toBe(3);
    expect(usualUpTo(healthyInOrder(inTurn), 0.001)).toBeGreaterThan(usualUpTo(healthyInOrder(mixed), 0.001));
  });

  test('nothing of fewer than two blocks', () => {
    expect(() => usualUpTo(healthyOf([0.1]), 0.01)).toThrow(RangeError);
  });
});

describe('a batch of more rows than blocks have differs by less', () => {
  const of = (effects: readonly number[], sampling: number) =>
    healthyOf(effects, { sampling, offset: 0.003 });
  const alike = Array.from({ length: 101 }, () => 0.1);

  test.each<[string, number, number, number]>([
    // chi²(0.2; 100) is 87.95: the mean square of 0.01 may well be 0.01137, of which 0.00137 is between blocks.
    ['nearly as sampling does where blocks differ by sampling alone', 0.01, 1 / 32, 0.4189],
    // 0.00637 between, 0.005 of sampling: (0.00637 + 0.00125) / 0.01137.
    ['by the part of it that is of sampling', 0.005, 1 / 8, 0.8186],
    ['not, where nothing is known of sampling', 0, 1 / 16, 1],
    ['not, of fewer rows', 0.01, 2, 1],
    ['not, of no more than twice as many', 0.01, 1 / 2, 1],
    // Less than sampling makes: of rows that are dealt out evenly.
    ['as sampling does where blocks differ by less', 0.04, 1 / 32, 0.25],
  ])('%s', (_, sampling, part, expected) => {
    expect(shrinkage(of(alike, sampling), { sampling: part, between: 1 })).toBeCloseTo(expected, 3);
  });
});

test('effects of blocks are a commutative monoid under merge, to the last digits', () => {
  const anyEffects = fc.array(fc.double({ min: 0, max: 2, noNaN: true }), { maxLength: 20 });
  fc.assert(
    fc.property(anyEffects, anyEffects, anyEffects, (a, b, c) => {
      const [x, y, z] = [healthyOf(a), healthyOf(b), healthyOf(c)];
      const close = (one: typeof x, other: typeof x) => {
        for (const key of ['blocks', 'sum', 'squares', 'roots', 'logSum', 'logSquares'] as const)
          expect(one[key]).toBeCloseTo(other[key], 8);
      };

      expect(mergeHealthy(x, noHealthy)).toEqual(x);
      close(mergeHealthy(x, y), mergeHealthy(y, x));
      close(mergeHealthy(x, mergeHealthy(y, z)), mergeHealthy(mergeHealthy(x, y), z));
      close(mergeHealthy(x, y), healthyOf([...a, ...b]));
    }),
    { numRuns: 100, seed: 11 },
  );
});
