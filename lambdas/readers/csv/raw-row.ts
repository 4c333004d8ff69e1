import { maximumRawTextLength, type RawRow, rowFault } from '../../core/block/column-block.ts';
import type { RowLayout } from './row-layout.ts';
import { splitRecord } from './split-record.ts';

/** A UTF-16 code unit takes at most three bytes of UTF-8: so many hold all the text that is kept. */
const RAW_BYTES = maximumRawTextLength * 3;

/** What is needed to show a block's rows as the file has them. */
export interface RawInput {
  readonly buffer: Buffer;
  readonly layout: RowLayout;
  readonly delimiter: number;
  /** For each column that was asked for its place in the file; undefined for a column that the file hasn't. */
  readonly places: readonly (number | undefined)[];
}

/**
 * A row as the file has it, split again. Bytes that are no UTF-8 show as U+FFFD. Of a row that is too large only its beginning is
 * split; of any cell at most {@link maximumRawTextLength} characters are kept.
 */
export function rawRow({ buffer, layout, delimiter, places }: RawInput, row: number): RawRow {
  const from = layout.rowStarts[row]!;
  const to = layout.rowEnds[row]!;
  const large = layout.faults[row] === rowFault.tooLarge;
  const { fields } = splitRecord(
    buffer.subarray(from, large ? Math.min(to, from + RAW_BYTES) : to),
    0,
    delimiter,
  );
  return {
    text: cut(buffer.toString('utf8', from, Math.min(to, from + RAW_BYTES))),
    cells: places.map((place) => (place === undefined ? undefined : cut(fields[place]))),
  };
}

function cut<T extends string | undefined>(text: T): T | string {
  return text === undefined ? text : text.slice(0, maximumRawTextLength);
}
