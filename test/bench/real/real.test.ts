import { describe, expect, test } from '@jest/globals';
import { randomStream } from '../../../bench/detection/random.ts';
import { addOutcomes, noOutcome } from '../../../bench/real/outcome-tally.ts';
import { plantChanges } from '../../../bench/real/planted-changes.ts';
import { disjoint, referenceSizes, shuffled, splitAtRandom } from '../../../bench/real/random-splits.ts';
import { openRows, type RowTable, tableOf } from '../../../bench/real/row-table.ts';
import { dateColumn, judgeSpans, spansOf } from '../../../bench/real/whole-spans.ts';

const { normal, uniform } = randomStream('real bench');

/** Rows of a size, its double with some noise, a category and a day of a year whose sizes are the larger the later the month. */
function someTable(rows: number, seasonal: number): RowTable {
  const cells = Array.from({ length: rows }, (_, row) => {
    const month = Math.floor((12 * row) / rows) + 1;
    const size = 50 + 10 * normal() + seasonal * month;
    const day = `2020-${String(month).padStart(2, '0')}-01`;
    const cell = (value: number) => value.toFixed(2);
    return [day, cell(size), cell(2 * size + normal()), uniform() < 0.7 ? 'plain' : 'with, comma'];
  });
  return tableOf('csv', ['day', 'size', 'double', 'kind'], cells);
}

describe('random splits', () => {
  test('of an unchanged source are counted by size, hardly ever alarm, and are the same in every run', async () => {
    const table = someTable(2400, 0);
    const options = { references: 2, batches: 3, sizes: [100, 500, 5000] };

    const { cells, references } = await splitAtRandom('a', table, options);

    expect(cells.map(({ batchRows, tally }) => [batchRows, tally.batches])).toEqual([
      [100, 6],
      [500, 4],
    ]);
    expect(references).toMatchObject([{ referenceRows: 1200, drawn: 2, refused: 0, rowsAside: 0 }]);
    const total = cells.map(({ tally }) => tally).reduce(addOutcomes, noOutcome);
    expect(total.stable + total.drifted + total.inconclusive + total.rejected).toBe(10);
    expect(total.drifted).toBeLessThanOrEqual(1);
    expect(await splitAtRandom('a', table, options)).toEqual({ cells, references });
  });

  test('deal every row once', () => {
    const rows = Array.from({ length: 100 }, (_, row) => row);
    const batches = disjoint(shuffled(rows, randomStream('deal')), 30, 9);

    expect(batches.map((batch) => batch.length)).toEqual([30, 30, 30]);
    expect(new Set(batches.flat()).size).toBe(90);
    expect(batches.flat()).not.toEqual(rows.slice(0, 90));
  });

  test.each([
    [1_000, [900]],
    [5_000, [2_500]],
    [5_800, [900, 5_000]],
    [300_000, [900, 10_000]],
  ])('of %i rows have references of %j', (rows, sizes) => {
    expect(referenceSizes(rows)).toEqual(sizes);
  });
});

test('changes are planted and told, each of them where the data have a column for it', async () => {
  const tallies = await plantChanges('b', someTable(6400, 0), { references: 1, batches: 1, batchRows: 1000 });

  expect(tallies).toHaveLength(6);
  const told = new Map(
    tallies.map(({ change, drifted, rejected, rowsAside }) => [change, drifted + rejected + rowsAside]),
  );
  for (const change of [
    'a number times 2.54',
    '5 % of a column missing',
    'the commonest category renamed',
    'a number shuffled against the others',
    '-999 in 1 % of a number',
  ])
    expect([change, told.get(change)]).toEqual([change, 1]);
});

describe('whole spans of time', () => {
  test('are the rows of a month, in order', () => {
    const table = someTable(1200, 0);
    const dated = dateColumn(table);

    expect(dated).toBe(0);
    expect(spansOf(table.rows, 0, 'month').map(({ name, rows }) => [name, rows.length])).toEqual(
      Array.from({ length: 12 }, (_, month) => [`2020-${String(month + 1).padStart(2, '0')}`, 100]),
    );
    expect(spansOf(table.rows, 0, 'week')[0]?.name).toBe('2019-12-30');
    expect(dateColumn(tableOf('csv', ['size'], [['1'], ['2']]))).toBeUndefined();
  });

  test('alarm where months differ, and not where they do not', async () => {
    const options = { references: 1, isLearned: false };
    const calm = await judgeSpans('c', someTable(2400, 0), options);
    const seasonal = await judgeSpans('c', someTable(2400, 5), options);

    const alarms = (results: typeof calm) =>
      results.find(({ unit }) => unit === 'month')?.tally.drifted ?? 99;
    expect(alarms(calm)).toBeLessThanOrEqual(1);
    expect(alarms(seasonal)).toBeGreaterThanOrEqual(4);
    // Six months are too few to learn from: none of them is counted.
    const learned = await judgeSpans('c', someTable(2400, 5), { references: 1 });
    expect(learned.find(({ unit }) => unit === 'month')?.tally.batches).toBe(0);
  });
});

test.each(['csv', 'jsonl'] as const)('rows of a table are read again as %s', async (format) => {
  const table = tableOf(
    format,
    ['a', 'b "c"'],
    [
      ['x,y', 'say "no"'],
      ['1', '2'],
    ],
  );

  const batch = await openRows(table, table.rows.toReversed());

  expect(batch.columnNames).toEqual(table.columns);
  const requests = batch.columnNames.map((name) => ({ name, decoding: 'category' as const }));
  const cells = [];
  for await (const block of batch.blocks(requests, { missingTokens: [''] }))
    for (let row = 0; row < block.rowCount; row++) cells.push(block.raw(row).cells);
  expect(cells).toEqual([
    ['1', '2'],
    ['x,y', 'say "no"'],
  ]);
});
