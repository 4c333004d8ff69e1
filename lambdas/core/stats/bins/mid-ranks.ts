/**
 * Mid-rank of each cell as a share of the reference: the share of its rows below, plus half of those in the cell, less 1/2.
 *
 *   score_i = ( sum over j < i of count_j + count_i / 2 ) / n - 1/2
 *
 * Over the reference the scores have mean 0, so that moments of them lose no digits; Spearman's coefficient is Pearson's of
 * these scores. Cells between two reference values hold values that rank halfway between them.
 *
 * @param counts  the reference's counts by cell, in ascending order of value
 * @returns one score a cell, in [-1/2, 1/2], not descending
 * @throws RangeError when the counts add up to 0
 */
export function midRanks(counts: ArrayLike<number>): Float64Array {
  let total = 0;
  for (let cell = 0; cell < counts.length; cell++) total += counts[cell]!;
  if (!(total > 0))
    throw new RangeError(`midRanks requires counts that add up to more than 0, found ${total}`);
  const scores = new Float64Array(counts.length);
  let below = 0;
  for (let cell = 0; cell < counts.length; cell++) {
    scores[cell] = (below + counts[cell]! / 2) / total - 0.5;
    below += counts[cell]!;
  }
  return scores;
}
