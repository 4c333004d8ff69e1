import {
  type CodeColumn,
  type ColumnBlock,
  cellState,
  type NumbersByCode,
  numbersByCode,
} from '../../block/column-block.ts';
import { countAccepted } from '../../block/count-accepted.ts';
import { type CategoryBins, type ColumnBins, noBin } from '../../columns/reference-bins.ts';
import type { AssociationPlan, GroupedColumn } from './plan.ts';
import { levelByBin } from './rank-levels.ts';

/** The rows of a block as ranks and groups: refused rows have neither, and add nothing. Overwritten by the next block. */
export interface ScoredRows {
  /** 1 where the row is not to be counted, one byte a row. */
  readonly refused: Uint8Array;
  /** How many rows are not refused. */
  readonly accepted: number;
  /** Levels of each ranked column; 0 where missing or refused. May be longer than the block. */
  readonly levels: readonly Int16Array[];
  /** Groups of each grouped column: frequent categories, all others, then missing or refused. May be longer than the block. */
  readonly groups: readonly Uint8Array[];
  /** For each ranked column, then each grouped one: the accepted rows in which it is missing, ascending. */
  readonly missing: readonly Uint32Array[];
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
  const ranks = ranked.map(({ column, ranks }) => ({ column, levelOf: levelBehindBin(levelByBin(ranks)) }));
  const groupers = grouped.map((plan) => ({ ...plan, groupCodes: compileGroups(plan, bins[plan.column]) }));
  // Even a block of no rows needs its arrays.
  let capacity = -1;
  let levels: readonly Int16Array[] = [];
  let groups: readonly Uint8Array[] = [];
  let missingRows: readonly Uint32Array[] = [];

  function makeRoom(rows: number) {
    if (rows <= capacity) return;
    capacity = rows;
    levels = ranks.map(() => new Int16Array(rows));
    groups = groupers.map(() => new Uint8Array(rows));
    missingRows = [...ranks, ...groupers].map(() => new Uint32Array(rows));
  }

  return (block, refused, binsOf) => {
    makeRoom(refused.length);
    const accepted = countAccepted(refused);
    const missing = [
      ...ranks.map(({ column, levelOf }, index) =>
        scoreRanks(levelOf, binsOf(column), refused, accepted, levels[index]!, missingRows[index]!),
      ),
      ...groupers.map(({ column, groupCodes, categories }, index) => {
        const cells = block.columns[column];
        const codes = cells?.type === 'codes' ? cells : undefined;
        const groupOf = codes ? groupCodes(codes.dictionary) : [];
        const into = missingRows[ranks.length + index]!;
        return scoreGroups(groupOf, codes, categories.length + 1, refused, groups[index]!, into);
      }),
    ];
    return { refused, accepted, levels, groups, missing };
  };
}

/** The level of each bin at the place behind it: {@link noBin} has the place 0, and level 0. */
export function levelBehindBin(levels: Int16Array): Int16Array {
  const behind = new Int16Array(levels.length + 1);
  behind.set(levels, 1);
  return behind;
}

// Loops of their own: inside the closure above they would reach for its variables at every row.

/** @returns the accepted rows that have no bin, in `into` */
function scoreRanks(
  levelOf: Int16Array,
  bins: Int32Array | undefined,
  refused: Uint8Array,
  accepted: number,
  levels: Int16Array,
  into: Uint32Array,
): Uint32Array {
  if (!bins) {
    levels.fill(0, 0, refused.length);
    return into.subarray(0, findAccepted(refused, into));
  }
  const scored = lookUpLevels(levelOf, bins, refused.length, levels);
  return into.subarray(0, scored === accepted ? 0 : findWithoutBin(bins, refused, into));
}

/** @returns how many rows have a bin */
function lookUpLevels(levelOf: Int16Array, bins: Int32Array, rows: number, levels: Int16Array): number {
  let scored = rows;
  for (let row = 0; row < rows; row++) {
    const bin = bins[row]!;
    levels[row] = levelOf[bin - noBin]!;
    scored += bin >> 31;
  }
  return scored;
}

/** @returns how many there are */
function findWithoutBin(bins: Int32Array, refused: Uint8Array, into: Uint32Array): number {
  const rows = refused.length;
  let found = 0;
  for (let row = 0; row < rows; row++) if (bins[row] === noBin && refused[row] === 0) into[found++] = row;
  return found;
}

/** @returns how many there are */
function findAccepted(refused: Uint8Array, into: Uint32Array): number {
  const rows = refused.length;
  let found = 0;
  for (let row = 0; row < rows; row++) if (refused[row] === 0) into[found++] = row;
  return found;
}

/** @returns the accepted rows that have no group, in `into`; they get `none`, as refused ones do */
function scoreGroups(
  groupOf: readonly number[],
  column: CodeColumn | undefined,
  none: number,
  refused: Uint8Array,
  groups: Uint8Array,
  into: Uint32Array,
): Uint32Array {
  const rows = refused.length;
  if (!column) {
    groups.fill(none, 0, rows);
    return into.subarray(0, findAccepted(refused, into));
  }
  const { states, codes } = column;
  let missing = 0;
  for (let row = 0; row < rows; row++) {
    if ((states[row]! | refused[row]!) === cellState.present) groups[row] = groupOf[codes[row]!]!;
    else {
      groups[row] = none;
      if (refused[row] === 0) into[missing++] = row;
    }
  }
  return into.subarray(0, missing);
}

/** The group of each code of a dictionary. */
export function compileGroups({ categories }: GroupedColumn, bins: ColumnBins | undefined): NumbersByCode {
  const values: CategoryBins['values'] = bins?.type === 'codes' ? bins.values : [];
  const groupOfValue = new Map(categories.map((bin, group) => [values[bin], group]));
  return numbersByCode((value) => groupOfValue.get(value) ?? categories.length);
}
