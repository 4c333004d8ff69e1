import { cellState } from '../../core/block/column-block.ts';
import { nullState } from '../missing-tokens.ts';
import type { BlockColumn, BlockSetting, PageRows } from './block-column.ts';
import type { CellKind } from './cell-kind.ts';
import { type NumberCells, pageNumberCells } from './number-cells.ts';
import type { Page } from './page.ts';

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
  const cellsOf = pageNumberCells(kind, decoding, missing);

  return {
    begin: () => {},
    write: (rows) => {
      if (page !== rows.page) {
        page = rows.page;
        cells = cellsOf(page);
      }
      if (page.present !== undefined) spreadCells(cells, rows, values, states, ofNull);
      else if (page.indices !== undefined) lookUpCells(cells, page.indices, rows, values, states);
      else copyCells(cells, rows, values, states);
    },
    column: (rowCount) => ({
      type: 'numbers',
      values: values.subarray(0, rowCount),
      states: states.subarray(0, rowCount),
    }),
  };
}

function lookUpCells(
  dictionary: NumberCells,
  indices: Uint32Array,
  { value, count, at }: PageRows,
  values: Float64Array,
  states: Uint8Array,
): void {
  const { values: known, states: knownStates } = dictionary;
  for (let index = 0; index < count; index++) values[at + index] = known[indices[value + index]!]!;
  if (knownStates === undefined) states.fill(cellState.present, at, at + count);
  else for (let index = 0; index < count; index++) states[at + index] = knownStates[indices[value + index]!]!;
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
  { page, row, value, count, at }: PageRows,
  values: Float64Array,
  states: Uint8Array,
  ofNull: number,
): void {
  const { present, indices } = page;
  const { values: known, states: knownStates } = cells;
  let from = value;
  for (let index = 0; index < count; index++) {
    if (present?.[row + index] === 0) {
      states[at + index] = ofNull;
      continue;
    }
    const place = indices === undefined ? from : indices[from]!;
    values[at + index] = known[place]!;
    states[at + index] = knownStates === undefined ? cellState.present : knownStates[place]!;
    from++;
  }
}
