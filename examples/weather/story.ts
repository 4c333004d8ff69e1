import { daysBetween, heldOutDays, withDamage, withGaps, withoutColumn } from './batches.ts';
import type { Table } from './table.ts';

/** What Plumbline must find in a batch. */
export interface Expectation {
  readonly verdict: 'stable' | 'drifted' | 'rejected';
  readonly quarantinesRows: boolean;
  /** Alerts that people get, whatever the number of announcements. */
  readonly alerts: number;
}

/** One batch of the demo. */
export interface Chapter {
  readonly file: string;
  /** What was done to it, for the reader. */
  readonly about: string;
  readonly make: (weather: Table) => Table;
  /** How often S3 announces the upload; it promises once, at least. */
  readonly announcements: number;
  readonly expected: Expectation;
}

export const chapters: readonly Chapter[] = [
  {
    file: 'held-out-days.csv',
    about: 'every third day of 2012 to 2015, which the reference never saw',
    make: heldOutDays,
    announcements: 1,
    expected: { verdict: 'stable', quarantinesRows: false, alerts: 0 },
  },
  {
    file: 'summer-2015.csv',
    about: 'June to August 2015: the season moves the data',
    make: (weather) => daysBetween(weather, '2015-06-01', '2015-09-01'),
    announcements: 1,
    expected: { verdict: 'drifted', quarantinesRows: false, alerts: 1 },
  },
  {
    file: 'summer-2014.csv',
    about: 'June to August 2014: the same drift goes on, and people know of it',
    make: (weather) => daysBetween(weather, '2014-06-01', '2014-09-01'),
    announcements: 1,
    expected: { verdict: 'drifted', quarantinesRows: false, alerts: 0 },
  },
  {
    file: 'damaged-rows.csv',
    about: 'the held-out days again, three rows in a hundred damaged: the all-clear, and why not quite',
    make: (weather) => withDamage(heldOutDays(weather)),
    announcements: 1,
    expected: { verdict: 'stable', quarantinesRows: true, alerts: 1 },
  },
  {
    file: 'spring-without-wind.csv',
    about: 'March to May 2015, exported without the column wind',
    make: (weather) => withoutColumn(daysBetween(weather, '2015-03-01', '2015-06-01'), 'wind'),
    announcements: 1,
    expected: { verdict: 'rejected', quarantinesRows: false, alerts: 1 },
  },
  {
    file: 'winter-2015.csv',
    about: 'December 2014 to February 2015, announced twice: one alert, not two',
    make: (weather) => daysBetween(weather, '2014-12-01', '2015-03-01'),
    announcements: 2,
    expected: { verdict: 'drifted', quarantinesRows: false, alerts: 1 },
  },
  {
    file: 'held-out-again.csv',
    about: 'the held-out days again: back to normal, and everybody who was alarmed hears it',
    make: heldOutDays,
    announcements: 1,
    expected: { verdict: 'stable', quarantinesRows: false, alerts: 1 },
  },
  {
    file: 'failing-anemometer.csv',
    about: 'the held-out days again, one wind reading in twenty missing',
    make: (weather) => withGaps(heldOutDays(weather), 'wind', 20),
    announcements: 1,
    expected: { verdict: 'drifted', quarantinesRows: false, alerts: 1 },
  },
];
