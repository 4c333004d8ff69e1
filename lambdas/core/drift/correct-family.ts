import { benjaminiHochberg } from '../stats/tests/benjamini-hochberg.ts';

/** A p-value that was corrected, and what its family held it against. */
export interface Corrected {
  readonly qValue: number;
  /** Level of the family. */
  readonly alpha: number;
  /** Level at which the strictest test of the family is decided: what the power of a test is stated for. */
  readonly strictestAlpha: number;
}

/**
 * Corrects the tests of one family together by Benjamini-Hochberg, weighted where a column has an alpha of its own:
 *
 *   q = adjusted min(1, p / w),  weights of 1, or lowered to a mean of 1 where they would exceed it
 *
 * so that the false discovery rate of the family is held whatever the weights.
 *
 * @param alpha  level of the family, in (0, 1)
 * @param weightOf  above 0; chosen without sight of the data
 * @see Genovese, Roeder & Wasserman (2006), False discovery control with p-value weighting
 */
export function correctFamily<Test extends { readonly pValue: number }>(
  tests: readonly Test[],
  alpha: number,
  weightOf: (test: Test) => number = () => 1,
): ReadonlyMap<Test, Corrected> {
  const given = tests.map(weightOf);
  const mean = given.reduce((sum, weight) => sum + weight, 0) / Math.max(1, given.length);
  const weights = given.map((weight) => weight / Math.max(1, mean));
  const qValues = benjaminiHochberg(tests.map(({ pValue }, index) => Math.min(1, pValue / weights[index]!)));
  return new Map(
    tests.map((test, index) => {
      const strictestAlpha = Math.min(alpha, (alpha * weights[index]!) / tests.length);
      return [test, { qValue: qValues[index]!, alpha, strictestAlpha }];
    }),
  );
}
