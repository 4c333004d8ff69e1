import { cellState } from '../../core/block/column-block.ts';
import type { BlockColumn, BlockSetting, PageRows } from './block-column.ts';
import type { CellKind } from './cell-kind.ts';
import { nullState } from './null-state.ts';
import { type NumberCells, numberCells } from './number-cells.ts';
import type { Page } from './page.ts';
import type { PhysicalValues } from './physical-values.ts';

/** Fills numbers: a page, or a dictionary, is read as numbers once, and then copied. */
export function numberBlockColumn(
  decoding: 'number' | 'integer' | 'timestamp',
  kind: CellKind,
  { rowCapacity, missing }: BlockSetting,
): BlockColumn {
  const values = new Float64Array(rowCapacity);
  const states = new Uint8Array(rowCapacity);
  const ofNull = nullState(missing);
  let page: Page | undefined;
  let cells: NumberCells = { values, states };
  let dictionary: PhysicalValues | undefined;
  let dictionaryCells: NumberCells = cells;

  function cellsOf({ indices, values: physical }: Page): NumberCells {
    if (indices === undefined) return numberCells(physical, kind, decoding, missing);
    if (dictionary !== physical) {
      dictionary = physical;
      dictionaryCells = numberCells(physical, kind, decoding, missing);
    }
    return lookUp(dictionaryCells, indices);
  }

  return {
    begin: () => {},
    write: (rows) => {
      if (page !== rows.page) {
        page = rows.page;
        cells = cellsOf(page);
      }
      if (page.present === undefined) copyCells(cells, rows, values, states);
      else spreadCells(cells, page.present, rows, values, states, ofNull);
    },
    column: (rowCount) => ({
      type: 'numbers',
      values: values.subarray(0, rowCount),
      states: states.subarray(0, rowCount),
    }),
  };
}

function lookUp(dictionary: NumberCells, indices: Uint32Array): NumberCells {
  const values = new Float64Array(indices.length);
  for (let index = 0; index < indices.length; index++) values[index] = dictionary.values[indices[index]!]!;
  if (dictionary.states === undefined) return { values, states: undefined };
  const states = new Uint8Array(indices.length);
  for (let index = 0; index < indices.length; index++) states[index] = dictionary.states[indices[index]!]!;
  return { values, states };
}

function copyCells(
  cells: NumberCells,
  { value, count, at }: PageRows,
  values: Float64Array,
  states: Uint8Array,
): void {
  values.set(cells.values.subarray(value, value + count), at);
  if (cells.states === undefined) states.fill(cellState.present, at, at + count);
  else states.set(cells.states.subarray(value, value + count), at);
}

/** Leaves room for the nulls. */
function spreadCells(
  cells: NumberCells,
  present: Uint8Array,
  { row, value, count, at }: PageRows,
  values: Float64Array,
  states: Uint8Array,
  ofNull: number,
): void {
  let from = value;
  for (let index = 0; index < count; index++) {
    if (present[row + index] === 0) {
      states[at + index] = ofNull;
      continue;
    }
    values[at + index] = cells.values[from]!;
    states[at + index] = cells.states === undefined ? cellState.present : cells.states[from]!;
    from++;
  }
}
