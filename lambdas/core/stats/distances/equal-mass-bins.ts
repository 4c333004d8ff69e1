/**
 * A coarser view of the reference's bins: neighbouring cells summed into groups of about equal reference mass.
 *
 * Underflow (cell 0) and overflow (cell 2k) stay groups of their own. Between them a group closes at the first cell that
 * brings its cumulative mass to the next multiple of 1 / groups; a single value heavier than that fills its group alone or
 * swallows several.
 *
 * @param reference  counts on 2k + 1 cells
 * @param groups  most groups between underflow and overflow, 1 or above
 * @returns for each group the index after its last cell, ascending, the last one 2k + 1; at most groups + 2 of them
 * @throws RangeError when `groups` is not a whole number above 0 or there is no cell
 */
export function equalMassBins(reference: ArrayLike<number>, groups = 20): readonly number[] {
  if (!(Number.isInteger(groups) && groups > 0)) {
    throw new RangeError(`equalMassBins requires a whole number of groups above 0, found ${groups}`);
  }
  const cells = reference.length;
  if (cells < 1) throw new RangeError('equalMassBins requires at least one cell, found none');
  if (cells < 3) return [cells];

  const total = countBetween(reference, 1, cells - 1);
  const ends = [1];
  let mass = 0;
  let closed = 0;
  for (let cell = 1; cell < cells - 1; cell++) {
    mass += reference[cell]!;
    const isLast = cell === cells - 2;
    // Of thousands of cells twenty close a group: the others need no division.
    if (!isLast && mass * groups < (closed + 1) * total) continue;
    const filled = total === 0 ? 0 : Math.floor((mass * groups) / total);
    if (isLast || (filled > closed && filled < groups)) ends.push(cell + 1);
    closed = filled;
  }
  return [...ends, cells];
}

/**
 * Sums counts over the groups that {@link equalMassBins} made; the same ends serve both samples.
 *
 * @param counts  counts on the cells that the groups were made for
 * @param ends  for each group the index after its last cell
 * @returns one count a group
 * @throws RangeError when the groups don't cover the cells exactly
 */
export function groupCounts(counts: ArrayLike<number>, ends: readonly number[]): readonly number[] {
  if (ends.at(-1) !== counts.length) {
    throw new RangeError(`groupCounts requires groups up to cell ${counts.length}, found ${ends.at(-1)}`);
  }
  return ends.map((end, group) => countBetween(counts, ends[group - 1] ?? 0, end));
}

function countBetween(counts: ArrayLike<number>, start: number, end: number): number {
  let total = 0;
  for (let cell = start; cell < end; cell++) total += counts[cell]!;
  return total;
}
