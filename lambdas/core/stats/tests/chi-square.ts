import { min, sum } from 'simple-statistics';
import { deviance } from '../functions/binomial-probability.ts';
import { upperIncompleteGamma } from '../functions/incomplete-gamma.ts';
import { type NotComputable, notComputable } from '../not-computable.ts';

/** `lowestExpected` tells how far the chi-square distribution can be trusted; `cramersV` is the effect size, in [0, 1]. */
export type ChiSquare = {
  readonly computable: true;
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  readonly pValue: number;
  readonly lowestExpected: number;
  readonly cramersV: number;
};

/**
 * Pearson's chi-square test of homogeneity, without Yates' correction.
 *
 *   X2 = sum over cells of (observed - expected)^2 / expected,  expected = row total * column total / total
 *
 * A table with one row or one column has nothing to compare: statistic 0, no degree of freedom, p = 1.
 *
 * @param rows  counts, one row a sample, one column a category; to test drift, row 0 the reference and row 1 the current
 * @returns statistic, degrees of freedom, p and Cramer's V, or why there is none: no column, or a row or a column that is empty
 * @throws RangeError when there is no row, rows differ in length, or a count is negative or not finite
 * @see Pearson (1900); witness: scipy.stats.chi2_contingency(correction=False)
 */
export function chiSquare(rows: readonly (readonly number[])[]): ChiSquare | NotComputable {
  requireTable(rows);
  if (rows[0]!.length === 0) return notComputable('there are no categories');
  const { rowTotals, columnTotals, total } = marginsOf(rows);
  if (rowTotals.includes(0)) return notComputable('a sample is empty');
  if (columnTotals.includes(0)) return notComputable('a category occurs in no sample');

  const statistic = sumOverCells(rows, (observed, expected) => (observed - expected) ** 2 / expected);
  const degreesOfFreedom = (rows.length - 1) * (columnTotals.length - 1);
  const lowestExpected = (min([...rowTotals]) / total) * min([...columnTotals]);
  const narrowest = Math.min(rows.length, columnTotals.length) - 1;
  const cramersV = narrowest === 0 ? 0 : Math.sqrt(statistic / total / narrowest);
  const pValue = degreesOfFreedom === 0 ? 1 : chiSquareUpperTail(statistic, degreesOfFreedom);
  return { computable: true, statistic, degreesOfFreedom, pValue, lowestExpected, cramersV };
}

/**
 * Upper tail of the chi-square distribution: P(X2 >= statistic) = Q(degreesOfFreedom / 2, statistic / 2).
 *
 * @returns the probability, relative error below 1e-12 down to the smallest double
 * @throws RangeError when the statistic is negative or the degrees of freedom are not above 0
 * @see witness: scipy.stats.chi2.sf
 */
export function chiSquareUpperTail(statistic: number, degreesOfFreedom: number): number {
  return upperIncompleteGamma(degreesOfFreedom / 2, statistic / 2);
}

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
  // Observed less expected adds up to 0, so the sum of deviances is G / 2, and none of them is negative.
  const statistic = 2 * sumOverCells(rows, deviance);
  const { degreesOfFreedom } = pearson;
  const pValue = degreesOfFreedom === 0 ? 1 : chiSquareUpperTail(statistic, degreesOfFreedom);
  return { ...pearson, statistic, pValue };
}

/** A contingency table as chi-square sees it. */
export type TableFacts = {
  readonly statistic: number;
  readonly total: number;
  readonly rows: number;
  readonly columns: number;
};

/**
 * Cramer's V with Bergsma's bias correction: the strength of association in a table, which without the correction is above 0
 * for any sample of independent rows.
 *
 *   sqrt( phi / (min(r, c) - 1) ),  phi = max(0, X2/n - (r - 1)(c - 1)/(n - 1)),  r = R - (R - 1)^2/(n - 1), c likewise
 *
 * @param table  X2 of Pearson's test, number of observations, rows R and columns C of the table
 * @returns V, in [0, 1]; 0 for a table with one row or one column
 * @throws RangeError when there are fewer than two observations
 * @see Bergsma (2013), A bias-correction for Cramer's V and Tschuprow's T
 */
export function correctedCramersV({ statistic, total, rows, columns }: TableFacts): number {
  if (!(total >= 2)) throw new RangeError(`correctedCramersV requires two observations, found ${total}`);
  const phi = Math.max(0, statistic / total - ((rows - 1) * (columns - 1)) / (total - 1));
  const r = rows - (rows - 1) ** 2 / (total - 1);
  const c = columns - (columns - 1) ** 2 / (total - 1);
  const narrowest = Math.min(r, c) - 1;
  return narrowest > 0 ? Math.min(1, Math.sqrt(phi / narrowest)) : 0;
}

interface Margins {
  readonly rowTotals: readonly number[];
  readonly columnTotals: readonly number[];
  readonly total: number;
}

function marginsOf(rows: readonly (readonly number[])[]): Margins {
  const rowTotals = rows.map((row) => sum(row));
  const columnTotals = rows[0]!.map((_, column) => sum(rows.map((row) => row[column]!)));
  return { rowTotals, columnTotals, total: sum(rowTotals) };
}

/** Adds up a term of each cell's count, observed and expected. */
function sumOverCells(
  rows: readonly (readonly number[])[],
  term: (observed: number, expected: number) => number,
): number {
  const { rowTotals, columnTotals, total } = marginsOf(rows);
  return sum(
    rows.flatMap((row, i) =>
      row.map((observed, j) => term(observed, (rowTotals[i]! / total) * columnTotals[j]!)),
    ),
  );
}

function requireTable(rows: readonly (readonly number[])[]): void {
  const width = rows[0]?.length;
  if (width === undefined || rows.some((row) => row.length !== width)) {
    throw new RangeError(
      `chiSquare requires one row or more, of one length, found ${rows.map((row) => row.length).join(', ') || 'none'}`,
    );
  }
  for (const count of rows.flat()) {
    if (!(count >= 0 && count < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`chiSquare requires finite counts of 0 or above, found ${count}`);
    }
  }
}
