import type { OpenBatch } from '../../readers/batch-reader.ts';
import {
  type CountedOutcome,
  type CountedRows,
  knownRows,
  type RowSlice,
} from '../../readers/slices/row-slice.ts';
import { UnreadableBatchError } from '../../readers/unreadable-batch-error.ts';
import type { StoredObject } from '../ports.ts';

type Stretch = Pick<RowSlice, 'from' | 'to'>;

/** A stretch of one file of a folder. */
interface FileStretch extends Stretch {
  /** Of the file, among those of the folder. */
  readonly index: number;
  /** Bytes of the files before it. */
  readonly before: number;
  /** Whether the stretch goes to the end of the file. */
  readonly isToEnd: boolean;
}

/** What a stretch of the files of a folder, one behind the other, has of each of them. Empty ones are left out. */
export function stretchesOf(
  files: readonly Pick<StoredObject, 'sizeBytes'>[],
  { from, to }: Stretch,
): readonly FileStretch[] {
  let before = 0;
  return files.flatMap(({ sizeBytes }, index) => {
    const begin = before;
    before += sizeBytes;
    if (sizeBytes === 0 || begin >= to || before <= from) return [];
    const end = Math.min(sizeBytes, to - begin);
    return [{ index, before: begin, from: Math.max(0, from - begin), to: end, isToEnd: end === sizeBytes }];
  });
}

/**
 * Counts the rows that begin in stretches of files. What can't be read has none: whoever reads it will say so.
 *
 * @param open  a file by its index; undefined where it has nothing in it
 */
export async function countRowsOfFiles(
  stretches: readonly FileStretch[],
  open: (index: number) => Promise<OpenBatch | undefined>,
): Promise<CountedRows> {
  let counted: CountedRows | undefined;
  for (const stretch of stretches) counted = joined(counted, await countFile(stretch, open), stretch);
  return counted ?? knownRows(0, null);
}

async function countFile(
  { index, from, to }: FileStretch,
  open: (index: number) => Promise<OpenBatch | undefined>,
): Promise<CountedRows> {
  try {
    const batch = await open(index);
    if (!batch) return knownRows(0, null);
    if (batch.countRows) return await batch.countRows(from, to);
    return from > 0 ? knownRows(0, null) : await countAll(batch);
  } catch (error) {
    if (error instanceof UnreadableBatchError) return knownRows(0, null);
    throw error;
  }
}

async function countAll(batch: OpenBatch): Promise<CountedRows> {
  let rows = 0;
  for await (const { rowCount } of batch.blocks([], { missingTokens: [] })) rows += rowCount;
  return knownRows(rows, rows > 0 ? 0 : null);
}

/** Behind the end of a file another one begins, with a state of its own. */
function joined(
  counted: CountedRows | undefined,
  { outcomes }: CountedRows,
  { before, isToEnd }: FileStretch,
): CountedRows {
  const inFolder = outcomes.map((outcome) => ({
    ...outcome,
    first: outcome.first === null ? null : before + outcome.first,
    after: isToEnd ? 0 : outcome.after,
  }));
  const [own] = inFolder;
  if (!counted || !own) return { outcomes: inFolder };
  return { outcomes: counted.outcomes.map((outcome) => follow(outcome, own)) };
}

function follow(outcome: CountedOutcome, { rows, first, after }: CountedOutcome): CountedOutcome {
  return { ...outcome, rows: outcome.rows + rows, first: outcome.first ?? first, after };
}
