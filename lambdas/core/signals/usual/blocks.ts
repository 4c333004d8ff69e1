import { type ColumnBlock, cellState } from '../../block/column-block.ts';
import type { Contract } from '../../contract/contract.ts';
import { type BlockUnit, blockUnits } from './plan.ts';

/** Which rows of a reference are of which block: by the time in one of its columns. */
export interface BlockPlan {
  readonly column: number;
  readonly unit: BlockUnit;
  /** Block by the number of its stretch of time, counted from 1970. */
  readonly blockOf: ReadonlyMap<number, number>;
  /** Rows of each block. */
  readonly rows: readonly number[];
}

/** A reference's blocks, or why there are none: a clause. */
export type FoundBlocks = BlockPlan | { readonly reason: string };

/** With fewer blocks an interval is too wide to call anything unusual. */
export const fewestBlocks = 10;

/** Blocks of fewer rows tell of their sampling noise alone. */
export const leastBlockRows = 50;

/** Of more blocks so many are taken, evenly spread: beyond, an interval narrows no more. */
export const mostBlocks = 120;

/** Part of the rows that must be in blocks: what is usual is not learned of the few busy days of a quiet source. */
const leastShare = 0.8;

/** Days that are told apart: over fifty years. Times that are more scattered are no days of one source. */
const mostDays = 20_000;

const dayMs = 86_400_000;

/** The number of the day, week (from Monday on) or month that a time is in, in UTC. */
export function stretchOf(timeMs: number, unit: BlockUnit): number {
  const day = Math.floor(timeMs / dayMs);
  switch (unit) {
    case 'day':
      return day;
    case 'week':
      // The first of January 1970 was a Thursday.
      return Math.floor((day + 3) / 7);
    case 'month': {
      const date = new Date(timeMs);
      return 12 * date.getUTCFullYear() + date.getUTCMonth();
    }
    default:
      return unit satisfies never;
  }
}

/** Finds the blocks of a reference, fed block by block with its columns. */
export interface BlocksFinder {
  /** @param refused  1 where the row broke the contract */
  add(block: ColumnBlock, refused: Uint8Array): void;
  blocks(): FoundBlocks;
}

/**
 * Counts the accepted rows of each day, by the first column that has the timestamp role, and chooses the blocks: the shortest of
 * day, week and month that makes ten blocks of 50 rows or more with 80 % of the rows in them; or the one that the contract names.
 */
export function findBlocks({ columns, reference }: Pick<Contract, 'columns' | 'reference'>): BlocksFinder {
  const asked = reference?.blocks;
  const column = columns.findIndex(({ kind, role }) => kind === 'timestamp' && role === 'timestamp');
  const byDay = new Map<number, number>();
  return {
    add(block, refused) {
      const times = block.columns[column];
      if (times?.type !== 'numbers' || asked === 'none') return;
      for (let row = 0; row < refused.length; row++) {
        if (times.states[row] !== cellState.present || refused[row] !== 0 || byDay.size > mostDays) continue;
        const day = stretchOf(times.values[row]!, 'day');
        byDay.set(day, (byDay.get(day) ?? 0) + 1);
      }
    },
    blocks() {
      if (asked === 'none') return { reason: 'the contract asks for none' };
      if (byDay.size === 0) return { reason: 'the reference has no times' };
      if (byDay.size > mostDays) return { reason: 'the times of the reference are too scattered' };
      return chooseBlocks(column, byDay, asked ? [asked] : blockUnits);
    },
  };
}

function chooseBlocks(
  column: number,
  byDay: ReadonlyMap<number, number>,
  units: readonly BlockUnit[],
): FoundBlocks {
  for (const unit of units) {
    const rows = new Map<number, number>();
    for (const [day, count] of byDay) {
      const stretch = stretchOf(day * dayMs, unit);
      rows.set(stretch, (rows.get(stretch) ?? 0) + count);
    }
    const large = Array.from(rows).filter(([, count]) => count >= leastBlockRows);
    const share = sum(large.map(([, count]) => count)) / sum([...byDay.values()]);
    if (large.length < fewestBlocks || share < leastShare) continue;
    const stretches = evenly(large.map(([stretch]) => stretch).sort((a, b) => a - b));
    return {
      column,
      unit,
      blockOf: new Map(stretches.map((stretch, block) => [stretch, block])),
      rows: stretches.map((stretch) => rows.get(stretch)!),
    };
  }
  return {
    reason: `the times of the reference make fewer than ${fewestBlocks} ${units.map((unit) => `${unit}s`).join(', ')} of ${leastBlockRows} rows`,
  };
}

function evenly(stretches: readonly number[]): readonly number[] {
  const step = Math.max(1, stretches.length / mostBlocks);
  return stretches.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
