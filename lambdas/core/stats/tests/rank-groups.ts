/** Values of both samples that share a rank: `a` of the reference, `b` of the current sample. */
export type RankGroup = { readonly a: number; readonly b: number; readonly tied: boolean };

/**
 * The values of two binned samples in ascending order, as far as the bins tell it.
 *
 * A cut point holds one value: all there are tied. An open bin holds values whose order is unknown: they count as tied where
 * both samples are in it, and as distinct where only one is, because then their order changes nothing between the samples.
 *
 * @param reference  counts on 2k + 1 cells, open bins at even indices
 * @param current  counts of the other sample on the same cells
 * @returns the groups that are not empty; `tied` where a group holds more than one value and they share a rank
 */
export function rankGroups(reference: ArrayLike<number>, current: ArrayLike<number>): readonly RankGroup[] {
  const groups: RankGroup[] = [];
  for (let cell = 0; cell < reference.length; cell++) {
    const a = reference[cell]!;
    const b = current[cell]!;
    if (a + b === 0) continue;
    groups.push({ a, b, tied: cell % 2 === 1 ? a + b > 1 : a > 0 && b > 0 });
  }
  return groups;
}

/** Sum of t^3 - t over the groups of t tied values: what ties take off the variance of a rank sum. */
export function tieTerm(groups: readonly RankGroup[]): number {
  let sum = 0;
  for (const { a, b, tied } of groups) {
    const size = a + b;
    if (tied) sum += size * (size * size - 1);
  }
  return sum;
}
