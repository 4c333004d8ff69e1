import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { customersContract, customersCsv } from '../support/build-csv.ts';
import { makeTalk } from '../support/build-talk.ts';
import { type Random, seededRandom } from '../support/random.ts';

type Content = string | Uint8Array;

/** A model's contract, what it is compared with, and batches in the order in which they come. */
export interface RecordedCase {
  readonly contract: object;
  /** By path below the model's references. */
  readonly references: Readonly<Record<string, Content>>;
  /** By path below the model's batches. The result of the last one is what is recorded. */
  readonly batches: Readonly<Record<string, Content>>;
}

/** A column's cell, by row. */
type Cell = (random: Random, row: number) => string;

function csv(seed: number, rows: number, columns: Readonly<Record<string, Cell>>): string {
  const random = seededRandom(seed);
  const lines = Array.from({ length: rows }, (_, row) =>
    Object.values(columns)
      .map((cell) => cell(random, row))
      .join(','),
  );
  return `${[Object.keys(columns).join(','), ...lines].join('\n')}\n`;
}

function normal(mean: number, deviation: number, decimals = 2): Cell {
  return (random) => (mean + deviation * random.normal()).toFixed(decimals);
}

function oneOf(...values: readonly string[]): Cell {
  return (random) => values[random.integer(values.length)]!;
}

function withGaps(share: number, cell: Cell): Cell {
  return (random, row) => (random.uniform() < share ? '' : cell(random, row));
}

const numberMethods = [
  ...['ks', 'cramer-von-mises', 'anderson-darling', 'mann-whitney', 'welch-t', 'brown-forsythe'],
  ...['wasserstein', 'jensen-shannon', 'psi', 'hellinger', 'total-variation'],
] as const;
const categoryMethods = ['chi-square', 'g-test', 'l-infinity', 'cramers-v'] as const;

/** Each column under another method, all of them moved. */
function methods(moved: number): Readonly<Record<string, Cell>> {
  const numbers = numberMethods.map((method) => [method, normal(10 + moved, 3 + moved)] as const);
  const values = moved > 0 ? ['a', 'a', 'b', 'c'] : ['a', 'b', 'c'];
  const categories = categoryMethods.map((method) => [method, oneOf(...values)] as const);
  return Object.fromEntries([...numbers, ...categories]);
}

/** Two numbers of a normal law that hang together as much as told, and one that does not. */
function pair(seed: number, rows: number, correlation: number): string {
  let shared = 0;
  const tied: Cell = (random) => {
    const own = Math.sqrt(1 - correlation ** 2) * random.normal();
    return (correlation * shared + own).toFixed(3);
  };
  const first: Cell = (random) => {
    shared = random.normal();
    return shared.toFixed(3);
  };
  return csv(seed, rows, { x: first, y: tied, z: normal(0, 1, 3) });
}

function flights(seed: number, rows: number, delayOfSpirit: number): string {
  let carrier = '';
  const carriers = oneOf('United', 'Delta', 'Spirit');
  return csv(seed, rows, {
    carrier: (random, row) => {
      carrier = carriers(random, row);
      return carrier;
    },
    delay: (random) => (10 * random.normal() + (carrier === 'Spirit' ? delayOfSpirit : 0)).toFixed(1),
  });
}

function parquet(name: string): Uint8Array {
  return readFileSync(join(import.meta.dirname, '../badinput/files', name));
}

const talkColumns = {
  note: { name: 'note', kind: 'text' },
  v: { name: 'v', kind: 'vector', dimension: 4 },
  at: { name: 'at', kind: 'timestamp' },
};

const loans: object = JSON.parse(
  readFileSync(join(import.meta.dirname, '../badinput/plumbline-contract.json'), 'utf8'),
);

