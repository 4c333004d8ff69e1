import { cellState, numbersByCode } from '../../block/column-block.ts';
import type { CategoryBins } from '../../columns/reference-bins.ts';
import { countTable, ofTable } from './count-table.ts';
import type { ValuesByBlock } from './rows-by-block.ts';

const nobody = -1;
const several = -2;

/** Counts categories by block. */
export function countCategories(bins: CategoryBins, coarse: CategoryBins, blocks: number): ValuesByBlock {
  const coarseIndex = new Map(coarse.values.map((value, index) => [value, index]));
  const coarseOf = numbersByCode((value) => coarseIndex.get(value) ?? coarse.values.length);
  const binIndex = new Map(bins.values.map((value, bin) => [value, bin]));
  // One more, for values that are in no bin: there are none but of refused rows.
  const binOf = numbersByCode((value) => binIndex.get(value) ?? bins.values.length);
  const owners = new Int32Array(bins.values.length + 1).fill(nobody);
  const table = countTable(coarse.values.length + 1, blocks);
  return {
    add(column, _, { blockOf, refused }) {
      if (column.type !== 'codes') return;
      const { dictionary, codes, states } = column;
      const [ofCoarse, ofBins] = [coarseOf(dictionary), binOf(dictionary)];
      for (let row = 0; row < refused.length; row++) {
        if ((states[row]! | refused[row]!) !== cellState.present) continue;
        const [block, code] = [blockOf[row]!, codes[row]!];
        table.counts[block * table.width + ofCoarse[code]!]!++;
        const bin = ofBins[code]!;
        if (owners[bin] !== block) owners[bin] = owners[bin] === nobody ? block : several;
      }
    },
    blocks(counts) {
      const unseen = ownedAlone(owners, counts, blocks);
      return ofTable(table, blocks).map((of, block) => ({
        ...of,
        piles: undefined,
        unseen: bins.complete ? unseen[block] : undefined,
        beyond: undefined,
      }));
    },
  };
}

/** Rows of each block whose category no other block has. */
function ownedAlone(owners: Int32Array, counts: ArrayLike<number>, blocks: number): Float64Array {
  const alone = new Float64Array(blocks);
  for (let bin = 0; bin < counts.length; bin++) if (owners[bin]! >= 0) alone[owners[bin]!]! += counts[bin]!;
  return alone;
}
