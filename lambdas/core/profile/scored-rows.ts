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

  function acceptedRows(refused: Uint8Array): number {
    let rows = 0;
    for (let row = 0; row < refused.length; row++) if (refused[row] === 0) positions[rows++] = row;
    return rows;
  }

  function scoreRanks(levelOf: Int16Array, bins: Int32Array | undefined, start: number, rows: number) {
    const missing: number[] = [];
    for (let i = 0; i < rows; i++) {
      const bin = bins ? bins[positions[i]!]! : noBin;
      levels[start + i] = bin === noBin ? 0 : levelOf[bin]!;
      if (bin === noBin) missing.push(i);
    }
    return missing;
  }

  function scoreGroups(
    { groupCodes, categories }: (typeof groupers)[number],
    column: CodeColumn | undefined,
    start: number,
    rows: number,
  ) {
    const missing: number[] = [];
    const groupOf = column ? groupCodes(column.dictionary) : [];
    for (let i = 0; i < rows; i++) {
      const row = positions[i]!;
      const isPresent = column !== undefined && column.states[row] === cellState.present;
      groups[start + i] = isPresent ? groupOf[column.codes[row]!]! : categories.length + 1;
      if (!isPresent) missing.push(i);
    }
    return missing;
  }

  return (block, refused, binsOf) => {
    makeRoom(refused.length);
    const rows = acceptedRows(refused);
    const missing = [
      ...ranks.map(({ column, levelOf }, index) => scoreRanks(levelOf, binsOf(column), index * stride, rows)),
      ...groupers.map((grouper, index) => {
        const column = block.columns[grouper.column];
        return scoreGroups(grouper, column?.type === 'codes' ? column : undefined, index * stride, rows);
      }),
    ];
    return { rows, positions, stride, levels, groups, missing };
  };
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
