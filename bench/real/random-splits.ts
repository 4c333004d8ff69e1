import { type RandomStream, randomStream } from '../detection/random.ts';
import { addOutcomes, noOutcome, type OutcomeTally, tallyOutcome } from './outcome-tally.ts';
import { inferReference, judgeRows, type Outcome } from './real-reference.ts';
import { openRows, type RowTable } from './row-table.ts';

/** How often, and with what, a set is split. */
export interface SplitOptions {
  /** References drawn for each size of reference. */
  readonly references: number;
  /** Most batches of one size that are held against one reference. */
  readonly batches: number;
  readonly sizes: readonly number[];
}

/** What became of the batches of one size, against references of one size. */
export interface SplitCell {
  readonly set: string;
  readonly referenceRows: number;
  readonly batchRows: number;
  readonly tally: OutcomeTally;
  /** How often each thing that breaks the contract was met, in batches. */
  readonly broken: ReadonlyMap<string, number>;
}

/** References of one set, and those that their own contract refused or set rows of aside. */
export interface SplitReferences {
  readonly set: string;
  readonly referenceRows: number;
  readonly drawn: number;
  readonly refused: number;
  readonly rowsAside: number;
}

export interface SplitResult {
  readonly cells: readonly SplitCell[];
  readonly references: readonly SplitReferences[];
}

const smallReference = 900;

/** From so many rows on a set has a reference of at least 5,000 and leaves batches of 500 beside it. */
const rowsForLarge = 5_800;

/** Fewest rows with which a set is split: the smallest reference, and some batches of 30. */
export const leastSetRows = 1_000;

/** Rows of the references that a set of so many rows is split into. */
export function referenceSizes(rows: number): readonly number[] {
  if (rows < rowsForLarge) return [Math.max(smallReference, Math.floor(rows / 2))];
  return [smallReference, Math.min(10_000, Math.max(5_000, Math.floor(rows / 2)))];
}

/**
 * Deals the rows of an unchanged source out at random: a reference, and batches that share no row with it and, of one size, none with
 * each other. The same in every run.
 */
export async function splitAtRandom(
  set: string,
  table: RowTable,
  options: SplitOptions,
): Promise<SplitResult> {
  const results: SplitResult[] = [];
  for (const referenceRows of referenceSizes(table.rows.length))
    results.push(await splitWith(set, table, referenceRows, options));
  return {
    cells: results.flatMap(({ cells }) => cells).filter(({ tally }) => tally.batches > 0),
    references: results.flatMap(({ references }) => references),
  };
}

async function splitWith(
  set: string,
  table: RowTable,
  referenceRows: number,
  { references, batches, sizes }: SplitOptions,
): Promise<SplitResult> {
  const cells = sizes.map((batchRows) => emptyCell(set, referenceRows, batchRows));
  const counts = { drawn: 0, refused: 0, rowsAside: 0 };
  for (let round = 0; round < references; round++) {
    const rows = shuffled(table.rows, randomStream(`${set} ${referenceRows} ${round}`));
    const reference = await inferReference(await openRows(table, rows.slice(0, referenceRows)));
    counts.drawn++;
    if (reference.status === 'refused') {
      counts.refused++;
      continue;
    }
    const { read, accepted } = reference.read.profile.rows;
    if (read > accepted) counts.rowsAside++;
    for (const cell of cells) {
      for (const batch of disjoint(rows.slice(referenceRows), cell.batchRows, batches))
        addBatch(cell, await judgeRows(reference, await openRows(table, batch)));
    }
  }
  return { cells, references: [{ set, referenceRows, ...counts }] };
}

interface GrowingCell extends Omit<SplitCell, 'tally' | 'broken'> {
  tally: OutcomeTally;
  readonly broken: Map<string, number>;
}

function emptyCell(set: string, referenceRows: number, batchRows: number): GrowingCell {
  return { set, referenceRows, batchRows, tally: noOutcome, broken: new Map() };
}

function addBatch(cell: GrowingCell, outcome: Outcome): void {
  cell.tally = addOutcomes(cell.tally, tallyOutcome(outcome));
  for (const one of outcome.broken) cell.broken.set(one, (cell.broken.get(one) ?? 0) + 1);
}

/** The same things in random order (Fisher and Yates). */
export function shuffled<T>(things: readonly T[], random: RandomStream): readonly T[] {
  const found = [...things];
  for (let last = found.length - 1; last > 0; last--) {
    const other = Math.floor(random.uniform() * (last + 1));
    [found[last], found[other]] = [found[other]!, found[last]!];
  }
  return found;
}

/** Runs of so many things, one after the other; what is left over is in none. */
export function disjoint<T>(things: readonly T[], size: number, most: number): readonly (readonly T[])[] {
  const count = Math.min(most, Math.floor(things.length / size));
  return Array.from({ length: count }, (_, index) => things.slice(index * size, (index + 1) * size));
}
