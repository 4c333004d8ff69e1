import { cellState } from '../../block/column-block.ts';
import type { ColumnBins } from '../../columns/reference-bins.ts';
import type { BlockColumn } from './block.ts';
import { countCategories } from './count-categories.ts';
import { countNumbers } from './count-numbers.ts';
import type { RowsByBlock, ValuesByBlock, ValuesOfBlock } from './rows-by-block.ts';

/** One column of a reference, counted by block. */
export interface ColumnByBlock {
  add: ValuesByBlock['add'];
  blocks(counts: ArrayLike<number>): readonly BlockColumn[];
}

/** What the rows of a column are counted on. */
export interface ColumnSetting {
  readonly bins: ColumnBins;
  readonly coarse: ColumnBins;
  /** See `pilesOf`. */
  readonly piles: number;
  /** How many there are, with that of rows in none. */
  readonly blocks: number;
}

export function countColumn(setting: ColumnSetting): ColumnByBlock {
  const { blocks } = setting;
  const values = countValues(setting);
  const cells = new Uint32Array(blocks);
  const missing = new Uint32Array(blocks);
  const invalid = new Uint32Array(blocks);
  return {
    add(column, binsOfRows, rows) {
      countCells(column.states, rows, cells, missing, invalid);
      values.add(column, binsOfRows, rows);
    },
    blocks: (counts) =>
      values.blocks(counts).map((of, block) => ({
        cells: cells[block]!,
        missing: missing[block]!,
        invalid: invalid[block]!,
        ...of,
      })),
  };
}

function countCells(
  states: Uint8Array,
  { blockOf, faults }: RowsByBlock,
  cells: Uint32Array,
  missing: Uint32Array,
  invalid: Uint32Array,
): void {
  const rows = faults.length;
  for (let row = 0; row < rows; row++) {
    if (faults[row] !== 0) continue;
    const block = blockOf[row]!;
    cells[block]!++;
    const state = states[row]!;
    if (state === cellState.present) continue;
    if (state === cellState.unparsable) invalid[block]!++;
    else missing[block]!++;
  }
}

function countValues({ bins, coarse, piles, blocks }: ColumnSetting): ValuesByBlock {
  if (bins.type === 'numbers' && coarse.type === 'numbers') return countNumbers(bins, coarse, piles, blocks);
  if (bins.type === 'codes' && coarse.type === 'codes') return countCategories(bins, coarse, blocks);
  const none = { counts: undefined, piles: undefined, values: 0, unseen: undefined, beyond: undefined };
  return { add: () => {}, blocks: () => new Array<ValuesOfBlock>(blocks).fill(none) };
}
