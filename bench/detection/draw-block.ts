import {
  type Column,
  type ColumnBlock,
  cellState,
  type RawCell,
} from '../../lambdas/core/block/column-block.ts';
import type { CategoryPopulation, NumberPopulation, Population } from './populations.ts';
import type { RandomStream } from './random.ts';

/** Rows of columns that have nothing to do with each other, as one block. */
export function drawBlock(random: RandomStream, rows: number, columns: readonly Population[]): ColumnBlock {
  return blockOf(
    rows,
    columns.map((population) => drawColumn(random, rows, population)),
  );
}

/** Columns as a block that starts a batch. */
export function blockOf(rowCount: number, columns: readonly Column[]): ColumnBlock {
  return {
    firstRow: 0,
    rowCount,
    columns,
    faults: new Uint8Array(rowCount),
    raw: (row) => ({ text: '', cells: columns.map((column) => cellOf(column, row)) }),
  };
}

function cellOf(column: Column, row: number): RawCell {
  if (column.states[row] !== cellState.present) return undefined;
  if (column.type === 'numbers') return String(column.values[row]);
  return column.type === 'codes' ? column.dictionary[column.codes[row]!] : undefined;
}

export function drawColumn(random: RandomStream, rows: number, { values, missing }: Population): Column {
  const states = new Uint8Array(rows);
  if (missing > 0) {
    for (let row = 0; row < rows; row++) if (random.uniform() < missing) states[row] = cellState.missing;
  }
  return values.type === 'numbers'
    ? { type: 'numbers', values: drawNumbers(random, rows, values), states }
    : { type: 'codes', codes: drawCodes(random, rows, values), dictionary: values.names, states };
}

function drawNumbers(random: RandomStream, rows: number, { draw }: NumberPopulation): Float64Array {
  const values = new Float64Array(rows);
  for (let row = 0; row < rows; row++) values[row] = draw(random);
  return values;
}

function drawCodes({ uniform }: RandomStream, rows: number, { cumulative }: CategoryPopulation): Uint32Array {
  const codes = new Uint32Array(rows);
  for (let row = 0; row < rows; row++) codes[row] = firstAbove(cumulative, uniform());
  return codes;
}

/** Index of the first entry above a value; ascending, the last above it. */
function firstAbove(ascending: Float64Array, value: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Some of the rows of a block, from one row up to but not including another, as a batch of their own. */
export function rowsOf({ columns }: ColumnBlock, from: number, to: number): ColumnBlock {
  const cut = (column: Column): Column[] => {
    const states = column.states.subarray(from, to);
    if (column.type === 'numbers')
      return [{ type: 'numbers', values: column.values.subarray(from, to), states }];
    if (column.type === 'codes') return [{ ...column, codes: column.codes.subarray(from, to), states }];
    return [];
  };
  return blockOf(
    to - from,
    columns.flatMap((column) => (column ? cut(column) : [])),
  );
}
