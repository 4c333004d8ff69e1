import type { OpenBatch } from '../batch-reader.ts';
import type { ByteStreamSource } from '../byte-source.ts';
import { type ReaderLimits, readerLimits } from '../limits.ts';
import { jsonLineStates } from '../slices/row-states.ts';
import { countRowsBehind, sliceBehind } from '../slices/text-slices.ts';
import { readJsonBlocks } from './read-json-blocks.ts';
import { readJsonHeader } from './read-json-header.ts';
import type { RowFraming } from './scan-rows.ts';

/**
 * Opens a JSON Lines file, a JSON list of objects, or objects one behind the other: UTF-8, an object a row. All are read in a stream.
 *
 * The columns are the keys of the first rows; `a.b` is the key `b` of the object under `a`, unless there is a key
 * `a.b`. An absent key is missing, as null is. Of keys that are written twice the last one counts. What is no object,
 * or not one whole line, is a malformed row; empty lines are no rows. `NaN` and `Infinity` are numbers that are none: missing
 * where the contract has them among its missing tokens.
 *
 * @param limits  see {@link readerLimits}
 * @param knownColumns  columns that the file has even where no row of it has the key, as another part of the same batch did
 * @throws UnreadableBatchError when the file is empty, of another format, or begins with no object
 */
export async function openJsonl(
  source: ByteStreamSource,
  limits: ReaderLimits = readerLimits,
  knownColumns: readonly string[] = [],
): Promise<OpenBatch> {
  const found = await readJsonHeader(source, limits);
  const header = { ...found, columnNames: [...new Set([...knownColumns, ...found.columnNames])] };
  return {
    format: 'jsonl',
    compression: 'none',
    cells: 'typed',
    notes: framingNotes[header.framing],
    columnNames: header.columnNames,
    blocks: (columns, spelling, slice) =>
      readJsonBlocks({ source, header, columns, spelling, limits, slice: sliceBehind(header, slice) }),
    ...(header.framing === 'lines' && {
      countRows: (from, to) => countRowsBehind(header, source, { from, to }, jsonLineStates),
    }),
  };
}

const framingNotes: Readonly<Record<RowFraming, readonly string[]>> = {
  lines: [],
  list: ['one JSON list: as JSON Lines, an object a line, one broken row would not cost the others'],
  stream: ['JSON objects without a line each: as JSON Lines one broken row would not cost the others'],
};
