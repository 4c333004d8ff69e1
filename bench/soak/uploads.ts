import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';

/** Something that is uploaded. */
export interface Upload {
  readonly key: string;
  readonly content: string | Uint8Array;
  /** What becomes of it: a verdict, or nothing, as it is part of a folder or names no model. */
  readonly becomes: 'accepted' | 'rejected' | 'nothing';
}

export const contract = JSON.stringify({
  schemaVersion: 1,
  columns: [
    { name: 'id', kind: 'integer', role: 'id' },
    { name: 'amount', kind: 'numeric', min: -1_000, max: 1_000 },
    { name: 'channel', kind: 'categorical', values: ['web', 'shop', 'phone'] },
  ],
  reference: { learnFrom: 0 },
});

type Row = readonly [id: number, amount: number, channel: string];

/** Rows of one batch, which differ from those of any other. @param shift  added to every amount */
function rowsOf(batch: number, rows: number, shift = 0): readonly Row[] {
  return Array.from({ length: rows }, (_, row) => {
    const spread = ((row + 1) * 7919 + batch * 104_729) % 2003;
    return [batch * rows + row, spread / 10 + shift, ['web', 'shop', 'phone'][spread % 3] ?? ''] as const;
  });
}

export function csv(rows: readonly Row[], more: readonly string[] = []): string {
  return `${['id,amount,channel', ...rows.map((cells) => cells.join(',')), ...more].join('\n')}\n`;
}

function jsonLines(rows: readonly Row[]): string {
  return rows.map(([id, amount, channel]) => `${JSON.stringify({ id, amount, channel })}\n`).join('');
}

function parquet(rows: readonly Row[]): Uint8Array {
  const columnData = [
    { name: 'id', data: rows.map(([id]) => id), type: 'INT32' as const },
    { name: 'amount', data: rows.map(([, amount]) => amount), type: 'DOUBLE' as const },
    { name: 'channel', data: rows.map(([, , channel]) => channel), type: 'STRING' as const },
  ];
  return new Uint8Array(parquetWriteBuffer({ columnData }));
}

export function referenceCsv(): string {
  return csv(rowsOf(0, 2_000));
}

const rowsABatch = 200;

/** A plain file. */
export function plainUpload(model: string, batch: number): Upload {
  return {
    key: `batches/${model}/${batch}.csv`,
    content: csv(rowsOf(batch, rowsABatch)),
    becomes: 'accepted',
  };
}

/** What people and programs upload, in turns: each makes one batch, but for strays. */
const kinds: readonly ((folder: string, batch: number) => readonly Upload[])[] = [
  (folder, batch) => file(`${folder}/${batch}.csv`, csv(rowsOf(batch, rowsABatch))),
  (folder, batch) => file(`${folder}/${batch}.csv.gz`, gzipSync(csv(rowsOf(batch, rowsABatch)))),
  (folder, batch) => file(`${folder}/${batch}.jsonl`, jsonLines(rowsOf(batch, rowsABatch))),
  (folder, batch) => file(`${folder}/${batch}.parquet`, parquet(rowsOf(batch, rowsABatch))),
  // It drifted.
  (folder, batch) => file(`${folder}/${batch}-moved.csv`, csv(rowsOf(batch, rowsABatch, 90))),
  // Two rows break the contract.
  (folder, batch) =>
    file(`${folder}/${batch}-bad.csv`, csv(rowsOf(batch, rowsABatch), ['x,1,web', '7,1,fax'])),
  // The same key is written again and again.
  (folder, batch) => file(`${folder}/again.csv`, csv(rowsOf(batch, rowsABatch))),
  // A folder of three parts.
  (folder, batch) => [
    ...[0, 1, 2].flatMap((part) =>
      file(`${folder}/${batch}/part-${part}.csv`, csv(rowsOf(3 * batch + part, rowsABatch)), 'nothing'),
    ),
    ...file(`${folder}/${batch}/_SUCCESS`, ''),
  ],
  // A column is missing.
  (folder, batch) => file(`${folder}/${batch}-short.csv`, 'id,amount\n1,2\n', 'rejected'),
  // Parquet that was cut off.
  (folder, batch) =>
    file(`${folder}/${batch}-cut.parquet`, parquet(rowsOf(batch, rowsABatch)).subarray(0, 500), 'rejected'),
  // It names no model.
  (_, batch) => file(`batches/stray-${batch}.csv`, 'a\n1\n', 'nothing'),
];

function file(
  key: string,
  content: Upload['content'],
  becomes: Upload['becomes'] = 'accepted',
): readonly Upload[] {
  return [{ key, content, becomes }];
}

/** Uploads that make one batch, in the order in which they are to be uploaded. */
export function mixedUploads(model: string, batch: number): readonly Upload[] {
  return kinds[batch % kinds.length]?.(`batches/${model}`, batch) ?? [];
}
