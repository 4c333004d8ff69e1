import { readdir } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RawCell } from '../../lambdas/core/block/column-block.ts';
import { type ReadOptions, type RowTable, readTable, tableOf } from './row-table.ts';

/** Rows of one unchanged source. */
export interface RealSet {
  readonly name: string;
  readonly load: () => Promise<RowTable>;
}

const packaged = join(dirname(fileURLToPath(import.meta.resolve('vega-datasets'))), '../data');

/** Flights of half a year: one of fifteen has as many rows as one needs, and a thousand a day. */
const flights = join(packaged, 'flights-3m.parquet');

/** Sets that the package `vega-datasets` brings. */
export const packagedSets: readonly RealSet[] = [
  fromPackage('airports', 'airports.csv'),
  fromPackage('birdstrikes', 'birdstrikes.csv'),
  fromPackage('connections', 'flights-airport.csv'),
  fromPackage('flights', 'flights-3m.parquet', { oneIn: 15 }),
  { name: 'flights at night', load: () => flightTimes({ oneIn: 5, isWanted: isAtNight }) },
  { name: 'flights by the clock', load: () => flightTimes({ oneIn: 45 }) },
  { name: 'flights by day and clock', load: () => flightTimes({ oneIn: 15 }, true) },
  fromPackage('football', 'football.json'),
  fromPackage('jobs', 'jobs.json'),
  fromPackage('movies', 'movies.json'),
  fromPackage('share index', 'sp500-2000.csv'),
  fromPackage('species', 'species.csv'),
  fromPackage('weather', 'weather.csv'),
  fromPackage('weather by hour', 'seattle-weather-hourly-normals.csv'),
  fromPackage('wind', 'windvectors.csv'),
  fromPackage('zip codes', 'zipcodes.csv'),
];

function fromPackage(name: string, file: string, options: ReadOptions = {}): RealSet {
  return { name, load: () => readTable(join(packaged, file), options) };
}

/**
 * Flights with their time of the day in minutes, as planned and with the delay: equal but for the delay, and nearly a day apart where
 * midnight lies between. Of a whole day these are a few in a hundred, which make or break a correlation.
 *
 * @param isDated  whether the day is kept, too
 */
async function flightTimes(options: ReadOptions, isDated = false): Promise<RowTable> {
  const { columns, rows } = await readTable(flights, options);
  const delay = columns.indexOf('delay');
  const from = isDated ? 0 : 1;
  const cells = rows.map((row): readonly RawCell[] => {
    const planned = minuteOfDay(row.cells);
    const late = (((planned + Number(row.cells[delay])) % dayMinutes) + dayMinutes) % dayMinutes;
    return [planned, late, ...row.cells.slice(from)];
  });
  return tableOf('jsonl', ['planned', 'late', ...columns.slice(from)], cells);
}

const dayMinutes = 24 * 60;

function isAtNight(cells: readonly RawCell[]): boolean {
  const minute = minuteOfDay(cells);
  return minute >= 22 * 60 || minute < 6 * 60;
}

/** Of a flight, whose first cell is `2001-01-01T00:01:00.000Z`. */
function minuteOfDay([date]: readonly RawCell[]): number {
  const text = String(date);
  return 60 * Number(text.slice(11, 13)) + Number(text.slice(14, 16));
}

const extensions = ['.csv', '.json', '.jsonl', '.parquet'];

/**
 * Sets of a folder: each file, and each folder in it. Of a folder the files `null_reference` and `null_batch`, which are two
 * random halves of one source, or else `reference`.
 */
export async function setsOfFolder(folder: string): Promise<readonly RealSet[]> {
  const entries = (await readdir(folder, { withFileTypes: true })).toSorted((a, b) =>
    a.name < b.name ? -1 : 1,
  );
  const found = await Promise.all(
    entries.map(async (entry): Promise<readonly RealSet[]> => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return setOfParts(entry.name, path, await readdir(path));
      const extension = extname(entry.name);
      const isData = extensions.includes(extension) && entry.name !== 'expected.json';
      return isData ? [{ name: entry.name.slice(0, -extension.length), load: () => readTable(path) }] : [];
    }),
  );
  return found.flat();
}

function setOfParts(name: string, folder: string, files: readonly string[]): readonly RealSet[] {
  const pathOf = (stem: string) => {
    const file = files.find((one) => extensions.some((extension) => one === `${stem}${extension}`));
    return file === undefined ? undefined : join(folder, file);
  };
  const [half, other, reference] = ['null_reference', 'null_batch', 'reference'].map(pathOf);
  if (half !== undefined && other !== undefined) return [{ name, load: () => readHalves(half, other) }];
  return reference === undefined ? [] : [{ name, load: () => readTable(reference) }];
}

async function readHalves(half: string, other: string): Promise<RowTable> {
  const [one, two] = [await readTable(half), await readTable(other)];
  return { ...one, rows: [...one.rows, ...two.rows] };
}
