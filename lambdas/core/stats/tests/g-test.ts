import { sum } from 'simple-statistics';
import { deviance } from '../functions/binomial-probability.ts';
import type { NotComputable } from '../not-computable.ts';
import { type ChiSquare, chiSquare, chiSquareUpperTail } from './chi-square.ts';

/**
 * G-test of homogeneity: the likelihood ratio against equal shares, without correction. Like chi-square, but a sum of
 * divergences.
 *
 *   G = 2 * sum over cells of observed log(observed / expected)
 *
 * @param rows  counts, one row a sample, one column a category
 * @returns as `chiSquare`, with G as the statistic; not computable where chi-square is not
 * @throws RangeError when there is no row, rows differ in length, or a count is negative or not finite
 * @see Wilks (1935); Sokal & Rohlf (1981); witness: scipy.stats.chi2_contingency(lambda_='log-likelihood', correction=False)
 */
export function gTest(rows: readonly (readonly number[])[]): ChiSquare | NotComputable {
  const pearson = chiSquare(rows);
  if (!pearson.computable) return pearson;
  const rowTotals = rows.map((row) => sum(row));
  const columnTotals = rows[0]!.map((_, column) => sum(rows.map((row) => row[column]!)));
  const total = sum(rowTotals);
  // Observed less expected adds up to 0, so the sum of deviances is G / 2, and none of them is negative.
  const terms = rows.flatMap((row, i) =>
    row.map((observed, j) => deviance(observed, (rowTotals[i]! / total) * columnTotals[j]!)),
  );
  const statistic = 2 * sum(terms);
  const { degreesOfFreedom } = pearson;
  const pValue = degreesOfFreedom === 0 ? 1 : chiSquareUpperTail(statistic, degreesOfFreedom);
  return { ...pearson, statistic, pValue };
}
