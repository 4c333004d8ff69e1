import type { RawCell } from '../../lambdas/core/block/column-block.ts';
import type { ColumnContract } from '../../lambdas/core/contract/contract.ts';
import type { Drift } from '../../lambdas/core/result/result-schema.ts';
import { type RandomStream, randomStream } from '../detection/random.ts';
import { referenceSizes, shuffled } from './random-splits.ts';
import { inferReference, judgeRows, type RealReference } from './real-reference.ts';
import { openRows, type RowTable, tableOf } from './row-table.ts';

type Cells = readonly RawCell[];

/** What a change is planted in. */
interface Ground {
  readonly format: RowTable['format'];
  readonly columns: readonly ColumnContract[];
  readonly rows: readonly Cells[];
  readonly referenceRows: readonly Cells[];
  /** What was said of the rows before anything was planted. */
  readonly drift: Drift | undefined;
  readonly random: RandomStream;
}

/** A change of one column of a batch. */
export interface PlantedChange {
  readonly name: string;
  /** @returns the column that changed and the new rows, or undefined where the data have no column for it */
  readonly plant: (ground: Ground) => Planted | undefined;
}

interface Planted {
  readonly column: string;
  readonly rows: readonly Cells[];
}

/** Numbers with fewer different values than this have no unit that could change. */
const fewestDifferent = 20;

/** Times of fewer hours say when a job ran. */
const fewestHours = 8;

/** From this coefficient on a column is said to go with another. */
const strongCorrelation = 0.5;

/** The changes that real accidents make, one column at a time. */
export const plantedChanges: readonly PlantedChange[] = [
  {
    name: 'a number times 2.54',
    plant: (ground) =>
      plantIn(ground, aNumber(ground), (value) => changeNumber(value, (number) => 2.54 * number)),
  },
  {
    name: '5 % of a column missing',
    plant: (ground) => {
      const empty = ground.format === 'csv' ? '' : null;
      return plantIn(ground, aFeature(ground), (cell) => (ground.random.uniform() < 0.05 ? empty : cell));
    },
  },
  {
    name: 'the commonest category renamed',
    plant: (ground) => {
      const column = oneOf(ground, ({ kind }) => kind === 'categorical');
      const commonest = column === undefined ? undefined : mostFrequent(ground.rows, column);
      return plantIn(ground, column, (cell) => (cell === commonest ? `${cell} (new)` : cell));
    },
  },
  {
    name: 'a number shuffled against the others',
    plant: (ground) => {
      const column = correlatedColumn(ground);
      if (column === undefined) return undefined;
      const mixed = shuffled(ground.rows, ground.random);
      return plantIn(ground, column, (_, row) => mixed[row]?.[column]);
    },
  },
  {
    name: "capped at the reference's 95th percentile",
    plant: (ground) => {
      const column = aNumber(ground);
      const cap = column === undefined ? Number.NaN : quantile(ground.referenceRows, column, 0.95);
      return plantIn(ground, column, (cell) => (numberOf(cell) > cap ? like(cell, cap) : cell));
    },
  },
  {
    name: '-999 in 1 % of a number',
    plant: (ground) =>
      plantIn(ground, aNumber(ground), (cell) => (ground.random.uniform() < 0.01 ? like(cell, -999) : cell)),
  },
  {
    name: 'times moved by 5 h',
    plant: (ground) => plantIn(ground, aTime(ground), (cell) => movedTime(cell, 5)),
  },
];

/** How often a change was told, of batches in which it was planted. */
export interface PlantedTally {
  readonly change: string;
  readonly set: string;
  readonly batches: number;
  readonly drifted: number;
  readonly rejected: number;
  /** Accepted without an alarm, but with 0.5 % of the rows set aside or more. */
  readonly rowsAside: number;
}

export interface PlantedOptions {
  readonly references: number;
  readonly batches: number;
  readonly batchRows: number;
}

/** From so many rows set aside on people get a message. */
const toldRowsAside = 0.005;

/** Plants every change in random batches of one size, each held against a random reference of the same source. */
export async function plantChanges(
  set: string,
  table: RowTable,
  { references, batches, batchRows }: PlantedOptions,
): Promise<readonly PlantedTally[]> {
  const referenceRows = referenceSizes(table.rows.length).at(-1) ?? 0;
  const tallies = plantedChanges.map(({ name }) => noneOf(name, set));
  for (let round = 0; round < references; round++) {
    const random = randomStream(`${set} planted ${round}`);
    const cells = shuffled(table.rows, random).map((row) => row.cells);
    const before = cells.slice(0, referenceRows);
    const reference = await inferReference(await openCells(table, before));
    if (reference.status === 'refused') continue;
    for (let batch = 0; batch < batches; batch++) {
      const from = referenceRows + batch * batchRows;
      const rows = cells.slice(from, from + batchRows);
      if (rows.length < batchRows) break;
      await plantAll(table, reference, { before, rows, random }, tallies);
    }
  }
  return tallies.filter((tally) => tally.batches > 0);
}

interface Draw {
  readonly before: readonly Cells[];
  readonly rows: readonly Cells[];
  readonly random: RandomStream;
}

type GrowingTally = { -readonly [Key in keyof PlantedTally]: PlantedTally[Key] };

function noneOf(change: string, set: string): GrowingTally {
  return { change, set, batches: 0, drifted: 0, rejected: 0, rowsAside: 0 };
}

/** Plants every change in days, each held against a reference of other days. */
export async function plantInDays(
  set: string,
  table: RowTable,
  { before, days, reference, random }: PlantedDays,
): Promise<readonly PlantedTally[]> {
  const tallies = plantedChanges.map(({ name }) => noneOf(name, set));
  for (const rows of days) await plantAll(table, reference, { before, rows, random }, tallies);
  return tallies;
}

