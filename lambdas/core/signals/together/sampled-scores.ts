import type { ColumnBlock } from '../../block/column-block.ts';
import { lowestLevel, sampleLevel } from '../../columns/row-sample.ts';
import type { ScoredRows } from './scored-rows.ts';

/** The rows of one sampling level, column by column. */
export interface SampledLevel {
  readonly level: number;
  readonly rows: number;
  /** Levels of each ranked column. */
  readonly levels: readonly Int16Array[];
  /** Groups of each grouped column. */
  readonly groups: readonly Int16Array[];
}

/** Keeps the rows that are in the sample of a batch, and lets them go when it has become too long for them. */
export interface SampledScores {
  add(block: Pick<ColumnBlock, 'firstRow' | 'rowCount'>, rows: ScoredRows): void;
  /** Number after the last row seen, accepted or not; 0 where there was none. */
  end(): number;
  /** Ascending by level. */
  levels(): readonly SampledLevel[];
}

/** @param ranked  how many ranked columns there are @param grouped  and how many grouped ones */
export function sampleScores(ranked: number, grouped: number, seed: number): SampledScores {
  // One record a row: its sampling level, then the levels and groups of its columns.
  const width = 1 + ranked + grouped;
  let records = new Int16Array(0);
  let size = 0;
  let end = 0;
  let chosen = new Uint32Array(0);

  function makeRoom(rows: number) {
    const needed = (size + rows) * width;
    if (needed <= records.length) return;
    const larger = new Int16Array(Math.max(needed, 2 * records.length));
    larger.set(records.subarray(0, size * width));
    records = larger;
  }

  function addRecord(firstRow: number, row: number, { levels, groups }: ScoredRows) {
    let at = size++ * width;
    records[at++] = sampleLevel(firstRow + row, seed);
    for (let index = 0; index < ranked; index++) records[at++] = levels[index]![row]!;
    for (let index = 0; index < grouped; index++) records[at++] = groups[index]![row]!;
  }

  return {
    add({ firstRow, rowCount }, scored) {
      const before = lowestLevel(end);
      end = Math.max(end, firstRow + rowCount);
      const lowest = lowestLevel(end);
      if (lowest > before) size = dropBelow(lowest, records, size, width);
      if (chosen.length < scored.refused.length) chosen = new Uint32Array(scored.refused.length);
      const count = chooseRows(scored.refused, firstRow, lowest, seed, chosen);
      makeRoom(count);
      for (let at = 0; at < count; at++) addRecord(firstRow, chosen[at]!, scored);
    },
    end: () => end,
    levels() {
      const starts = Array.from({ length: size }, (_, row) => row * width);
      return [...Map.groupBy(starts, (start) => records[start]!)]
        .sort(([a], [b]) => a - b)
        .map(([level, of]) => {
          const column = (place: number) => pick(records, of, place);
          return {
            level,
            rows: of.length,
            levels: Array.from({ length: ranked }, (_, index) => column(1 + index)),
            groups: Array.from({ length: grouped }, (_, index) => column(1 + ranked + index)),
          };
        });
    },
  };
}

/** Finds the accepted rows of a block whose level is high enough. @returns how many there are */
function chooseRows(
  refused: Uint8Array,
  firstRow: number,
  lowest: number,
  seed: number,
  into: Uint32Array,
): number {
  const rows = refused.length;
  let count = 0;
  for (let row = 0; row < rows; row++)
    if (refused[row] === 0 && sampleLevel(firstRow + row, seed) >= lowest) into[count++] = row;
  return count;
}

/** What stands at a place of the records that start at those indices. */
function pick(records: Int16Array, starts: readonly number[], place: number): Int16Array {
  const picked = new Int16Array(starts.length);
  for (let at = 0; at < picked.length; at++) picked[at] = records[starts[at]! + place]!;
  return picked;
}

/** Moves up the records that stay. @returns how many there are */
function dropBelow(lowest: number, records: Int16Array, size: number, width: number): number {
  let kept = 0;
  for (let row = 0; row < size; row++) {
    if (records[row * width]! < lowest) continue;
    records.copyWithin(kept * width, row * width, (row + 1) * width);
    kept++;
  }
  return kept;
}
