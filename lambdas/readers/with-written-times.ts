import {
  type Column,
  type ColumnBlock,
  cellState,
  type NumberColumn,
  numbersByCode,
} from '../core/block/column-block.ts';
import type { ColumnRequest } from '../core/block/column-request.ts';
import { type ReadTime, writtenTimeReader } from '../core/block/written-time.ts';
import type { OpenBatch } from './batch-reader.ts';

/**
 * A batch whose times may be written otherwise than as ISO 8601, where a request says so: such columns are read as what they look
 * like, and become times then. What is no time is unparsable.
 */
export function withWrittenTimes(batch: OpenBatch): OpenBatch {
  return {
    ...batch,
    async *blocks(columns, spelling, slice) {
      const readers = columns.map((request) => timeReader(request, batch));
      const requests = columns.map((request, index) => readers[index]?.request ?? request);
      if (readers.every((reader) => reader === undefined))
        return yield* batch.blocks(columns, spelling, slice);
      for await (const block of batch.blocks(requests, spelling, slice)) yield withTimes(block, readers);
    },
  };
}

interface TimeReader {
  readonly request: ColumnRequest;
  readonly read: (column: Column) => Column;
}

function withTimes(block: ColumnBlock, readers: readonly (TimeReader | undefined)[]): ColumnBlock {
  const columns = block.columns.map((column, index) => (column && readers[index]?.read(column)) ?? column);
  return { ...block, columns };
}

/** Numbers with types of their own are read as such; all else by its text, each once. */
function timeReader(request: ColumnRequest, { cells }: OpenBatch): TimeReader | undefined {
  const { decoding, times, ...rest } = request;
  const read = decoding === 'timestamp' && times ? writtenTimeReader(times) : undefined;
  if (read === undefined) return undefined;
  const isNumber = cells === 'typed' && times?.format === undefined;
  if (isNumber) return { request: { ...rest, decoding: 'number' }, read: (column) => scaled(column, read) };
  // A time in milliseconds is a whole number: NaN stands for what is none.
  const timesOf = numbersByCode((text) => read(text) ?? Number.NaN);
  return { request: { ...rest, decoding: 'category' }, read: (column) => parsed(column, timesOf) };
}

function scaled(column: Column, read: ReadTime): Column {
  if (column.type !== 'numbers') return column;
  return timesFrom(column.states, (row) => read(column.values[row]!) ?? Number.NaN);
}

function parsed(column: Column, timesOf: (dictionary: readonly string[]) => readonly number[]): Column {
  if (column.type !== 'codes') return column;
  const times = timesOf(column.dictionary);
  return timesFrom(column.states, (row) => times[column.codes[row]!]!);
}

function timesFrom(states: Uint8Array, timeAt: (row: number) => number): NumberColumn {
  const values = new Float64Array(states.length);
  const own = Uint8Array.from(states);
  for (let row = 0; row < states.length; row++) {
    if (states[row] !== cellState.present) continue;
    values[row] = timeAt(row);
    if (Number.isNaN(values[row])) own[row] = cellState.unparsable;
  }
  return { type: 'numbers', values, states: own };
}
