import { gzipSync, zstdCompressSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import type { Contract } from '../../../lambdas/core/contract/contract.ts';
import { inferFromRows } from '../../../lambdas/pipeline/reference/infer-from-rows.ts';
import { readReferenceRows } from '../../../lambdas/pipeline/reference/read-reference-rows.ts';
import { openBatch } from '../../../lambdas/pipeline/upload/open-batch.ts';
import { memorySource } from '../../../lambdas/readers/byte-source.ts';

const cities = ['Zürich', 'Kraków', '東京', 'say "hi"', 'a,b', 'line\nbreak'];
const rows = Array.from({ length: 9_000 }, (_, row) => {
  const noise = Math.sin(row * 12.9898) * 43758.5453;
  const share = noise - Math.floor(noise);
  return {
    id: row + 1,
    amount: row % 50 === 0 ? null : share * 10 ** ((row % 7) - 3),
    count: Math.floor(share * 40) - 5,
    city: row % 90 === 7 ? null : cities[row % cities.length]!,
    isNew: row % 3 === 0,
    at: new Date(Date.UTC(2026, 0, 1) + row * 61_000).toISOString(),
    late: row < 6_000 ? null : row % 5,
  };
});
const names = Object.keys(rows[0]!);

const quote = (cell: unknown) =>
  cell === null ? '' : /[",\n]/.test(`${cell}`) ? `"${`${cell}`.replaceAll('"', '""')}"` : `${cell}`;
const csv = [names, ...rows.map((row) => Object.values(row).map(quote))]
  .map((cells) => `${cells.join()}\n`)
  .join('');
/** Keys in an order that changes, absent where there is no value. */
const jsonl = rows
  .map((row, index) => {
    const entries = Object.entries(row).filter(([, cell]) => cell !== null || index % 2 === 0);
    return `${JSON.stringify(Object.fromEntries(index % 4 === 0 ? entries.reverse() : entries))}\n`;
  })
  .join('');

const files = {
  'a.csv': Buffer.from(csv),
  'a.tsv': Buffer.from(csv.replaceAll(/"[^"]*(?:""[^"]*)*"|,/g, (part) => (part === ',' ? '\t' : part))),
  'a.csv.gz': gzipSync(csv),
  'a.csv.zst': zstdCompressSync(csv),
  'a.jsonl': Buffer.from(jsonl),
  'a.json': Buffer.from(JSON.stringify(rows, undefined, 1)),
  'a.jsonl.gz': gzipSync(jsonl),
  'a.jsonl.zst': zstdCompressSync(jsonl),
};

function open(name: string, bytes: Uint8Array) {
  return openBatch({ key: `references/model/${name}`, source: memorySource(new Uint8Array(bytes)) });
}

async function inferred(name: keyof typeof files): Promise<Contract> {
  return (await inferFromRows(await open(name, files[name]))).contract;
}

test('all formats of the same rows give the same contract', async () => {
  const expected = await inferred('a.csv');

  expect(expected.columns.map(({ kind }) => kind)).toEqual([
    'integer',
    'numeric',
    'integer',
    'categorical',
    'boolean',
    'timestamp',
    'integer',
  ]);
  for (const name of ['a.jsonl', 'a.json'] as const) {
    const { columns, ...rest } = await inferred(name);
    const byName = names.map((column) => columns.find((one) => one.name === column));
    expect({ columns: byName, ...rest }).toEqual(expected);
  }
});

test('all formats of the same rows give the same bins and the same profile, to the bit', async () => {
  const contract = await inferred('a.csv');
  const expected = await readReferenceRows(await open('a.csv', files['a.csv']), contract);

  expect(expected).toMatchObject({ status: 'usable', profile: { rows: { read: 9_000, accepted: 9_000 } } });
  for (const [name, bytes] of Object.entries(files)) {
    const read = await readReferenceRows(await open(name, bytes), contract);
    expect({ name, read: JSON.stringify(read) }).toEqual({ name, read: JSON.stringify(expected) });
  }
});

test('a text that looks like a number makes no numeric column of JSON', async () => {
  const text = Array.from(
    { length: 200 },
    (_, row) => `{"code":"${row % 9}","n":${row},"flag":"true","mixed":${row % 2 ? 1 : '"1"'}}\n`,
  ).join('');

  const { contract } = await inferFromRows(await open('a.jsonl', Buffer.from(text)));

  expect(contract.columns.map(({ kind }) => kind)).toEqual([
    'categorical',
    'integer',
    'categorical',
    'categorical',
  ]);
});
