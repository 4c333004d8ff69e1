import { type CodeColumn, type ColumnBlock, cellState } from '../block/column-block.ts';
import type { AssociationPlan, GroupedColumn } from './association-plan.ts';
import { noBin } from './number-values.ts';
import { levelByBin } from './rank-levels.ts';
import type { CategoryBins, ColumnBins } from './reference-bins.ts';

/** The accepted rows of a block as ranks and groups. Overwritten by the next block. */
export interface ScoredRows {
  readonly rows: number;
  /** Where each row stands in its block. */
  readonly positions: Uint32Array;
  /** Cells from one column to the next in the matrices below. */
  readonly stride: number;
  /** Levels of ranked columns, one column after the other; 0 where missing. */
  readonly levels: Float64Array;
  /** Groups of grouped columns, one column after the other: frequent categories, all others, then missing. */
  readonly groups: Uint8Array;
  /** For each ranked column, then each grouped one: the rows in which it is missing, ascending. */
  readonly missing: readonly (readonly number[])[];
}

/** Turns blocks into {@link ScoredRows}. */
export type ScoreRows = (
  block: ColumnBlock,
  refused: Uint8Array,
  /** Bins of the block's rows by column of the contract, found already. */
  binsOf: (column: number) => Int32Array | undefined,
) => ScoredRows;

/** @param bins  the reference's, one for each column of the contract */
export function compileScores({ ranked, grouped }: AssociationPlan, bins: readonly ColumnBins[]): ScoreRows {
  const ranks = ranked.map(({ column, ranks }) => ({ column, levelOf: levelByBin(ranks) }));
  const groupers = grouped.map((plan) => ({ ...plan, groupCodes: compileGroups(plan, bins[plan.column]) }));
  let stride = 0;
  let positions = new Uint32Array(0);
  let levels = new Float64Array(0);
  let groups = new Uint8Array(0);

  function makeRoom(rows: number) {
    if (rows <= stride) return;
    stride = rows;
    positions = new Uint32Array(stride);
    levels = new Float64Array(stride * ranks.length);
    groups = new Uint8Array(stride * groupers.length);
  }

  return (block, refused, binsOf) => {
    makeRoom(refused.length);
    const rows = findAcceptedRows(refused, positions);
    const accepted = positions.subarray(0, rows);
    const missing = [
      ...ranks.map(({ column, levelOf }, index) =>
        scoreRanks(levelOf, binsOf(column), accepted, levels.subarray(index * stride)),
      ),
      ...groupers.map(({ column, groupCodes, categories }, index) => {
        const cells = block.columns[column];
        const codes = cells?.type === 'codes' ? cells : undefined;
        const groupOf = codes ? groupCodes(codes.dictionary) : [];
        return scoreGroups(groupOf, codes, categories.length + 1, accepted, groups.subarray(index * stride));
      }),
    ];
    return { rows, positions, stride, levels, groups, missing };
  };
}

// Loops of their own: inside the closure above they would reach for its variables at every row.

/** @returns how many there are */
function findAcceptedRows(refused: Uint8Array, positions: Uint32Array): number {
  let rows = 0;
  for (let row = 0; row < refused.length; row++) if (refused[row] === 0) positions[rows++] = row;
  return rows;
}

/** @returns the rows that have no bin */
function scoreRanks(
  levelOf: Int16Array,
  bins: Int32Array | undefined,
  positions: Uint32Array,
  levels: Float64Array,
): readonly number[] {
  if (!bins) {
    levels.fill(0, 0, positions.length);
    return Array.from(positions, (_, at) => at);
  }
  const missing: number[] = [];
  for (let at = 0; at < positions.length; at++) {
    const bin = bins[positions[at]!]!;
    if (bin === noBin) {
      levels[at] = 0;
      missing.push(at);
    } else levels[at] = levelOf[bin]!;
  }
  return missing;
}

/** @returns the rows that have no group, which get `none` */
function scoreGroups(
  groupOf: readonly number[],
  column: CodeColumn | undefined,
  none: number,
  positions: Uint32Array,
  groups: Uint8Array,
): readonly number[] {
  if (!column) {
    groups.fill(none, 0, positions.length);
    return Array.from(positions, (_, at) => at);
  }
  const { states, codes } = column;
  const missing: number[] = [];
  for (let at = 0; at < positions.length; at++) {
    const row = positions[at]!;
    if (states[row] === cellState.present) groups[at] = groupOf[codes[row]!]!;
    else {
      groups[at] = none;
      missing.push(at);
    }
  }
  return missing;
}

/** The group of each code of a dictionary, looked up once a value: dictionaries grow, they never change. */
function compileGroups(
  { categories }: GroupedColumn,
  bins: ColumnBins | undefined,
): (dictionary: readonly string[]) => readonly number[] {
  const values: CategoryBins['values'] = bins?.type === 'codes' ? bins.values : [];
  const groupOfValue = new Map(categories.map((bin, group) => [values[bin], group]));
  let known: readonly string[] = [];
  let groups: number[] = [];
  return (dictionary) => {
    if (known !== dictionary) groups = [];
    known = dictionary;
    for (let code = groups.length; code < dictionary.length; code++) {
      groups.push(groupOfValue.get(dictionary[code]) ?? categories.length);
    }
    return groups;
  };
}
