import { type ColumnBlock, cellState } from '../../block/column-block.ts';
import type { ColumnBins } from '../../columns/reference-bins.ts';
import type { Profile } from '../../profile/profile.ts';
import type { AssociationPlan } from '../together/plan.ts';
import type { Block } from './block.ts';
import type { BlockPlan } from './blocks.ts';
import { countColumn } from './count-columns.ts';
import { pilesOf } from './piles.ts';
import { sampleBlocks } from './sample-blocks.ts';
import { stretchOf } from './stretches.ts';

/** What blocks are counted on. */
export interface BlockSetting {
  readonly plan: BlockPlan;
  /** The reference's own bins. */
  readonly bins: readonly ColumnBins[];
  readonly coarse: readonly ColumnBins[];
  readonly association: AssociationPlan | undefined;
}

/** Counts a reference by its blocks, beside its profile. */
export interface BlocksCounter {
  /**
   * @param refused  1 where the row broke the contract, one byte a row
   * @param binsOf  bins of the block's rows by column, as found when its values were counted
   */
  add(block: ColumnBlock, refused: Uint8Array, binsOf: (column: number) => Int32Array | undefined): void;
  /**
   * One for each block of the plan, one after the other: columns together take some room.
   *
   * @param profile  of the whole reference
   */
  blocks(profile: Pick<Profile, 'columns'>): Iterable<Block>;
}

/** Counts the rows of a reference block by block, wherever in the file they stand. */
export function countBlocks({ plan, bins, coarse, association }: BlockSetting): BlocksCounter {
  const others = plan.rows.length;
  const columns = bins.map((column, index) =>
    countColumn({
      bins: column,
      coarse: coarse[index]!,
      piles: pilesOf(bins.length),
      blocks: others + 1,
    }),
  );
  const samples = association && sampleBlocks(association, bins, plan.rows);
  const read = new Uint32Array(others + 1);
  return {
    add(block, refused, binsOf) {
      const blockOf = blocksOfRows(block, plan, others);
      const rows = { blockOf, refused, faults: block.faults };
      countRows(blockOf, read);
      for (const [index, counter] of columns.entries()) {
        const column = block.columns[index];
        if (column) counter.add(column, binsOf(index), rows);
      }
      samples?.add(block, rows, binsOf);
    },
    *blocks(profile) {
      const ofColumns = columns.map((column, index) => {
        const { values } = profile.columns[index]!;
        return column.blocks(values.type === 'texts' ? [] : values.bins);
      });
      for (let block = 0; block < others; block++)
        yield {
          rows: read[block]!,
          columns: ofColumns.map((column) => column[block]!),
          association: samples?.of(block),
        };
    },
  };
}

function countRows(blockOf: Int32Array, rows: Uint32Array): void {
  const { length } = blockOf;
  for (let row = 0; row < length; row++) rows[blockOf[row]!]!++;
}

/** The block of each row; `others` where it has none. */
function blocksOfRows(
  { columns, rowCount, part = 0 }: ColumnBlock,
  plan: BlockPlan,
  others: number,
): Int32Array {
  const found = new Int32Array(rowCount);
  if (!plan.times) return found.fill(plan.blockOf.get(part) ?? others);
  found.fill(others);
  const { column, stretches } = plan.times;
  const times = columns[column];
  if (times?.type !== 'numbers') return found;
  let stretch = Number.NaN;
  let block = others;
  for (let row = 0; row < rowCount; row++) {
    if (times.states[row] !== cellState.present) continue;
    const of = stretchOf(times.values[row]!, stretches);
    // Rows of one stretch mostly stand together.
    if (of !== stretch) block = plan.blockOf.get(of) ?? others;
    stretch = of;
    found[row] = block;
  }
  return found;
}
