import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ksExactUpperTail, ksPValue } from '../../../../lambdas/core/stats/tests/ks-p-value.ts';
import { ksErrorBound, ksStatistic } from '../../../../lambdas/core/stats/tests/ks-statistic.ts';
import { binned } from './samples.ts';

const sample = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 60 });

/** D by its definition, over all values of both samples. */
function plainD(x: readonly number[], y: readonly number[]): number {
  const share = (values: readonly number[], at: number) =>
    values.filter((v) => v <= at).length / values.length;
  return Math.max(...[...x, ...y].map((at) => Math.abs(share(x, at) - share(y, at))));
}

const dOf = (x: readonly number[], y: readonly number[]) => {
  const bins = binned(Float64Array.from(x), Float64Array.from(y));
  return ksStatistic(bins.reference, bins.current);
};

describe('laws of the Kolmogorov-Smirnov statistic', () => {
  test('on the reference own values it is D by definition', () => {
    fc.assert(fc.property(sample, sample, (x, y) => expect(dOf(x, y)).toBeCloseTo(plainD(x, y), 12)));
  });

  test('on thinned cut points it is too small by at most the bound', () => {
    fc.assert(
      fc.property(sample, sample, fc.integer({ min: 2, max: 8 }), (x, y, maximum) => {
        const bins = binned(Float64Array.from(x), Float64Array.from(y), maximum);
        const d = ksStatistic(bins.reference, bins.current);
        const exact = plainD(x, y);
        expect(d).toBeLessThanOrEqual(exact + 1e-12);
        expect(exact).toBeLessThanOrEqual(d + ksErrorBound(bins.reference, bins.current) + 1e-12);
      }),
    );
  });

  test('it is unchanged by increasing maps and by exchange of the samples', () => {
    const map = (v: number) => Math.exp(v / 3) + v;
    fc.assert(
      fc.property(sample, sample, (x, y) => {
        expect(dOf(x.map(map), y.map(map))).toBe(dOf(x, y));
        expect(dOf(y, x)).toBeCloseTo(dOf(x, y), 12);
      }),
    );
  });
});

const size = fc.integer({ min: 1, max: 300 });
const gap = fc.double({ min: 0, max: 1, noNaN: true });

describe('laws of the Kolmogorov-Smirnov p-value', () => {
  test('it is in [0, 1] and does not rise with D', () => {
    fc.assert(
      fc.property(size, size, gap, gap, fc.boolean(), (n, m, d, e, exact) => {
        const p = ksPValue(Math.min(d, e), n, m, { exact }).pValue;
        const q = ksPValue(Math.max(d, e), n, m, { exact }).pValue;
        expect(p).toBeLessThanOrEqual(1);
        expect(q).toBeGreaterThanOrEqual(0);
        expect(q).toBeLessThanOrEqual(p * (1 + 1e-9));
      }),
    );
  });

  test('the exact one is the same for exchanged samples', () => {
    fc.assert(
      fc.property(size, size, gap, (n, m, d) => {
        const [p, q] = [ksExactUpperTail(d, n, m), ksExactUpperTail(d, m, n)];
        expect(Math.abs(p - q)).toBeLessThanOrEqual(1e-11 * p);
      }),
    );
  });

  test('reflection at equal sizes and recursion at nearly equal ones agree closely', () => {
    for (const d of [0.05, 0.1, 0.2]) {
      const [square, band] = [ksExactUpperTail(d, 1000, 1000), ksExactUpperTail(d, 1000, 1001)];
      expect(Math.abs(Math.log(band / square))).toBeLessThan(0.2);
    }
  });
});
