import { describe, expect, test } from '@jest/globals';
import {
  binomialProbability,
  stirlingError,
} from '../../../../lambdas/core/stats/functions/binomial-probability.ts';
import { upperIncompleteGamma } from '../../../../lambdas/core/stats/functions/incomplete-gamma.ts';
import { normalQuantile, normalUpperTail } from '../../../../lambdas/core/stats/functions/normal.ts';
import {
  kolmogorovUpperTail,
  smirnovUpperTail,
} from '../../../../lambdas/core/stats/tests/kolmogorov-upper-tail.ts';
import { goldenTally } from '../../../support/golden.ts';

// Wanted numbers: scipy 1.10.1, printed to 17 digits by the call that each heading names.
const GAMMA = [
  [0.5, 1e-9, 0.9999643175176889],
  [0.5, 0.3, 0.4385780260809997],
  [0.5, 1.49, 0.08429927240325956],
  [0.5, 1.51, 0.082243466146606],
  [0.5, 680, 1.0341991197828647e-297],
  [1, 2, 0.1353352832366127],
  [1, 690, 2.1717382813899402e-300],
  [2.5, 3.4, 0.2359445376945211],
  [2.5, 3.6, 0.2061859197095561],
  [7.5, 40, 6.984655416662421e-11],
  [46, 61.9, 0.015148651063392589],
  [233, 228.3, 0.6133747447487468],
  [499.5, 1700, 1.5504728268713986e-258],
  [5000, 5100, 0.07932888107761896],
  [5000, 6900, 2.551079698891057e-128],
  [100000, 101000, 0.0008084215129255896],
];

const NORMAL = [
  [-9, 1],
  [-1.96, 0.9750021048517795],
  [-0.1, 0.539827837277029],
  [0, 0.5],
  [1e-8, 0.4999999960105772],
  [0.5, 0.3085375387259869],
  [1.96, 0.024997895148220435],
  [5, 2.866515718791933e-7],
  [10, 7.61985302416047e-24],
  [25, 3.056696706382561e-138],
  [37, 5.7255712225239266e-300],
];

const QUANTILE = [
  [0.999, -3.090232306167813],
  [0.8, -0.8416212335729143],
  [0.6, -0.2533471031357997],
  [0.3, 0.5244005127080409],
  [0.2, 0.8416212335729142],
  [0.025, 1.9599639845400545],
  [0.005, 2.575829303548901],
  [1e-5, 4.264890793922825],
  [1e-10, 6.361340902404056],
  [1e-50, 14.933337534788487],
  [1e-300, 37.0470962993612],
];

const KSTWO = [
  [0.7, 1, 0.6000000000000001],
  [0.3, 2, 0.98],
  [0.55, 2, 0.4049999999999999],
  [0.09, 10, 0.9999610360566907],
  [0.3, 10, 0.27053557479999946],
  [0.62, 10, 0.0003098012662193357],
  [0.95, 10, 1.9531250000000172e-13],
  [0.06, 100, 0.8428847956274123],
  [0.12, 100, 0.1033037490181987],
  [0.19, 100, 0.0012339926382722768],
  [0.25, 100, 5.408871776434847e-6],
  [0.6, 100, 5.912822156396238e-35],
  [0.05, 140, 0.8576480297656114],
  [0.3, 139, 1.3664292848318286e-11],
  [0.04, 200, 0.8932878117043649],
  [0.1, 200, 0.03411035080315383],
  [0.11, 200, 0.014579948726993197],
  [0.52, 200, 7.895589162215186e-51],
  [0.003, 5000, 0.9999999999740126],
  [0.0045, 5000, 0.9999523942046105],
  [0.02, 5000, 0.03613941395325637],
  [0.1, 5000, 5.590495886396459e-44],
  [0.25, 5000, 8.022409757134907e-276],
  [0.0006, 100000, 0.9999999999999791],
  [0.003, 100000, 0.3284563327726956],
  [0.005, 100000, 0.013430824977799608],
  [0.05, 100000, 1.0446857833684497e-217],
  [0.001, 400000, 0.8182307863228149],
  [0.025, 400000, 1.307677419025618e-217],
];

