import { parquetWriteBuffer } from 'hyparquet-writer';
import { receiveReference } from '../../lambdas/pipeline/receive-reference.ts';
import { seededRandom } from './random.ts';
import { buildWorld, copyWorld, type World } from './world.ts';

/** A contract in which every signal has something to keep of rows, and one in twenty rows breaks it. */
export const claimsContract = {
  schemaVersion: 1,
  columns: [
    { name: 'claim', kind: 'text', role: 'id' },
    { name: 'at', kind: 'timestamp', role: 'timestamp' },
    { name: 'amount', kind: 'numeric', min: 0 },
    { name: 'region', kind: 'categorical' },
    { name: 'note', kind: 'text', nullable: true },
    { name: 'sure', kind: 'numeric', role: 'confidence' },
    { name: 'said', kind: 'categorical', role: 'prediction' },
    { name: 'paid', kind: 'categorical', role: 'label', required: false, nullable: true },
    { name: 'model', kind: 'categorical', role: 'modelVersion' },
  ],
  drift: { segmentBy: 'region', segmentMinRows: 20 },
  model: { positiveClass: 'yes' },
  batch: { maxRejectedShare: 0.5 },
} as const;

/** Texts that cuts may fall into: of several lines, with quotes, of characters of several bytes. */
const notes = [
  'all is well',
  'two\nlines',
  'say "hi", she said',
  '東京 \u{1f600}',
  null,
  '"\n""',
  'a, b\r\n\r\nc',
];

export interface Claim {
  readonly [name: string]: string | number | null;
}

export function claims(rows: number, seed: number): readonly Claim[] {
  const random = seededRandom(seed);
  return Array.from({ length: rows }, (_, row) => {
    const sure = Number(random.uniform().toFixed(3));
    const amount = random.uniform() < 0.05 ? -1 : Number((100 * Math.exp(random.normal())).toFixed(2));
    return {
      claim: `c${seed}-${row}`,
      at: new Date(Date.UTC(2026, 10, 1) + 60_000 * row).toISOString(),
      amount,
      region: ['north', 'south', 'east', `new ${seed}`][Math.floor(3.1 * random.uniform())]!,
      note: notes[random.integer(notes.length)]!,
      sure,
      said: sure > 0.5 ? 'yes' : 'no',
      paid: random.uniform() < 0.2 ? null : random.uniform() < sure ? 'yes' : 'no',
      model: `v${1 + random.integer(3)}`,
    };
  });
}

export function claimsCsv(rows: readonly Claim[], lineEnd = '\n'): string {
  const quoted = (cell: Claim[string]) =>
    typeof cell === 'string' && /[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : `${cell ?? ''}`;
  const names = claimsContract.columns.map(({ name }) => name);
  return [names, ...rows.map((row) => names.map((name) => quoted(row[name]!)))]
    .map((cells) => `${cells.join(',')}${lineEnd}`)
    .join('');
}

export function claimsJsonl(rows: readonly Claim[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

/** @param rowGroupSize  rows of a row group */
export function claimsParquet(rows: readonly Claim[], rowGroupSize: number): Uint8Array {
  const columnData = claimsContract.columns.map(({ name, kind }) => ({
    name,
    data: rows.map((row) => row[name]),
    type: kind === 'numeric' ? ('DOUBLE' as const) : ('STRING' as const),
    nullable: true,
  }));
  return new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize }));
}

/** A world with the contract of the claims and their reference, built once. */
export async function claimsWorld(settings: object = {}): Promise<World> {
  built ??= buildReference();
  const world = copyWorld(await built);
  world.inbox.put('contracts/claims.json', JSON.stringify({ ...claimsContract, ...settings }));
  return world;
}

let built: Promise<World> | undefined;

async function buildReference(): Promise<World> {
  const world = buildWorld();
  world.inbox.put('contracts/claims.json', JSON.stringify(claimsContract));
  const { key, versionId } = world.inbox.put('references/claims/r.csv', claimsCsv(claims(500, 1)));
  await receiveReference({ bucket: world.inbox.bucket, key, versionId }, world.services);
  return world;
}