/** Days that changes are planted in. */
export interface PlantedDays extends Omit<Draw, 'rows'> {
  readonly days: readonly (readonly Cells[])[];
  readonly reference: Extract<RealReference, { readonly status: 'usable' }>;
}

async function plantAll(
  table: RowTable,
  reference: Extract<RealReference, { readonly status: 'usable' }>,
  { before, rows, random }: Draw,
  tallies: readonly GrowingTally[],
): Promise<void> {
  const { drift } = await judgeRows(reference, await openCells(table, rows));
  const { columns } = reference.contract;
  const ground = { format: table.format, columns, rows, referenceRows: before, drift, random };
  for (const [index, { plant }] of plantedChanges.entries()) {
    const planted = plant(ground);
    const tally = tallies[index];
    if (!planted || !tally) continue;
    const outcome = await judgeRows(reference, await openCells(table, planted.rows));
    tally.batches++;
    if (outcome.status === 'drifted') tally.drifted++;
    else if (outcome.status === 'rejected') tally.rejected++;
    else if (outcome.rowsAside >= toldRowsAside * outcome.rows) tally.rowsAside++;
  }
}

/** Written anew, changed or not: reference and batches are of one hand. */
export function openCells({ format, columns }: RowTable, cells: readonly Cells[]) {
  const table = tableOf(format, columns, cells);
  return openRows(table, table.rows);
}

function plantIn(
  { columns, rows }: Ground,
  column: number | undefined,
  change: (cell: RawCell, row: number) => RawCell,
): Planted | undefined {
  if (column === undefined) return undefined;
  const changed = rows.map((cells, row) => cells.with(column, change(cells[column], row)));
  const isChanged = changed.some((cells, row) => cells[column] !== rows[row]?.[column]);
  return isChanged ? { column: columns[column]?.name ?? '', rows: changed } : undefined;
}

/** Columns of a contract that is inferred are those of the file, in its order. */
function oneOf({ columns, random }: Ground, fits: (column: ColumnContract, index: number) => boolean) {
  const fitting = columns.flatMap((column, index) =>
    column.role === 'feature' && fits(column, index) ? [index] : [],
  );
  return fitting[Math.floor(random.uniform() * fitting.length)];
}

function aFeature(ground: Ground): number | undefined {
  return oneOf(ground, ({ kind }) => kind !== 'text');
}

function aNumber(ground: Ground): number | undefined {
  return oneOf(
    ground,
    ({ kind }, index) =>
      (kind === 'numeric' || kind === 'integer') &&
      new Set(ground.rows.map((cells) => cells[index])).size >= fewestDifferent,
  );
}

/** Times with an hour, of which a batch has some. */
function aTime({ columns, rows }: Ground): number | undefined {
  const index = columns.findIndex(
    ({ kind }, column) =>
      kind === 'timestamp' && new Set(rows.map((cells) => hourIn(cells[column]))).size >= fewestHours,
  );
  return index < 0 ? undefined : index;
}

const timePattern = /^(\d{4}-\d\d-\d\d[T ])(\d\d)(:\d\d.*)$/;

function hourIn(cell: RawCell): string | undefined {
  return timePattern.exec(String(cell))?.[2];
}

/** A time of another zone, written as before. */
function movedTime(cell: RawCell, byHours: number): RawCell {
  const [, day, hour, rest] = timePattern.exec(String(cell)) ?? [];
  if (day === undefined || hour === undefined || rest === undefined) return cell;
  const moved = new Date(`${day.slice(0, 10)}T${hour}:00:00Z`);
  moved.setUTCHours(moved.getUTCHours() + byHours);
  return `${moved.toISOString().slice(0, 10)}${day.slice(10)}${moved.toISOString().slice(11, 13)}${rest}`;
}

/** A column of numbers that goes with another one, the strongest first. */
function correlatedColumn({ columns, drift }: Ground): number | undefined {
  const [strongest] = (drift?.pairs ?? [])
    .filter(({ categories, reference }) => !categories && Math.abs(reference) >= strongCorrelation)
    .toSorted((a, b) => Math.abs(b.reference) - Math.abs(a.reference));
  const index = columns.findIndex(({ name }) => name === strongest?.columns[0]);
  return index < 0 ? undefined : index;
}

function mostFrequent(rows: readonly Cells[], column: number): RawCell {
  const present = rows
    .map((cells) => cells[column])
    .filter((cell) => typeof cell === 'string' && cell !== '');
  const groups = [...Map.groupBy(present, (cell) => cell).values()];
  return groups.toSorted((a, b) => b.length - a.length)[0]?.[0];
}

function quantile(rows: readonly Cells[], column: number, share: number): number {
  const values = rows.map((cells) => numberOf(cells[column])).filter((value) => !Number.isNaN(value));
  return values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? Number.NaN;
}

function numberOf(cell: RawCell): number {
  if (typeof cell === 'number') return cell;
  return typeof cell === 'string' && cell.trim() !== '' ? Number(cell) : Number.NaN;
}

/** A number changed and written to the decimals that it had. */
function changeNumber(cell: RawCell, change: (value: number) => number): RawCell {
  const value = numberOf(cell);
  if (Number.isNaN(value)) return cell;
  const decimals = String(cell).split('.')[1]?.length ?? 0;
  return like(cell, Number(change(value).toFixed(Math.min(decimals, 15))));
}

function like(cell: RawCell, value: number): RawCell {
  return typeof cell === 'number' ? value : String(value);
}