const SMIRNOV = [
  [0.5, 1, 0.5],
  [0.3, 5, 0.34282],
  [0.9, 30, 1.0021121151498827e-30],
  [0.1, 1000, 1.8518435484088554e-9],
  [0.5, 1000, 5.32258645778891e-232],
  [0.01, 40000, 0.00033318915320169673],
  [0.02, 45000, 2.2818889802670864e-16],
  [0.08, 45000, 2.9336930631653812e-251],
  [0.005, 900000, 2.8523111852947007e-20],
  [0.015, 900000, 1.2521013508833473e-176],
];

const BINOMIAL = [
  [0, 1, 0.3, 0.7],
  [1, 1, 0.3, 0.3],
  [0, 50, 0.01, 0.6050060671375364],
  [50, 50, 0.97, 0.2180653753474073],
  [3, 10, 0.5, 0.1171875],
  [40, 1000, 0.3, 1.3305261535914797e-98],
  [300, 1000, 0.3, 0.027521003821268365],
  [35000, 100000, 0.3, 1.946257082686932e-254],
  [500000, 1000000, 0.5, 0.0007978843613317499],
];

function assertAll(wanted: readonly (readonly number[])[], f: (...x: number[]) => number, rel: number): void {
  const tally = goldenTally();
  for (const row of wanted)
    tally.compare(row.slice(0, -1).join(', '), f(...row.slice(0, -1)), row.at(-1)!, { rel });
  expect(tally.misses()).toEqual([]);
  expect(tally.asserted()).toBe(wanted.length);
}

describe('special functions agree with scipy into the far tail', () => {
  test('upper incomplete gamma: special.gammaincc(a, x)', () => {
    assertAll(GAMMA, (a, x) => upperIncompleteGamma(a!, x!), 1e-11);
  });

  test('normal upper tail: norm.sf(z)', () => {
    assertAll(NORMAL, (z) => normalUpperTail(z!), 1e-12);
  });

  test('normal quantile: norm.isf(p)', () => {
    assertAll(QUANTILE, (p) => normalQuantile(p!), 1e-13);
  });

  test('finite-n Kolmogorov: kstwo.sf(d, n), every formula of the table', () => {
    assertAll(KSTWO, (d, n) => kolmogorovUpperTail(d!, n!), 1e-10);
  });

  test('one-sided Smirnov: special.smirnov(n, d)', () => {
    assertAll(SMIRNOV, (d, n) => smirnovUpperTail(d!, n!), 1e-11);
  });

  test('binomial: binom.pmf(j, n, p)', () => {
    assertAll(BINOMIAL, (j, n, p) => binomialProbability(j!, n!, p!, 1 - p!), 1e-10);
  });
});

test('Stirling error is that of exact factorials', () => {
  let factorial = 1;
  for (let n = 1; n <= 18; n++) {
    factorial *= n;
    const stirling = Math.sqrt(2 * Math.PI * n) * (n / Math.E) ** n;
    expect(Math.exp(stirlingError(n))).toBeCloseTo(factorial / stirling, 12);
  }
});

test('a one-sided tail over two million terms, taken by the trapezoid rule, is that of the far-tail formula', () => {
  const [d, n] = [0.002, 2_000_000];
  // Maag & Dicaire (1971): exp(-(6 n d + 1)^2 / (18 n)), within 1 / n^(3/2) here.
  expect(smirnovUpperTail(d, n) / Math.exp(-((6 * n * d + 1) ** 2) / (18 * n))).toBeCloseTo(1, 4);
});

describe('outside their range special functions refuse', () => {
  test.each([
    ['shape 0', () => upperIncompleteGamma(0, 1)],
    ['negative x', () => upperIncompleteGamma(1, -1)],
    ['NaN', () => normalUpperTail(Number.NaN)],
    ['probability 0', () => normalQuantile(0)],
    ['probability 1', () => normalQuantile(1)],
    ['half a row', () => kolmogorovUpperTail(0.1, 10.5)],
    ['D above 1', () => kolmogorovUpperTail(1.1, 10)],
  ])('%s', (_, call) => {
    expect(call).toThrow(RangeError);
  });
});
