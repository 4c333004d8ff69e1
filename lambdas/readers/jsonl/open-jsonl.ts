import type { OpenBatch } from '../batch-reader.ts';
import type { ByteStreamSource } from '../byte-source.ts';
import { type ReaderLimits, readerLimits } from '../limits.ts';
import { readJsonBlocks } from './read-json-blocks.ts';
import { readJsonHeader } from './read-json-header.ts';

/**
 * Opens a JSON Lines file, or a JSON list of objects: UTF-8, an object a row. Both are read in a stream.
 *
 * The columns are the keys of the first rows; `a.b` is the key `b` of the object under `a`, unless there is a key
 * `a.b`. An absent key is missing, as null is. Of keys that are written twice the last one counts. What is no object,
 * or not one whole line, is a malformed row; empty lines are no rows.
 *
 * @param limits  see {@link readerLimits}
 * @throws UnreadableBatchError when the file is empty, of another format, or begins with no object
 */
export async function openJsonl(
  source: ByteStreamSource,
  limits: ReaderLimits = readerLimits,
): Promise<OpenBatch> {
  const header = await readJsonHeader(source, limits);
  return {
    format: 'jsonl',
    compression: 'none',
    cells: 'typed',
    notes: header.framing === 'list' ? [listNote] : [],
    columnNames: header.columnNames,
    blocks: (columns, spelling) => readJsonBlocks({ source, header, columns, spelling, limits }),
  };
}

const listNote = 'one JSON list: as JSON Lines, an object a line, one broken row would not cost the others';