export const recordedCases: Readonly<Record<string, RecordedCase>> = {
  numbers: {
    contract: {
      schemaVersion: 1,
      columns: [
        { name: 'price', kind: 'numeric', nullable: true },
        { name: 'rooms', kind: 'integer' },
        { name: 'same', kind: 'numeric' },
      ],
    },
    references: {
      'a.csv': csv(1, 500, { price: normal(200, 30), rooms: oneOf('1', '2', '3', '4'), same: normal(0, 1) }),
    },
    batches: {
      'today.csv': csv(2, 300, {
        price: withGaps(0.1, normal(230, 30)),
        rooms: oneOf('1', '2', '3', '4', '4'),
        same: normal(0, 1),
      }),
    },
  },
  methods: {
    contract: {
      schemaVersion: 1,
      columns: [
        ...numberMethods.map((method) => ({ name: method, kind: 'numeric', drift: { method } })),
        ...categoryMethods.map((method) => ({ name: method, kind: 'categorical', drift: { method } })),
      ],
      drift: { pairs: { ignore: true }, multivariate: { ignore: true } },
    },
    references: { 'a.csv': csv(3, 200, methods(0)) },
    batches: { 'today.csv': csv(4, 150, methods(1)) },
  },
  categories: {
    contract: {
      schemaVersion: 1,
      columns: [
        { name: 'plan', kind: 'categorical', critical: true },
        { name: 'region', kind: 'categorical', nullable: true, sensitive: true },
        { name: 'active', kind: 'boolean' },
      ],
    },
    references: {
      'a.csv': csv(5, 600, {
        plan: oneOf('free', 'free', 'pro'),
        region: oneOf('north', 'south', 'east'),
        active: oneOf('true', 'false'),
      }),
    },
    batches: {
      'today.csv': csv(6, 400, {
        plan: oneOf('free', 'pro', 'trial'),
        region: withGaps(0.2, oneOf('north', 'south')),
        active: oneOf('true', 'true', 'false'),
      }),
    },
  },
  text: {
    contract: { schemaVersion: 1, columns: [talkColumns.note] },
    references: { 'a.jsonl': makeTalk({ seed: 7, rows: 400 }) },
    batches: { 'today.jsonl': makeTalk({ seed: 8, rows: 300, words: 8, strange: 0.2 }) },
  },
  vectors: {
    contract: { schemaVersion: 1, columns: [talkColumns.v] },
    references: { 'a.jsonl': makeTalk({ seed: 9, rows: 400 }) },
    batches: { 'today.jsonl': makeTalk({ seed: 10, rows: 300, shift: 0.7 }) },
  },
  timestamps: {
    contract: {
      schemaVersion: 1,
      columns: [{ ...talkColumns.at, role: 'timestamp', drift: { derived: true } }],
    },
    references: { 'a.jsonl': makeTalk({ seed: 11, rows: 400 }) },
    batches: { 'today.jsonl': makeTalk({ seed: 12, rows: 300, future: 0.1, shuffled: true }) },
  },
  segments: {
    contract: {
      schemaVersion: 1,
      columns: [
        { name: 'carrier', kind: 'categorical' },
        { name: 'delay', kind: 'numeric' },
      ],
      drift: { segmentBy: 'carrier' },
    },
    references: { 'a.csv': flights(13, 900, 0) },
    batches: { 'today.csv': flights(14, 600, 15) },
  },
  pairs: {
    contract: {
      schemaVersion: 1,
      columns: ['x', 'y', 'z'].map((name) => ({ name, kind: 'numeric' })),
    },
    references: { 'a.csv': pair(15, 600, 0.8) },
    batches: { 'today.csv': pair(16, 500, 0) },
  },
  representation: {
    contract: {
      schemaVersion: 1,
      columns: [
        { name: 'temp', kind: 'numeric' },
        { name: 'count', kind: 'numeric', nullable: true },
      ],
    },
    references: { 'a.csv': csv(17, 400, { temp: normal(15, 5, 1), count: normal(100, 20, 0) }) },
    batches: {
      'today.csv': csv(18, 400, {
        temp: (random) => String(Math.fround(Number((15 + 5 * random.normal()).toFixed(1)))),
        count: (random) => (random.uniform() < 0.1 ? 'NA' : `${(100 + 20 * random.normal()).toFixed(0)}.0`),
      }),
    },
  },
  parquet: {
    contract: loans,
    references: { 'a.parquet': parquet('good.parquet') },
    batches: { 'today.parquet': parquet('enum_uint8_float32.parquet') },
  },
  rejected: {
    contract: customersContract,
    references: { 'a.csv': customersCsv({ rows: 300, seed: 19 }) },
    batches: { 'today.csv': 'id,age,shoe size\n1,40,43\n2,41,44\n' },
  },
  quarantined: {
    contract: {
      schemaVersion: 1,
      columns: [
        { name: 'id', kind: 'integer', role: 'id', unique: true },
        { name: 'age', kind: 'numeric', min: 0, max: 120, nullable: true },
        { name: 'plan', kind: 'categorical', values: ['free', 'basic', 'pro'] },
        { name: 'active', kind: 'boolean' },
      ],
      batch: { extraColumns: 'warn' },
    },
    references: { 'a.csv': customersCsv({ rows: 300, seed: 20 }) },
    batches: {
      'today.csv': customersCsv({
        rows: 300,
        seed: 21,
        older: 6,
        extraRows: ['7,40,free,true', 'x,40,free,true', '901,140,free,true', '902,4,gold,maybe', '903,4', ''],
      }),
    },
  },
  rolling: {
    contract: { ...customersContract, reference: { rolling: 2 } },
    references: { 'a.csv': customersCsv({ rows: 600, seed: 22 }) },
    batches: {
      'day-1.csv': customersCsv({ rows: 300, seed: 23 }),
      'day-2.csv': customersCsv({ rows: 300, seed: 24, older: 6 }),
      'day-3.csv': customersCsv({ rows: 300, seed: 25, older: 6 }),
      'day-4.csv': customersCsv({ rows: 300, seed: 26, missing: 0.1 }),
    },
  },
  season: {
    contract: { ...customersContract, reference: { season: 'month' } },
    references: {
      'a.csv': customersCsv({ rows: 300, seed: 27 }),
      'month=december/a.csv': customersCsv({ rows: 300, seed: 28, older: 10 }),
    },
    batches: { '2026-12-02.csv': customersCsv({ rows: 300, seed: 29, older: 10 }) },
  },
};
