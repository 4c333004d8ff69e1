import * as z from 'zod';
import { type ColumnBlock, cellState, type NumberColumn } from '../../block/column-block.ts';
import type { ColumnBins } from '../../columns/reference-bins.ts';
import { levelsInSample, lowestLevel, mergeLevels, sampleLevel } from '../../columns/row-sample.ts';
import { decimalsOf, unrounded } from '../../stats/bins/decimals.ts';

const count = z.int().min(0);

const writtenNumbersSchema = z.object({
  zeros: count,
  negatives: count,
  /** Values with a fraction that a float of 32 bits holds exactly. */
  singles: count,
  /** Values other than 0 by their decimals: 0 to 15, then those that are not rounded. A zero is written alike by all. */
  decimals: z.array(count).length(unrounded + 1),
});

/** How the numbers of a column are written, as far as the values themselves tell: over sampled values. */
export type WrittenNumbers = z.infer<typeof writtenNumbersSchema>;

/**
 * How numbers are written, over a sample of the accepted rows, apart by sampling level: see row-sample.ts. From values, not
 * from text: all formats of the same rows have the same.
 */
export const representationSchema = z.object({
  /** Number after the last row seen, accepted or not; 0 where there was none. */
  end: count,
  levels: z.array(
    z.object({
      level: count,
      /** One for each column of the profile, in its order; null where the file has no numbers there. */
      columns: z.array(writtenNumbersSchema.nullable()),
    }),
  ),
});

export type Representation = z.infer<typeof representationSchema>;
type LevelColumns = Representation['levels'][number];

/** Of the choice of rows: any one will do. */
const sampleSeed = 20_261_122;

/** Of no row: the identity of {@link mergeRepresentations}. */
export const noRepresentation: Representation = { end: 0, levels: [] };

/** Of two sets of rows of one batch together. Commutative and associative, exactly. */
export function mergeRepresentations(a: Representation, b: Representation): Representation {
  return mergeLevels(a, b, addLevels);
}

/** @throws RangeError when the two are of different contracts */
function addLevels(a: LevelColumns, b: LevelColumns): LevelColumns {
  if (a.columns.length !== b.columns.length) {
    throw new RangeError(
      `mergeRepresentations: requires ${a.columns.length} columns, found ${b.columns.length}`,
    );
  }
  return { level: a.level, columns: a.columns.map((column, index) => added(column, b.columns[index]!)) };
}

function added(a: WrittenNumbers | null, b: WrittenNumbers | null): WrittenNumbers | null {
  if (a === null || b === null) return a ?? b;
  return {
    zeros: a.zeros + b.zeros,
    negatives: a.negatives + b.negatives,
    singles: a.singles + b.singles,
    decimals: a.decimals.map((n, decimals) => n + b.decimals[decimals]!),
  };
}

/** How the numbers of one column are written, over the whole sample; undefined where no value is in it. */
export function writtenNumbers({ levels }: Representation, column: number): WrittenNumbers | undefined {
  return levels.map(({ columns }) => columns[column] ?? null).reduce(added, null) ?? undefined;
}

/** A running {@link Representation}. */
export interface RepresentationAccumulator {
  /** @param refused  1 where the row is not to be counted */
  add(block: ColumnBlock, refused: Uint8Array): void;
  representation(): Representation;
}

/** Costs a hash for each row, and some divisions for each sampled value. @param bins  one for each column of the contract */
export function accumulateRepresentation(bins: readonly ColumnBins[]): RepresentationAccumulator {
  const levels = new Map<number, (RunningNumbers | null)[]>();
  let end = 0;

  function runningAt(level: number): (RunningNumbers | null)[] {
    const running = levels.get(level) ?? bins.map((column) => (isWritten(column) ? noNumbers() : null));
    levels.set(level, running);
    return running;
  }

  return {
    add({ firstRow, rowCount, columns }, refused) {
      end = Math.max(end, firstRow + rowCount);
      for (const [level, rows] of sampledOf(firstRow, lowestLevel(end), refused)) {
        for (const [index, running] of runningAt(level).entries()) {
          const column = columns[index];
          if (running && column?.type === 'numbers') addNumbers(running, column, rows);
        }
      }
    },
    representation: () => ({
      end,
      levels: levelsInSample(
        end,
        Array.from(levels, ([level, columns]) => ({ level, columns: columns.map(numbersFrom) })),
      ),
    }),
  };
}

/** Derived numbers are in no file. */
function isWritten(bins: ColumnBins): boolean {
  return bins.type === 'numbers' && bins.derived !== true;
}

/** The accepted rows of a block whose level is high enough, by their level, as they stand in it. */
function sampledOf(
  firstRow: number,
  lowest: number,
  refused: Uint8Array,
): ReadonlyMap<number, readonly number[]> {
  const byLevel = new Map<number, number[]>();
  const rows = refused.length;
  for (let row = 0; row < rows; row++) {
    const level = sampleLevel(firstRow + row, sampleSeed);
    if (level < lowest || refused[row] !== 0) continue;
    const others = byLevel.get(level);
    if (others) others.push(row);
    else byLevel.set(level, [row]);
  }
  return byLevel;
}

interface RunningNumbers {
  zeros: number;
  negatives: number;
  singles: number;
  readonly decimals: Uint32Array;
}

function noNumbers(): RunningNumbers {
  return { zeros: 0, negatives: 0, singles: 0, decimals: new Uint32Array(unrounded + 1) };
}

function numbersFrom(running: RunningNumbers | null): WrittenNumbers | null {
  return running && { ...running, decimals: Array.from(running.decimals) };
}

function addNumbers(
  running: RunningNumbers,
  { values, states }: NumberColumn,
  rows: readonly number[],
): void {
  const { decimals } = running;
  for (const row of rows) {
    if (states[row] !== cellState.present) continue;
    const value = values[row]!;
    if (value === 0) running.zeros++;
    else {
      const found = decimalsOf(value);
      decimals[found]!++;
      if (value < 0) running.negatives++;
      if (found > 0 && Math.fround(value) === value) running.singles++;
    }
  }
}
