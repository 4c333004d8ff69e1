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
