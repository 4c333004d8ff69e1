import { smallestPassing } from '../functions/smallest-passing.ts';

/** Values of so many rows, of two sets of rows together; `values` need not be whole where it is an estimate. */
export interface ValuesOfSize {
  readonly rows: number;
  readonly values: number;
}

/** A {@link ValuesOfSize} with the logarithm of the chance that all rows of one value are in the batch. */
interface Chance extends ValuesOfSize {
  readonly log: number;
}

/** What sums of estimated numbers of values may be off by, in rows. */
const slack = 1e-6;

/** e^-37 more or less changes no digit of 1. */
const farOut = 37;

/**
 * Probability that a batch has at least so many rows whose values a reference does not have, where both are drawn from the
 * same rows: at most this. A value of c rows in both together is in the batch alone with a chance of q_c, and those of
 * different values hinder each other, as rows are drawn without being put back. So either one value is enough by itself, or Chernoff's
 * bound holds for the sum of those that are not.
 *
 *   q_c = (m / (n + m))^c,   K(t) = sum over values, c < unseen, of log(1 - q_c + q_c e^(tc)),
 *   p = sum over values, c >= unseen, of q_c + min over t >= 0 of e^(K(t) - t unseen)
 *
 * Equal to the probability for a single value that nothing else explains, else above it, by a factor of some 2 to 10 in the tail.
 *
 * @param reference  rows of the reference, n  @param batch  rows of the batch, m
 * @param pooled  values by their rows in both together
 * @param unseen  rows of the batch whose values the reference does not have
 * @returns p in [0, 1]; 1 where there are no more of them than is to be expected
 * @see Chernoff (1952); Joag-Dev & Proschan (1983), Negative association of random variables; witness: permutations
 */
export function unseenTail(
  reference: number,
  batch: number,
  pooled: readonly ValuesOfSize[],
  unseen: number,
): number {
  if (unseen === 0) return 1;
  const logShare = -Math.log1p(reference / batch);
  const chances = pooled.map((of) => ({ ...of, log: of.rows * logShare }));
  const [small = [], enough = []] = [true, false].map((isSmall) =>
    chances.filter(({ rows }) => rows < unseen === isSmall),
  );
  const byOne = enough.reduce((sum, { values, log }) => sum + values * Math.exp(log), 0);
  return Math.min(1, byOne + chernoffBound(small, unseen, farOut - logShare));
}

/** @param most  a tilt with which even the rows of a value of one row are all in the batch, as good as surely */
function chernoffBound(chances: readonly Chance[], unseen: number, most: number): number {
  if (unseen <= tiltedMean(chances, 0)) return 1;
  if (unseen > chances.reduce((sum, { rows, values }) => sum + rows * values, 0) + slack) return 0;
  const best = smallestPassing((t) => !(tiltedMean(chances, t) < unseen), most);
  return Math.exp(cumulant(chances, best) - best * unseen);
}

/** K(t). */
function cumulant(chances: readonly Chance[], t: number): number {
  let sum = 0;
  for (const { rows, values, log } of chances) {
    const exponent = log + t * rows;
    const absent = -Math.expm1(log);
    sum +=
      values *
      (exponent > farOut
        ? exponent + Math.log1p(absent * Math.exp(-exponent))
        : Math.log1p(Math.exp(exponent) - Math.exp(log)));
  }
  return sum;
}

/** K'(t): rows in values that are in the batch alone, to be expected where such are more likely by e^t for each of their rows. */
function tiltedMean(chances: readonly Chance[], t: number): number {
  let sum = 0;
  for (const { rows, values, log } of chances)
    sum += (values * rows) / (1 - Math.expm1(log) * Math.exp(-log - t * rows));
  return sum;
}
