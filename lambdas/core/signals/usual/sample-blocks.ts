import { type Column, type ColumnBlock, cellState } from '../../block/column-block.ts';
import { mixBits } from '../../block/hash.ts';
import { type ColumnBins, noBin } from '../../columns/reference-bins.ts';
import { accumulateCrossMoments } from '../together/accumulate-cross-moments.ts';
import type { AssociationPlan } from '../together/plan.ts';
import { levelByBin } from '../together/rank-levels.ts';
import { compileGroups, levelBehindBin, type ScoredRows } from '../together/scored-rows.ts';
import type { Association } from '../together/state.ts';
import { accumulateWaves } from '../together/wave-sums.ts';
import type { RowsByBlock } from './rows-by-block.ts';

/** Rows of a block, about, of which the columns are looked at together: a coefficient of so many is within 0.1 of that of all. */
const mostSampledRows = 1024;

/** Blocks that have a sample, evenly spread: looking at columns together takes the most time, and more blocks tell little more. */
const mostSampledBlocks = 40;

/** A sample of the rows of blocks, to measure how its columns hang together. */
export interface BlockSamples {
  add(block: ColumnBlock, rows: RowsByBlock, binsOf: (column: number) => Int32Array | undefined): void;
  /** Undefined where the block has no sample. */
  of(block: number): Association | undefined;
}

/** In place of a level or a group: the row has none. */
const nothing = -32_768;

/**
 * Rows are chosen by a hash of their number, so that whatever else is in the file makes no difference.
 *
 * @param rowsOf  rows of each block
 */
export function sampleBlocks(
  plan: AssociationPlan,
  bins: readonly ColumnBins[],
  rowsOf: readonly number[],
): BlockSamples {
  const width = plan.ranked.length + plan.grouped.length;
  const step = Math.ceil(rowsOf.length / mostSampledBlocks);
  const isSampled = (block: number) => block % step === 0;
  const limits = Float64Array.from(rowsOf, (rows, block) =>
    isSampled(block) ? 2 ** 32 * Math.min(1, mostSampledRows / Math.max(1, rows)) : 0,
  );
  const records: Int16Array[] = rowsOf.map(() => new Int16Array(0));
  const sizes = rowsOf.map(() => 0);
  const fill = compileRecords(plan, bins);
  let chosen = new Uint32Array(0);
  return {
    add(block, { blockOf, refused }, binsOf) {
      if (chosen.length < refused.length) chosen = new Uint32Array(refused.length);
      const count = chooseRows(blockOf, refused, block.firstRow, plan.waves.seed, limits, chosen);
      const rows = chosen.subarray(0, count);
      const starts = Uint32Array.from(rows, (row) => sizes[blockOf[row]!]!++ * width);
      for (const [at, row] of rows.entries()) {
        const of = blockOf[row]!;
        if (records[of]!.length < starts[at]! + width) records[of] = longer(records[of]!, width);
      }
      fill(block, binsOf, rows, (at) => records[blockOf[rows[at]!]!]!, starts);
    },
    of(block) {
      if (!isSampled(block)) return undefined;
      const rows = unpacked(records[block]!.subarray(0, sizes[block]! * width), plan);
      const moments = accumulateCrossMoments(plan);
      const waves = accumulateWaves(plan.waves, { ranked: plan.ranked.length, grouped: plan.grouped.length });
      moments.add(rows);
      waves.add({ firstRow: 0, rowCount: rows.accepted }, rows);
      return { moments: moments.moments(), waves: waves.sums() };
    },
  };
}

/**
 * @param limits  for each block what the hash of a row must be below
 * @returns how many rows were chosen, in `into`
 */
function chooseRows(
  blockOf: Int32Array,
  refused: Uint8Array,
  firstRow: number,
  seed: number,
  limits: Float64Array,
  into: Uint32Array,
): number {
  const rows = refused.length;
  let count = 0;
  for (let row = 0; row < rows; row++) {
    const block = blockOf[row]!;
    if (block >= limits.length || refused[row] !== 0) continue;
    if (mixBits((firstRow + row) ^ seed) >>> 0 < limits[block]!) into[count++] = row;
  }
  return count;
}

function longer(records: Int16Array, width: number): Int16Array {
  const twice = new Int16Array(Math.max(64 * width, 2 * records.length));
  twice.set(records);
  return twice;
}

/** Writes levels and groups of some rows into their records, column by column. */
function compileRecords({ ranked, grouped }: AssociationPlan, bins: readonly ColumnBins[]) {
  const levels = ranked.map(({ column, ranks }) => ({ column, levelOf: levelBehindBin(levelByBin(ranks)) }));
  const groups = grouped.map((plan) => ({
    column: plan.column,
    groupsOf: compileGroups(plan, bins[plan.column]),
  }));
  return (
    { columns }: ColumnBlock,
    binsOf: (column: number) => Int32Array | undefined,
    rows: Uint32Array,
    recordOf: (at: number) => Int16Array,
    starts: Uint32Array,
  ): void => {
    for (const [place, { column, levelOf }] of levels.entries()) {
      const found = binsOf(column);
      for (const [at, row] of rows.entries()) {
        const bin = found?.[row] ?? noBin;
        recordOf(at)[starts[at]! + place] = bin === noBin ? nothing : levelOf[bin - noBin]!;
      }
    }
    for (const [place, { column, groupsOf }] of groups.entries()) {
      const groupOf = groupsIn(columns[column], groupsOf);
      for (const [at, row] of rows.entries())
        recordOf(at)[starts[at]! + levels.length + place] = groupOf(row);
    }
  };
}

function groupsIn(
  column: Column | undefined,
  groupsOf: ReturnType<typeof compileGroups>,
): (row: number) => number {
  if (column?.type !== 'codes') return () => nothing;
  const { codes, states, dictionary } = column;
  const groupOfCode = groupsOf(dictionary);
  return (row) => (states[row] === cellState.present ? groupOfCode[codes[row]!]! : nothing);
}

function unpacked(records: Int16Array, { ranked, grouped }: AssociationPlan): ScoredRows {
  const width = ranked.length + grouped.length;
  const rows = width === 0 ? 0 : records.length / width;
  const column = (place: number) => columnOf(records, width, place, rows);
  const levels = ranked.map((_, index) => column(index));
  const groups = grouped.map((_, index) => column(ranked.length + index));
  return {
    refused: new Uint8Array(rows),
    accepted: rows,
    levels: levels.map((of) => Int16Array.from(of, (level) => (level === nothing ? 0 : level))),
    groups: groups.map((of, index) => {
      const none = grouped[index]!.categories.length + 1;
      return Uint8Array.from(of, (group) => (group === nothing ? none : group));
    }),
    missing: [...levels, ...groups].map(rowsWithNothing),
  };
}

function columnOf(records: Int16Array, width: number, place: number, rows: number): Int16Array {
  const column = new Int16Array(rows);
  for (let row = 0; row < rows; row++) column[row] = records[row * width + place]!;
  return column;
}

/** Ascending. */
function rowsWithNothing(values: Int16Array): Uint32Array {
  const found: number[] = [];
  for (let row = 0; row < values.length; row++) if (values[row] === nothing) found.push(row);
  return Uint32Array.from(found);
}
