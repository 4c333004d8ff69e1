import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceSection } from '../../bin/docs/replace-section.ts';
import { families } from '../../lambdas/core/signals/measurement.ts';
import { smallestDetectableKs } from '../../lambdas/core/stats/tests/smallest-detectable-shift.ts';

// Rows that a batch needs for a shift to be seen with 80 % power: computed, as the results state it. Writes docs/statistics.md.

const page = join(import.meta.dirname, '../../docs/statistics.md');

const columns = [15, 50, 150];
const references = [1_000, 5_000, 10_000, 100_000];
const shifts = [0.2, 0.1];

/** One false alarm a year of daily batches, of hourly ones, and while no cadence is known. */
const levels = [
  { name: '1 %', alpha: 0.01 },
  { name: 'daily', alpha: 1 / 365.25 },
  { name: 'hourly', alpha: 1 / 8766 },
];

/** More rows than that are no batch that waits to be larger. */
const mostRows = 1_000_000;

/** Fewest rows of a batch that show a shift, by bisection; undefined where none of a million does: the reference is too small. */
function rowsNeeded(shift: number, referenceRows: number, alpha: number): number | undefined {
  const isSeen = (rows: number) => smallestDetectableKs({ n: referenceRows, m: rows, alpha }) <= shift;
  if (!isSeen(mostRows)) return undefined;
  let [low, high] = [1, mostRows];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isSeen(middle)) high = middle;
    else low = middle;
  }
  return high;
}

function cell(columnCount: number, referenceRows: number, alpha: number): string {
  // Of so many columns the strictest test of the family of values.
  const strictest = (alpha * families.values) / columnCount;
  return shifts
    .map((shift) => rowsNeeded(shift, referenceRows, strictest)?.toLocaleString('en-US') ?? 'never')
    .join(' · ');
}

function renderTable(): string {
  const lines = levels.flatMap(({ name, alpha }) =>
    columns.map(
      (count) => `| ${name} | ${count} | ${references.map((rows) => cell(count, rows, alpha)).join(' | ')} |`,
    ),
  );
  return [
    `| level | columns | ${references.map((rows) => `reference of ${rows.toLocaleString('en-US')}`).join(' | ')} |`,
    '|---|---|---|---|---|---|',
    ...lines,
  ].join('\n');
}

const table = renderTable();
process.stdout.write(`${table}\n`);
await writeFile(page, replaceSection(await readFile(page, 'utf8'), 'resolution', table));
