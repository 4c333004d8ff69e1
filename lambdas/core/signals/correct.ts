import { benjaminiHochberg } from '../stats/tests/benjamini-hochberg.ts';
import { type Corrected, families, type Test } from './measurement.ts';

/**
 * Corrects tests family by family, by Benjamini-Hochberg, weighted:
 *
 *   q = adjusted min(1, p / w),  weights lowered to a mean of 1 where they would exceed it
 *
 * so that the false discovery rate of the family is held whatever the weights.
 *
 * @param alpha  of the model, in (0, 1)
 * @returns one for each test, in their order
 * @see Genovese, Roeder & Wasserman (2006), False discovery control with p-value weighting
 */
export function correctTests(tests: readonly Test[], alpha: number): readonly Corrected[] {
  const corrected = new Array<Corrected>(tests.length);
  const byFamily = Map.groupBy(tests.keys(), (index) => tests[index]!.family);
  for (const [family, indices] of byFamily) {
    const found = correctFamily(
      indices.map((index) => tests[index]!),
      alpha * families[family],
    );
    for (const [position, index] of indices.entries()) corrected[index] = found[position]!;
  }
  return corrected;
}

/** @param alpha  of the family */
function correctFamily(tests: readonly Test[], alpha: number): readonly Corrected[] {
  const shares = segmentShares(tests);
  const given = tests.map(({ weight, ofSegment }) => weight * (ofSegment ? shares.ofSegments : shares.whole));
  const mean = given.reduce((sum, weight) => sum + weight, 0) / Math.max(1, given.length);
  const weights = given.map((weight) => weight / Math.max(1, mean));
  const qValues = benjaminiHochberg(tests.map(({ pValue }, index) => Math.min(1, pValue / weights[index]!)));
  return qValues.map((qValue, index) => ({
    qValue,
    alpha,
    strictestAlpha: Math.min(alpha, (alpha * weights[index]!) / tests.length),
  }));
}

/**
 * Weights within a family that is made of the tests of whole columns and of those of segments:
 *
 *   w = N / (2 Na) for each of Na tests of whole columns, N / (2 Nb) for each of Nb of segments,  N = Na + Nb
 *
 * Their mean is 1, so that the family holds its level; and each of the two has half of it, so that many segments do not
 * blunt the tests of the batch as a whole.
 *
 * @returns 1 for both where there are no tests of one of them
 */
function segmentShares(tests: readonly Test[]): { readonly whole: number; readonly ofSegments: number } {
  const ofSegments = tests.filter((test) => test.ofSegment).length;
  const whole = tests.length - ofSegments;
  if (whole === 0 || ofSegments === 0) return { whole: 1, ofSegments: 1 };
  const half = (whole + ofSegments) / 2;
  return { whole: half / whole, ofSegments: half / ofSegments };
}
