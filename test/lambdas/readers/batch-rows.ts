import type { Column, ColumnBlock, RawRow } from '../../../lambdas/core/block/column-block.ts';
import type { ColumnRequest, Decoding } from '../../../lambdas/core/block/column-request.ts';
import type { OpenBatch } from '../../../lambdas/readers/batch-reader.ts';
import type { ByteSource } from '../../../lambdas/readers/byte-source.ts';
import type { RowSlice } from '../../../lambdas/readers/slices/row-slice.ts';

/** A cell as plain data: its value, or how it is none. */
type PlainCell = number | string | { missing: number } | 'unparsable' | 'no such column';

export interface PlainRow {
  readonly fault: number;
  readonly cells: readonly PlainCell[];
  readonly raw: RawRow;
}

/** All rows of a batch as plain data, or those of a slice of it. */
export async function batchRows(
  batch: OpenBatch,
  columns: readonly ColumnRequest[],
  missingTokens: readonly string[] = [''],
  slice?: RowSlice,
): Promise<PlainRow[]> {
  const rows: PlainRow[] = [];
  for await (const block of batch.blocks(columns, { missingTokens }, slice)) {
    const due = rows.length + (slice?.firstRow ?? 0);
    if (block.firstRow !== due) throw new Error(`block begins at ${block.firstRow}, not ${due}`);
    for (let row = 0; row < block.rowCount; row++) rows.push(plainRow(block, row));
  }
  return rows;
}

/** Requests for columns `a`, `b`, … of one decoding. */
export function requests(names: readonly string[], decoding: Decoding = 'text'): ColumnRequest[] {
  return names.map((name) => ({ name, decoding }));
}

/** A source that hands out its bytes in pieces of the given sizes, again and again. */
export function piecewise(bytes: Uint8Array, sizes: readonly number[]): ByteSource {
  return {
    size: bytes.length,
    async *stream(from = 0, to = bytes.length) {
      const end = Math.min(to, bytes.length);
      let at = from;
      for (let turn = 0; at < end; turn++) {
        const next = Math.min(end, at + sizes[turn % sizes.length]!);
        yield bytes.slice(at, next);
        at = next;
      }
    },
    slice: async (from, to) => bytes.subarray(from, to),
  };
}

function plainRow(block: ColumnBlock, row: number): PlainRow {
  return {
    fault: block.faults[row]!,
    cells: block.columns.map((column) => plainCell(column, row)),
    raw: block.raw(row),
  };
}

function plainCell(column: Column | undefined, row: number): PlainCell {
  if (column === undefined) return 'no such column';
  const state = column.states[row]!;
  if (state === 1) return 'unparsable';
  if (state > 1) return { missing: state - 2 };
  switch (column.type) {
    case 'numbers':
      return column.values[row]!;
    case 'codes':
      return column.dictionary[column.codes[row]!]!;
    case 'texts': {
      const text = column.at(row);
      if (text.length !== column.lengths[row]) throw new Error(`length ${column.lengths[row]} of "${text}"`);
      return text;
    }
    case 'vectors': {
      const { dimension, values, lengths } = column;
      if (lengths[row] !== dimension) return `${lengths[row]} numbers`;
      return values.subarray(row * dimension, (row + 1) * dimension).join(' ');
    }
    case 'identities':
      return `${column.high[row]} ${column.low[row]}`;
    default:
      return column satisfies never;
  }
}
