/** Critical values for two samples at 25 % and at 0.1 %: the ends of Scholz & Stephens' table 2. */
const TABLE = { first: 0.325, last: 6.546, largest: 0.25, smallest: 0.001 } as const;

/** Least squares of log p on the seven critical values of the table, as scipy fits them: constant, linear, square. */
const FIT = [-1.0777702798204836, -1.0082265644652515, 0.018198094574111492] as const;

/**
 * Significance of the two-sample Anderson-Darling test as scipy reads it off Scholz & Stephens' table, held within
 * [0.001, 0.25]: for whoever compares Plumbline's numbers with scipy's. Decisions use `andersonDarlingPValue`, which has no
 * such ends.
 *
 * @param standardised  the standardised statistic
 * @returns p, in [0.001, 0.25]
 * @see Scholz & Stephens (1987), table 2; witness: scipy.stats.anderson_ksamp
 */
export function tabledSignificance(standardised: number): number {
  if (standardised < TABLE.first) return TABLE.largest;
  if (standardised > TABLE.last) return TABLE.smallest;
  return Math.exp(FIT[0] + standardised * (FIT[1] + standardised * FIT[2]));
}
