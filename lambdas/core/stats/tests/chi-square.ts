import { sum } from 'simple-statistics';
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
  const rowTotals = rows.map((row) => sum(row));
  const columnTotals = rows[0]!.map((_, column) => sum(rows.map((row) => row[column]!)));
  if (rowTotals.includes(0)) return notComputable('a sample is empty');
  if (columnTotals.includes(0)) return notComputable('a category occurs in no sample');

  const total = sum(rowTotals);
  const terms = rows.flatMap((row, i) =>
    row.map((observed, j) => {
      const expected = (rowTotals[i]! / total) * columnTotals[j]!;
      return (observed - expected) ** 2 / expected;
    }),
  );
  const statistic = sum(terms);
  const degreesOfFreedom = (rows.length - 1) * (columnTotals.length - 1);
  const lowestExpected = (Math.min(...rowTotals) / total) * lowest(columnTotals);
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

const lowest = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b));

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
