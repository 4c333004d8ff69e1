import { benjaminiHochberg } from '../stats/benjamini-hochberg.ts';

/** A p-value that was corrected, and what its family held it against. */
export interface Corrected {
  readonly qValue: number;
  /** Level of the family. */
  readonly alpha: number;
  /** Level at which the strictest test of the family is decided: what the power of a test is stated for. */
  readonly strictestAlpha: number;
}

/**
 * Corrects the tests of one family together by Benjamini-Hochberg.
 *
 * @param alpha  level of the family, in (0, 1)
 */
export function correctFamily<Test extends { readonly pValue: number }>(
  tests: readonly Test[],
  alpha: number,
): ReadonlyMap<Test, Corrected> {
  const qValues = benjaminiHochberg(tests.map(({ pValue }) => pValue));
  const strictestAlpha = alpha / Math.max(1, tests.length);
  return new Map(tests.map((test, index) => [test, { qValue: qValues[index]!, alpha, strictestAlpha }]));
}
