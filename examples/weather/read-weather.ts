import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseTable, type Table } from './table.ts';

/** The real weather, from wherever the package is installed. */
export async function readWeather(): Promise<Table> {
  const entry = fileURLToPath(import.meta.resolve('vega-datasets'));
  return parseTable(await readFile(join(dirname(entry), '../data/weather.csv'), 'utf8'));
}
