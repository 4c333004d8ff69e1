import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import {
  daysBetween,
  heldOutDays,
  referenceDays,
  withDamage,
  withoutColumn,
  withStuckSensor,
} from '../../../examples/weather/batches.ts';
import { parseTable, type Table } from '../../../examples/weather/table.ts';

const weather = parseTable(readFileSync('node_modules/vega-datasets/data/weather.csv', 'utf8'));

const dates = ({ rows }: Table) => rows.map((row) => row[1]!);

describe('the real weather', () => {
  test('is 2,922 days of seven columns', () => {
    expect(weather.header).toEqual([
      'location',
      'date',
      'precipitation',
      'temp_max',
      'temp_min',
      'wind',
      'weather',
    ]);
    expect(weather.rows).toHaveLength(2922);
    expect(weather.rows.every(({ length }) => length === 7)).toBe(true);
  });

  test('goes into reference and held-out days, no day into both', () => {
    const reference = referenceDays(weather);
    const heldOut = heldOutDays(weather);

    const known = new Set(dates(reference));
    expect(reference.rows.length + heldOut.rows.length).toBe(weather.rows.length);
    expect(heldOut.rows).toHaveLength(974);
    expect(dates(heldOut).filter((date) => known.has(date))).toEqual([]);
  });
});

test('days between two dates leave out the last', () => {
  const summer = dates(daysBetween(weather, '2015-06-01', '2015-09-01'));

  expect(summer).toHaveLength(2 * 92);
  expect([summer.toSorted()[0], summer.toSorted().at(-1)]).toEqual(['2015-06-01', '2015-08-31']);
});

test('a lost column is gone from header and rows', () => {
  const table = withoutColumn({ header: ['a', 'b', 'c'], rows: [['1', '2', '3']] }, 'b');

  expect(table).toEqual({ header: ['a', 'c'], rows: [['1', '3']] });
});

test('a sensor sticks in one column from a date on', () => {
  const header = ['date', 'wind', 'rain'];
  const rows = [
    ['2015-01-01', '3.1', '0'],
    ['2015-01-02', '4.2', '1'],
    ['2015-01-03', '5.3', '2'],
  ];

  const stuck = withStuckSensor({ header, rows }, 'wind', '0.0', '2015-01-02');

  expect(stuck.rows).toEqual([
    ['2015-01-01', '3.1', '0'],
    ['2015-01-02', '0.0', '1'],
    ['2015-01-03', '0.0', '2'],
  ]);
});

describe('damage', () => {
  const sound = heldOutDays(weather);
  const { rows } = withDamage(sound);
  const share = (isDamaged: (row: readonly string[]) => boolean) =>
    rows.filter(isDamaged).length / rows.length;

  test('comes in four kinds, those of cells in fewer than three rows in a thousand each', () => {
    const cells = [
      share((row) => row[3] === '-999'),
      share((row) => row[5] === 'calm'),
      share((row) => row[6] === 'hail'),
    ];

    expect(Math.min(...cells)).toBeGreaterThan(0);
    // From 0.003 on a rate that comes from nothing would be drift.
    expect(Math.max(...cells)).toBeLessThan(0.003);
    expect(share((row) => row.length !== 7)).toBeGreaterThan(0);
  });

  test('leaves all other rows as they were', () => {
    const changed = rows.filter((row, index) => row.join() !== sound.rows[index]!.join());

    expect(changed).toHaveLength(29);
  });

  test('leaves the table that it was given alone', () => {
    expect(heldOutDays(weather)).toEqual(sound);
  });
});
