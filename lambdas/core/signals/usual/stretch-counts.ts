import * as z from 'zod';
import { type ColumnBlock, cellState } from '../../block/column-block.ts';
import { type Stretches, stretchOf } from './stretches.ts';

/** Stretches that are kept at most, the first ones: days of over fifty years. Times that are more scattered are no days of one source. */
export const mostStretches = 20_000;

/** Rows by the stretch of time that they are of: how much of a batch is of which day. */
export const stretchCountsSchema = z.object({
  /** Numbers of stretches, ascending. */
  stretches: z.array(z.int()),
  /** Accepted rows of each. */
  rows: z.array(z.int().min(1)),
});

export type StretchCounts = z.infer<typeof stretchCountsSchema>;

/** Of no row: the identity of {@link mergeStretchCounts}. */
export const noStretches: StretchCounts = { stretches: [], rows: [] };

/** Of two sets of rows together. Commutative and associative, exactly. */
export function mergeStretchCounts(a: StretchCounts, b: StretchCounts): StretchCounts {
  const counts = new Map<number, number>();
  for (const { stretches, rows } of [a, b])
    for (const [index, stretch] of stretches.entries())
      counts.set(stretch, (counts.get(stretch) ?? 0) + rows[index]!);
  return countsByStretch(counts);
}

/** Counts by the number of the stretch, in order. */
export function countsByStretch(counts: ReadonlyMap<number, number>): StretchCounts {
  const stretches = [...counts.keys()].sort((a, b) => a - b).slice(0, mostStretches);
  return { stretches, rows: stretches.map((stretch) => counts.get(stretch)!) };
}

/** Where rows have their times, and how these are cut. */
export interface TimeOfRows {
  /** Place of the column in blocks. */
  readonly column: number;
  readonly stretches: Stretches;
}

/** Running {@link StretchCounts}. */
export interface StretchCounter {
  /** @param refused  1 where the row broke the contract: it is not counted */
  add(block: ColumnBlock, refused: Uint8Array): void;
  counts(): StretchCounts;
}

/** Counts rows by their stretch of time; rows without a time are in none. Costs a division a row where neighbours are of one stretch. */
export function countStretches({ column, stretches }: TimeOfRows): StretchCounter {
  let counts = new Map<number, number>();
  return {
    add(block, refused) {
      const times = block.columns[column];
      if (times?.type !== 'numbers') return;
      let [last, run] = [Number.NaN, 0];
      const close = () => run > 0 && counts.set(last, (counts.get(last) ?? 0) + run);
      for (let row = 0; row < block.rowCount; row++) {
        if (times.states[row] !== cellState.present || refused[row] !== 0) continue;
        const stretch = stretchOf(times.values[row]!, stretches);
        if (stretch === last) {
          run++;
          continue;
        }
        if (Number.isNaN(stretch)) continue;
        close();
        [last, run] = [stretch, 1];
      }
      close();
      if (counts.size > 2 * mostStretches) counts = asMap(countsByStretch(counts));
    },
    counts: () => countsByStretch(counts),
  };
}

function asMap({ stretches, rows }: StretchCounts): Map<number, number> {
  return new Map(stretches.map((stretch, index) => [stretch, rows[index]!]));
}
