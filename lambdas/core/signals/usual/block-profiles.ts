import {
  type CodeColumn,
  type Column,
  type ColumnBlock,
  cellState,
  numbersByCode,
} from '../../block/column-block.ts';
import type { ColumnBins } from '../../columns/reference-bins.ts';
import { accumulateProfile, emptyProfile, mergeProfiles, type Profile } from '../../profile/profile.ts';
import type { Yardstick } from '../../profile/yardstick.ts';
import { type BlockPlan, stretchOf } from './blocks.ts';

/** Which block alone has each category of a column, so that what a block brings that no other has can be counted. */
export interface CategoryOwners {
  /** The block; {@link nobody}, or {@link several}. */
  readonly owners: readonly number[];
  /** Rows of each category. */
  readonly rows: readonly number[];
}

export const nobody = -1;
export const several = -2;

/** A reference by its blocks: their profiles on coarse bins, the last that of all rows in none. */
export interface BlockProfiles {
  readonly profiles: readonly Profile[];
  /** One for each column; undefined where the values are no categories, or not all known. */
  readonly categories: readonly (CategoryOwners | undefined)[];
}

/** Of two sets of rows cut by one plan. Commutative and associative. */
export function mergeBlocks(a: BlockProfiles, b: BlockProfiles): BlockProfiles {
  return {
    profiles: a.profiles.map((profile, block) => mergeProfiles(profile, b.profiles[block]!)),
    categories: a.categories.map((column, index) => {
      const other = b.categories[index];
      return column && other && mergeOwners(column, other);
    }),
  };
}

function mergeOwners(a: CategoryOwners, b: CategoryOwners): CategoryOwners {
  return {
    owners: a.owners.map((owner, category) => ownedBy(owner, b.owners[category]!)),
    rows: a.rows.map((count, category) => count + b.rows[category]!),
  };
}

function ownedBy(a: number, b: number): number {
  if (a === nobody) return b;
  return b === nobody || b === a ? a : several;
}

/** Of no row: the identity of {@link mergeBlocks}. */
export function noBlocks(setting: BlockSetting): BlockProfiles {
  return accumulateBlocks(setting).blocks();
}

/** What blocks are counted on. */
export interface BlockSetting {
  readonly plan: BlockPlan;
  /** With the coarse bins. */
  readonly coarse: Yardstick;
  /** The reference's own bins. */
  readonly bins: readonly ColumnBins[];
}

/** Running {@link BlockProfiles}. */
export interface BlocksAccumulator {
  /** @param refused  1 where the row broke the contract, one byte a row */
  add(block: ColumnBlock, refused: Uint8Array): void;
  blocks(): BlockProfiles;
}

/** Rows that are handed on at a time: whoever counts them keeps room for as many, once for each block. */
const mostRows = 512;

/** Counts the rows of a reference block by block, wherever in the file they stand. */
export function accumulateBlocks({ plan, coarse, bins }: BlockSetting): BlocksAccumulator {
  const others = plan.blockOf.size;
  const running = Array.from({ length: others + 1 }, () => ({
    accumulator: undefinedUntilUsed(coarse),
    rows: 0,
  }));
  const columns = bins.map((column, index) => coarseColumn(coarse.columns[index]!.bins, column));
  const owners = bins.map((column) =>
    column.type === 'codes' && column.complete ? countOwners(column.values) : undefined,
  );
  return {
    add(block, refused) {
      const blockOfRow = blocksOfRows(block, plan, others);
      for (const [index, owner] of owners.entries()) {
        const column = block.columns[index];
        if (owner && column?.type === 'codes') owner.add(column, refused, blockOfRow);
      }
      const coarsened = block.columns.map((column, index) => column && columns[index]!(column));
      for (const [of, rows] of rowsByBlock(blockOfRow, others + 1)) {
        const one = running[of]!;
        for (let from = 0; from < rows.length; from += mostRows) {
          const some = rows.subarray(from, from + mostRows);
          one.accumulator().add(
            picked({ ...block, columns: coarsened }, some, one.rows),
            Uint8Array.from(some, (row) => refused[row]!),
          );
          one.rows += some.length;
        }
      }
    },
    blocks: () => ({
      profiles: running.map(({ rows, accumulator }) =>
        rows === 0 ? emptyProfile(coarse) : accumulator().profile(),
      ),
      categories: owners.map((owner) => owner?.owners()),
    }),
  };
}

