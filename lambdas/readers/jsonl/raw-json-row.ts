import { maximumRawTextLength, type RawCell, type RawRow, rowFault } from '../../core/block/column-block.ts';
import { findValue, isObject, type JsonValue, parseJson } from './find-value.ts';
import type { JsonLayout } from './json-layout.ts';

/** A UTF-16 code unit takes at most three bytes of UTF-8: so many hold all the text that is kept. */
const RAW_BYTES = maximumRawTextLength * 3;

/**
 * A row as the file has it, parsed again. A key that the row does not have is null; a faulty row has no cells. Objects, lists
 * and texts with half a surrogate pair fit no kind of column: they show as the nearest text.
 *
 * @param isKnown  one for each name of the layout: whether the file has the column
 */
export function rawJsonRow(
  buffer: Buffer,
  { names, rowStarts, rowEnds, faults }: JsonLayout,
  isKnown: readonly boolean[],
  row: number,
): RawRow {
  const from = rowStarts[row]!;
  const to = rowEnds[row]!;
  const text = cut(buffer.toString('utf8', from, Math.min(to, from + RAW_BYTES)));
  const object = faults[row] === rowFault.none ? parseJson(buffer.toString('utf8', from, to)) : undefined;
  if (!isObject(object)) return { text, cells: names.map(() => undefined) };
  return {
    text,
    cells: names.map((name, place) => (isKnown[place] ? rawCell(findValue(object, name)) : undefined)),
  };
}

function rawCell(value: JsonValue | undefined): RawCell {
  if (value === undefined) return null;
  if (typeof value === 'object' && value !== null) return { undecodable: cut(JSON.stringify(value)) };
  if (typeof value !== 'string') return value;
  return value.isWellFormed() ? cut(value) : { undecodable: cut(value.toWellFormed()) };
}

function cut(text: string): string {
  return text.slice(0, maximumRawTextLength);
}
