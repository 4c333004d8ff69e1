import { unseenTail, type ValuesOfSize } from '../../stats/tests/unseen-tail.ts';
import type { ColumnState } from '../column-state.ts';

/** How likely as many rows with values that the reference does not have are, if both are of one source: see `unseenTail`. */
export function unseenRise(reference: ColumnState, current: ColumnState): number {
  return unseenTail(
    rowsOf(reference),
    rowsOf(current),
    pooledValues(reference, current),
    unseenRows(current),
  );
}

/** Rows whose value the reference does not have, or that were refused for it. */
export function unseenRows({ profile: { values }, violations }: ColumnState): number {
  return (values.type === 'codes' ? values.unseen.count : 0) + refusedRows({ violations });
}

/** New values that a sentence names. */
const mostNamed = 3;

/** The commonest values that the reference does not have, of those that are kept. */
export function commonestUnseen({ profile: { values } }: ColumnState): readonly string[] {
  const kept = values.type === 'codes' ? values.unseen.kept : [];
  return kept
    .toSorted((a, b) => b.count - a.count)
    .slice(0, mostNamed)
    .map(({ value }) => value);
}

/** Whose values are not kept. */
function refusedRows({ violations }: Pick<ColumnState, 'violations'>): number {
  return violations.get('unknown-category') ?? 0;
}

function rowsOf(state: ColumnState): number {
  const { values } = state.profile;
  return (values.type === 'codes' ? values.count : 0) + refusedRows(state);
}

/**
 * Values by their rows in both together. Of unseen values at most 256 are kept, by a hash: the others are taken to be like
 * those. A refused row counts wherever it is: as a value of its own.
 */
function pooledValues(reference: ColumnState, current: ColumnState): readonly ValuesOfSize[] {
  const [a, b] = [reference.profile.values, current.profile.values];
  if (a.type !== 'codes' || b.type !== 'codes') return [];
  const valuesByRows = new Map<number, number>();
  const add = (rows: number, values: number) => {
    if (rows > 0 && values > 0) valuesByRows.set(rows, (valuesByRows.get(rows) ?? 0) + values);
  };
  for (const [bin, count] of a.bins.entries()) add(count + b.bins[bin]!, 1);
  const kept = b.unseen.kept.reduce((sum, { count }) => sum + count, 0);
  for (const { count } of b.unseen.kept) add(count, b.unseen.count / kept);
  add(1, refusedRows(reference) + refusedRows(current));
  return Array.from(valuesByRows, ([rows, values]) => ({ rows, values }));
}