function undefinedUntilUsed(coarse: Yardstick) {
  let made: ReturnType<typeof accumulateProfile> | undefined;
  return () => {
    made ??= accumulateProfile(coarse);
    return made;
  };
}

/** The block of each row; `others` where it has none. */
function blocksOfRows({ columns, rowCount }: ColumnBlock, plan: BlockPlan, others: number): Int32Array {
  const found = new Int32Array(rowCount).fill(others);
  const times = columns[plan.column];
  if (times?.type !== 'numbers') return found;
  for (let row = 0; row < rowCount; row++) {
    if (times.states[row] === cellState.present)
      found[row] = plan.blockOf.get(stretchOf(times.values[row]!, plan.unit)) ?? others;
  }
  return found;
}

/** The rows of each block that has some, in their order. */
function rowsByBlock(blockOfRow: Int32Array, blocks: number): ReadonlyMap<number, Uint32Array> {
  const counts = new Uint32Array(blocks);
  for (const block of blockOfRow) counts[block]!++;
  const rows = new Map<number, Uint32Array>();
  for (const [block, count] of counts.entries()) if (count > 0) rows.set(block, new Uint32Array(count));
  counts.fill(0);
  for (const [row, block] of blockOfRow.entries()) rows.get(block)![counts[block]!++] = row;
  return rows;
}

/** A column with its categories as those of coarse bins and one other value; of texts and the like the states alone. */
function coarseColumn(coarse: ColumnBins, bins: ColumnBins): (column: Column) => Column {
  if (coarse.type === 'numbers') return (column) => column;
  if (coarse.type !== 'codes' || bins.type !== 'codes') return statesOf;
  // Longer than any of the values, so none of them.
  const dictionary = [...coarse.values, `${coarse.values.join('')}?`];
  const indexOf = new Map(coarse.values.map((value, index) => [value, index]));
  const indices = numbersByCode((value) => indexOf.get(value) ?? coarse.values.length);
  return (column) => {
    if (column.type !== 'codes') return statesOf(column);
    const byCode = indices(column.dictionary);
    return { ...column, dictionary, codes: column.codes.map((code) => byCode[code] ?? 0) };
  };
}

function statesOf({ states }: Column): Column {
  return { type: 'texts', lengths: new Uint32Array(0), at: () => '', states };
}

/** Some rows of a block, as the rows of their own block from a number on. */
function picked(block: ColumnBlock, rows: Uint32Array, firstRow: number): ColumnBlock {
  return {
    firstRow,
    rowCount: rows.length,
    columns: block.columns.map((column) => column && pickedColumn(column, rows)),
    faults: Uint8Array.from(rows, (row) => block.faults[row]!),
    raw: (row) => block.raw(rows[row]!),
  };
}

function pickedColumn(column: Column, rows: Uint32Array): Column {
  const states = pickedStates(column.states, rows);
  if (column.type === 'numbers') {
    const values = new Float64Array(rows.length);
    for (let at = 0; at < rows.length; at++) values[at] = column.values[rows[at]!]!;
    return { ...column, values, states };
  }
  if (column.type !== 'codes') return statesOf({ ...column, states });
  const codes = new Uint32Array(rows.length);
  for (let at = 0; at < rows.length; at++) codes[at] = column.codes[rows[at]!]!;
  return { ...column, codes, states };
}

function pickedStates(states: Uint8Array, rows: Uint32Array): Uint8Array {
  const some = new Uint8Array(rows.length);
  for (let at = 0; at < rows.length; at++) some[at] = states[rows[at]!]!;
  return some;
}

function countOwners(values: readonly string[]) {
  const binOf = new Map(values.map((value, bin) => [value, bin]));
  const binsByCode = numbersByCode((value) => binOf.get(value) ?? values.length);
  // One more, for values that are in no bin: there are none but of refused rows.
  const owners = new Int32Array(values.length + 1).fill(nobody);
  const rows = new Float64Array(values.length + 1);
  return {
    add({ codes, dictionary, states }: CodeColumn, refused: Uint8Array, blockOfRow: Int32Array) {
      const byCode = binsByCode(dictionary);
      for (let row = 0; row < refused.length; row++) {
        if ((states[row]! | refused[row]!) !== cellState.present) continue;
        const bin = byCode[codes[row]!]!;
        owners[bin] = ownedBy(owners[bin]!, blockOfRow[row]!);
        rows[bin]!++;
      }
    },
    owners: (): CategoryOwners => ({
      owners: Array.from(owners.subarray(0, values.length)),
      rows: Array.from(rows.subarray(0, values.length)),
    }),
  };
}
