import { daysBetween, heldOutDays, withDamage, withoutColumn, withStuckSensor } from './batches.ts';
import { type PandasSetting, parquetFile } from './parquet.ts';
import { type Table, tableText } from './table.ts';

/** What Plumbline must find in a batch. */
export interface Expectation {
  readonly verdict: 'stable' | 'drifted' | 'rejected';
  readonly quarantinesRows: boolean;
  /** What people are told, from the subject of the one message; undefined where they are told nothing. */
  readonly told: RegExp | undefined;
}

/** One batch of the demo. */
export interface Chapter {
  readonly file: string;
  readonly make: (weather: Table) => Table;
  /** Set where it is a Parquet file: what wrote it. @default a CSV file */
  readonly writtenBy?: PandasSetting;
  /** How often S3 announces the upload; it promises once, at least. @default 1 */
  readonly announcements?: number;
  /** The message of this batch that the demo shows in full. */
  readonly shown?: 'email' | 'card';
  readonly expected: Expectation;
}

const summer = (weather: Table, year: number) => daysBetween(weather, `${year}-06-01`, `${year}-09-01`);
const winter = (weather: Table) => daysBetween(weather, '2014-12-01', '2015-03-01');

/** No contract is uploaded: the one that the stack drafts from the reference holds, as it would for anybody. */
export const chapters: readonly Chapter[] = [
  {
    file: 'clean-days.csv',
    make: heldOutDays,
    expected: { verdict: 'stable', quarantinesRows: false, told: undefined },
  },
  {
    file: 'summer-2014.csv',
    make: (weather) => summer(weather, 2014),
    expected: { verdict: 'drifted', quarantinesRows: false, told: /^WARNING .*drifted/ },
  },
  {
    // The same drift goes on, and people know of it.
    file: 'summer-2015.csv',
    make: (weather) => summer(weather, 2015),
    expected: { verdict: 'drifted', quarantinesRows: false, told: undefined },
  },
  {
    // Like the reference again, three rows in a hundred damaged: the incident ends, and why not quite.
    file: 'damaged-rows.csv',
    make: (weather) => withDamage(heldOutDays(weather)),
    expected: { verdict: 'stable', quarantinesRows: true, told: /^INFO .*back to normal.*quarantined/ },
  },
  {
    file: 'without-wind.csv',
    make: (weather) => withoutColumn(daysBetween(weather, '2015-03-01', '2015-06-01'), 'wind'),
    shown: 'email',
    expected: { verdict: 'rejected', quarantinesRows: false, told: /^CRITICAL .*missing column wind/ },
  },
  {
    // Announced twice, as S3 may do at any time: told once.
    file: 'winter-2015.csv',
    make: winter,
    announcements: 2,
    expected: { verdict: 'drifted', quarantinesRows: false, told: /^WARNING .*drifted/ },
  },
  {
    // The winter goes on, and an incident is open; the anemometer that sticks in it is new and critical, and told.
    file: 'stuck-anemometer.csv',
    make: (weather) => withStuckSensor(winter(weather), 'wind', '0.0', '2015-01-01'),
    expected: { verdict: 'drifted', quarantinesRows: false, told: /^CRITICAL .*wind/ },
  },
  {
    // Back to normal: whoever was alarmed hears it.
    file: 'clean-again.csv',
    make: heldOutDays,
    shown: 'card',
    expected: { verdict: 'stable', quarantinesRows: false, told: /^INFO .*back to normal/ },
  },
  {
    // The same days by another version of pandas, which halved the precision: one alert says both.
    file: 'new-pandas.parquet',
    make: heldOutDays,
    writtenBy: { pandas: '2.1.0', numbers: 'FLOAT' },
    expected: {
      verdict: 'drifted',
      quarantinesRows: false,
      told: /^WARNING .*pandas 2\.0\.3 -> 2\.1\.0, and 4 columns are written differently/,
    },
  },
];

/** What wrote the reference, a Parquet file as most are. */
export const referenceWriter: PandasSetting = { pandas: '2.0.3', numbers: 'DOUBLE' };

/** The bytes of a batch. */
export function fileOf({ make, writtenBy }: Chapter, weather: Table): Uint8Array {
  const table = make(weather);
  return writtenBy ? parquetFile(table, writtenBy) : new TextEncoder().encode(tableText(table));
}
