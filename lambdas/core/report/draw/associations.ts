import { measurePairs } from '../../signals/together/measure-pairs.ts';
import type { DrawnProfiles } from '../batch/batch-report-facts.ts';
import type { Matrix } from './heat-map.ts';

/** Coefficients between columns before and now. */
export interface Associations {
  readonly names: readonly string[];
  readonly reference: Matrix;
  readonly current: Matrix;
}

/** Drawn from fewer rows than tested: with fewer still a coefficient says nothing. */
const leastDrawnRows = 20;

/**
 * The matrix of all columns. Where a column of categories has several indicators, that pair of them stands for the column
 * whose coefficient is largest in either sample.
 *
 * @returns undefined where the profiles keep nothing of the columns together, or no two of them can be compared
 */
export function associationsOf(profiles: DrawnProfiles): Associations | undefined {
  const { yardstick, reference, current } = profiles;
  const pairs = measurePairs(
    {
      yardstick,
      reference: { profile: reference, violations: [] },
      current: { profile: current, violations: [] },
    },
    leastDrawnRows,
  );
  const columns = [...new Set(pairs.flatMap((pair) => pair.columns))].toSorted((a, b) => a - b);
  if (columns.length < 2) return undefined;
  const place = new Map(columns.map((column, index) => [column, index]));
  const before = emptyMatrix(columns.length);
  const now = emptyMatrix(columns.length);
  for (const pair of pairs) {
    const [row = 0, column = 0] = pair.columns.map((one) => place.get(one) ?? 0);
    const shown = Math.max(Math.abs(before[row]?.[column] ?? 0), Math.abs(now[row]?.[column] ?? 0));
    if (
      before[row]?.[column] !== undefined &&
      shown >= Math.max(Math.abs(pair.reference), Math.abs(pair.current))
    )
      continue;
    put(before, row, column, pair.reference);
    put(now, row, column, pair.current);
  }
  const names = columns.map((column) => yardstick.columns[column]?.id ?? '');
  return { names, reference: before, current: now };
}

type Table = (number | undefined)[][];

function emptyMatrix(size: number): Table {
  return Array.from({ length: size }, () => new Array<number | undefined>(size).fill(undefined));
}

function put(table: Table, row: number, column: number, value: number): void {
  const [line, other] = [table[row], table[column]];
  if (!line || !other) return;
  line[column] = value;
  other[row] = value;
}
