import { columnIndex, type Table } from './table.ts';

const dayMs = 86_400_000;

/** Two days of three: what the model was built on. */
export function referenceDays(weather: Table): Table {
  return keepDays(weather, (day) => day % 3 !== 0);
}

/** Every third day: the same years, and never in the reference. */
export function heldOutDays(weather: Table): Table {
  return keepDays(weather, (day) => day % 3 === 0);
}

/** The days from one date until another, the last not included. Dates as the file writes them: `2015-06-01`. */
export function daysBetween(weather: Table, from: string, until: string): Table {
  const date = columnIndex(weather, 'date');
  return { ...weather, rows: weather.rows.filter((row) => row[date]! >= from && row[date]! < until) };
}

/** A table that has lost a column. */
export function withoutColumn(table: Table, name: string): Table {
  const lost = columnIndex(table, name);
  const strip = (cells: readonly string[]) => cells.filter((_, index) => index !== lost);
  return { header: strip(table.header), rows: table.rows.map(strip) };
}

/** A sensor that sticks: from a date on a column holds one value. */
export function withStuckSensor(table: Table, column: string, value: string, from: string): Table {
  const date = columnIndex(table, 'date');
  const stick = setCell(table, column, value);
  return { ...table, rows: table.rows.map((row) => (row[date]! >= from ? stick(row) : row)) };
}

/**
 * Does four kinds of damage to about three rows in a hundred: most of them end before their time; a sensor's -999, a word where a
 * number belongs and a category nobody agreed on are in fewer than three of a thousand each, or they would be drift.
 */
export function withDamage(table: Table): Table {
  const sensor = damageRows(table, 500, 7, setCell(table, 'temp_max', '-999'));
  const word = damageRows(sensor, 500, 27, setCell(table, 'wind', 'calm'));
  const category = damageRows(word, 500, 47, setCell(table, 'weather', 'hail'));
  return damageRows(category, 42, 17, (row) => row.slice(0, 4));
}

type Row = readonly string[];

function setCell(table: Table, column: string, value: string): (row: Row) => Row {
  const index = columnIndex(table, column);
  return (row) => row.with(index, value);
}

function damageRows(table: Table, every: number, offset: number, damage: (row: Row) => Row): Table {
  const rows = table.rows.map((row, index) => (index % every === offset ? damage(row) : row));
  return { ...table, rows };
}

function keepDays(weather: Table, isKept: (dayNumber: number) => boolean): Table {
  const date = columnIndex(weather, 'date');
  return {
    ...weather,
    rows: weather.rows.filter((row) => isKept(Math.round(Date.parse(row[date]!) / dayMs))),
  };
}
