import { type ColumnBlock, cellState } from '../../block/column-block.ts';
import { countAccepted } from '../../block/count-accepted.ts';
import type { Contract } from '../../contract/contract.ts';
import { total } from './effects.ts';
import type { UsualSource, UsualUnit } from './plan.ts';
import { countsByStretch, mostStretches } from './stretch-counts.ts';
import { type BlockUnit, blockUnits, type Stretches, stretchOf } from './stretches.ts';

/** Which rows of a reference are of which block: by the time in one of its columns, or by the part of a folder that they are in. */
export interface BlockPlan extends UsualSource {
  /** Block by the number of its stretch of time; of its part where there are no times. */
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

/** Finds the blocks of a reference, fed block by block with its columns. */
export interface BlocksFinder {
  /** @param refused  1 where the row broke the contract */
  add(block: ColumnBlock, refused: Uint8Array): void;
  blocks(): FoundBlocks;
}

type Counts = Map<number, number>;

/**
 * Counts the accepted rows of each stretch of time, by the first column that has the timestamp role, and of each part of a folder, and
 * chooses the blocks: the shortest of day, week and month that makes ten blocks of 50 rows or more with 80 % of the rows in them, where
 * there are no times the parts; or what the contract names.
 */
export function findBlocks({ columns, reference }: Pick<Contract, 'columns' | 'reference'>): BlocksFinder {
  const asked = reference?.blocks;
  if (asked === 'none') return { add: () => {}, blocks: () => ({ reason: 'the contract asks for none' }) };
  const column = columns.findIndex(({ kind, role }) => kind === 'timestamp' && role === 'timestamp');
  // Weeks and months are made of days.
  const counted: Stretches = Array.isArray(asked) ? asked.map(Date.parse) : asked === 'hour' ? asked : 'day';
  const byTime: Counts = new Map();
  const byPart: Counts = new Map();
  return {
    add(block, refused) {
      countParts(byPart, block.part ?? 0, refused);
      const times = block.columns[column];
      if (times?.type !== 'numbers') return;
      for (let row = 0; row < refused.length; row++) {
        if (times.states[row] !== cellState.present || refused[row] !== 0 || byTime.size > mostStretches)
          continue;
        const stretch = stretchOf(times.values[row]!, counted);
        if (Number.isNaN(stretch)) continue;
        byTime.set(stretch, (byTime.get(stretch) ?? 0) + 1);
      }
    },
    blocks() {
      if (asked === 'part' || (asked === undefined && byTime.size === 0)) return partBlocks(byPart);
      if (byTime.size === 0) return { reason: 'the reference has no times' };
      if (byTime.size > mostStretches) return { reason: 'the times of the reference are too scattered' };
      return timeBlocks(column, byTime, counted, asked);
    },
  };
}

function countParts(byPart: Counts, part: number, refused: Uint8Array): void {
  byPart.set(part, (byPart.get(part) ?? 0) + countAccepted(refused));
}

function partBlocks(byPart: Counts): FoundBlocks {
  const chosen = chooseBlocks(byPart);
  if (chosen) return { unit: 'part', ...chosen };
  const reason =
    byPart.size > 1
      ? `the reference has no times, and fewer than ${fewestBlocks} parts of ${leastBlockRows} rows`
      : 'the reference has no times';
  return { reason };
}

function timeBlocks(
  column: number,
  byTime: Counts,
  counted: Stretches,
  asked: BlockUnit | readonly string[] | undefined,
): FoundBlocks {
  const units = typeof asked === 'string' ? [asked] : blockUnits.slice(1);
  const choices: readonly { readonly unit: UsualUnit; readonly stretches: Stretches }[] =
    typeof counted === 'string'
      ? units.map((unit) => ({ unit, stretches: unit }))
      : [{ unit: 'stretch', stretches: counted }];
  for (const { unit, stretches } of choices) {
    const counts = stretches === 'week' || stretches === 'month' ? joined(byTime, stretches) : byTime;
    const chosen = chooseBlocks(counts);
    if (chosen) return { unit, times: { column, stretches, reference: countsByStretch(counts) }, ...chosen };
  }
  const names = choices.map(({ unit }) => (unit === 'stretch' ? 'of the stretches named' : `${unit}s`));
  return {
    reason: `the times of the reference make fewer than ${fewestBlocks} ${names.join(', ')} of ${leastBlockRows} rows`,
  };
}

const dayMs = 86_400_000;

/** Rows of days as those of weeks or months. */
function joined(byDay: Counts, unit: BlockUnit): Counts {
  const rows: Counts = new Map();
  for (const [day, count] of byDay) {
    const stretch = stretchOf(day * dayMs, unit);
    rows.set(stretch, (rows.get(stretch) ?? 0) + count);
  }
  return rows;
}

/** @returns undefined where too few are large enough */
function chooseBlocks(counts: Counts): Pick<BlockPlan, 'blockOf' | 'rows'> | undefined {
  const large = Array.from(counts).filter(([, count]) => count >= leastBlockRows);
  const share = total(large.map(([, count]) => count)) / total([...counts.values()]);
  if (large.length < fewestBlocks || !(share >= leastShare)) return undefined;
  const chosen = evenly(large.map(([key]) => key).sort((a, b) => a - b));
  return {
    blockOf: new Map(chosen.map((key, block) => [key, block])),
    rows: chosen.map((key) => counts.get(key)!),
  };
}

function evenly(keys: readonly number[]): readonly number[] {
  const step = Math.max(1, keys.length / mostBlocks);
  return keys.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
}
