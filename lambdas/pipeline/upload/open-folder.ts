import type { ColumnBlock } from '../../core/block/column-block.ts';
import type { OpenBatch } from '../../readers/batch-reader.ts';
import type { RowSlice } from '../../readers/slices/row-slice.ts';
import { UnreadableBatchError } from '../../readers/unreadable-batch-error.ts';
import type { ReadableStore, StoredObject } from '../ports.ts';
import { countRowsOfFiles, stretchesOf } from './folder-slices.ts';
import { type FileSetting, openBatch } from './open-batch.ts';

/** A folder with more parts than this is refused: opening each takes longer than reading it. */
const maximumParts = 5_000;

/**
 * Opens the parts of a folder as one batch: their rows in the order of the parts, numbered on from one to the next. Parts are
 * opened one after the other as they are reached. All have the format and the columns of the first one, in any order; a part
 * without anything in it has no rows.
 *
 * @param parts  in the order of their keys
 * @throws UnreadableBatchError when there is no part, or one can't be read or differs: with its name
 */
export async function openFolder(
  parts: readonly StoredObject[],
  inbox: ReadableStore,
  setting: FileSetting = {},
): Promise<OpenBatch> {
  refuseCount(parts.length);
  const reading = { inbox, setting };
  for (const [index, part] of parts.entries()) {
    const first = await openPart(part, reading);
    if (!first) continue;
    const { dialect: _, countRows: _count, ...facts } = first;
    const open = async (at: number) => (at === index ? first : openPart(parts[at]!, reading, first));
    return {
      ...facts,
      notes: [...first.notes, `a folder of ${parts.length} parts`],
      async *blocks(columns, spelling, slice = everyRow) {
        let { firstRow } = slice;
        for (const { index: at, from, to } of stretchesOf(parts, slice)) {
          const batch = await open(at);
          const start = { firstRow, part: at - index };
          const rows = batch?.blocks(columns, spelling, { from, to, firstRow: 0 });
          if (rows) firstRow = yield* numberedOn(start, parts[at]!, rows);
        }
      },
      countRows: (from, to) => countRowsOfFiles(stretchesOf(parts, { from, to }), open),
    };
  }
  throw new UnreadableBatchError(
    'empty-batch',
    'Every part of the folder is empty: check the job that writes it.',
  );
}

const everyRow: RowSlice = { from: 0, to: Number.POSITIVE_INFINITY, firstRow: 0 };

interface Reading {
  readonly inbox: ReadableStore;
  readonly setting: FileSetting;
}

/** @returns undefined for a part without anything in it */
async function openPart(
  part: StoredObject,
  { inbox, setting }: Reading,
  first?: OpenBatch,
): Promise<OpenBatch | undefined> {
  try {
    const object = await inbox.open(part.key);
    if (!object) throw new UnreadableBatchError('unreadable', 'It was deleted before it could be read.');
    const batch = await openBatch(object, setting, first?.columnNames);
    if (first) refuseOther(first, batch);
    return batch;
  } catch (error) {
    if (error instanceof UnreadableBatchError && error.code === 'empty-batch') return undefined;
    throw ofPart(part, error);
  }
}

/** @returns the number of the row behind the last one */
async function* numberedOn(
  { firstRow, part }: Required<Pick<ColumnBlock, 'firstRow' | 'part'>>,
  object: StoredObject,
  blocks: AsyncIterable<ColumnBlock>,
): AsyncGenerator<ColumnBlock, number> {
  let next = firstRow;
  try {
    for await (const block of blocks) {
      next = firstRow + block.firstRow + block.rowCount;
      yield { ...block, firstRow: firstRow + block.firstRow, part };
    }
  } catch (error) {
    throw ofPart(object, error);
  }
  return next;
}

function refuseCount(parts: number): void {
  if (parts === 0) {
    throw new UnreadableBatchError(
      'empty-batch',
      'The folder has no part-… file that arrived before its _SUCCESS: write the parts beside it, then _SUCCESS again.',
    );
  }
  if (parts > maximumParts) {
    throw new UnreadableBatchError(
      'too-large',
      `The folder has ${parts} parts, ${maximumParts} is the most: write fewer, larger ones.`,
    );
  }
}

/** JSON has no list of its columns: an absent key is a missing value. */
function refuseOther(first: OpenBatch, other: OpenBatch): void {
  if (other.format !== first.format) {
    throw new UnreadableBatchError(
      'unreadable',
      `It is ${other.format}, the parts before it are ${first.format}.`,
    );
  }
  if (other.format === 'jsonl') return;
  const lacks = first.columnNames.find((name) => !other.columnNames.includes(name));
  if (lacks !== undefined) {
    throw new UnreadableBatchError(
      'unreadable',
      `It has no column ${quoted(lacks)}, which the parts before it have.`,
    );
  }
  const adds = other.columnNames.find((name) => !first.columnNames.includes(name));
  if (adds !== undefined) {
    throw new UnreadableBatchError(
      'unreadable',
      `It has a column ${quoted(adds)}, which the parts before it lack.`,
    );
  }
}

function quoted(name: string): string {
  return JSON.stringify(name.length > 80 ? `${name.slice(0, 79)}…` : name);
}

/** Says which part it was. */
function ofPart({ key }: StoredObject, error: unknown): unknown {
  if (!(error instanceof UnreadableBatchError)) return error;
  const name = key.slice(key.lastIndexOf('/') + 1);
  return new UnreadableBatchError(error.code, `${name}: ${error.message}`, { cause: error });
}
