import type { ColumnBlock } from '../block/column-block.ts';
import { lowestLevel, sampleLevel } from './row-sample.ts';
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

  function makeRoom(rows: number) {
    const needed = (size + rows) * width;
    if (needed <= records.length) return;
    const larger = new Int16Array(Math.max(needed, 2 * records.length));
    larger.set(records.subarray(0, size * width));
    records = larger;
  }

  return {
    add({ firstRow, rowCount }, scored) {
      const before = lowestLevel(end);
      end = Math.max(end, firstRow + rowCount);
      const lowest = lowestLevel(end);
      if (lowest > before) size = dropBelow(lowest, records, size, width);
      const sampled = sampledRows(scored, firstRow, lowest, seed);
      makeRoom(sampled.length);
      for (const { row, level } of sampled) {
        const at = size++ * width;
        records[at] = level;
        for (let index = 0; index < ranked; index++) records[at + 1 + index] = scored.levels[index]![row]!;
        for (let index = 0; index < grouped; index++)
          records[at + 1 + ranked + index] = scored.groups[index]![row]!;
      }
    },
    end: () => end,
    levels() {
      const starts = Array.from({ length: size }, (_, row) => row * width);
      return [...Map.groupBy(starts, (start) => records[start]!)]
        .sort(([a], [b]) => a - b)
        .map(([level, of]) => {
          const column = (place: number) => Int16Array.from(of, (start) => records[start + place]!);
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

/** Accepted rows of a block whose level is high enough. */
function sampledRows(
  { refused }: ScoredRows,
  firstRow: number,
  lowest: number,
  seed: number,
): readonly { readonly row: number; readonly level: number }[] {
  const sampled: { row: number; level: number }[] = [];
  const rows = refused.length;
  for (let row = 0; row < rows; row++) {
    const level = sampleLevel(firstRow + row, seed);
    if (level >= lowest && refused[row] === 0) sampled.push({ row, level });
  }
  return sampled;
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
