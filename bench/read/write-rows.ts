import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { finished, pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { type BenchColumn, benchColumns } from './columns.ts';
import { type Random, seededRandom } from './random.ts';

/** How a row is written; undefined stands for a missing cell. */
interface RowFormat {
  readonly header: (columns: readonly BenchColumn[]) => string;
  readonly row: (cells: readonly (string | undefined)[]) => string;
}

const csv: RowFormat = {
  header: (columns) => `${columns.map(({ name }) => name).join(',')}\n`,
  row: (cells) => `${cells.join(',')}\n`,
};

const jsonLines: RowFormat = {
  header: () => '',
  row: (cells) =>
    `{${cells.map((cell, index) => `"${benchColumns[index]!.name}":${asJson(cell, index)}`)}}\n`,
};

function asJson(cell: string | undefined, index: number): string {
  if (cell === undefined) return 'null';
  return benchColumns[index]!.kind === 'categorical' ? JSON.stringify(cell) : cell;
}

const formats = { csv, jsonLines } as const;

/** Rows that are put together before they are written. */
const rowsPerPiece = 1_000;

/** Writes rows: the same for the same seed, whatever the format. @param columns  in JSON those of {@link benchColumns}, drawn otherwise */
export async function writeRows(
  path: string,
  format: keyof typeof formats,
  rows: number,
  seed: number,
  columns: readonly BenchColumn[] = benchColumns,
) {
  const random = seededRandom(seed);
  const { header, row } = formats[format];
  const file = createWriteStream(path, { highWaterMark: 1_048_576 });
  file.write(header(columns));
  for (let written = 0; written < rows; written += rowsPerPiece) {
    const count = Math.min(rowsPerPiece, rows - written);
    const piece = Array.from({ length: count }, () => row(drawCells(columns, random))).join('');
    if (!file.write(piece)) await once(file, 'drain');
  }
  file.end();
  await finished(file);
}

function drawCells(columns: readonly BenchColumn[], random: Random): readonly (string | undefined)[] {
  return columns.map(({ missing, draw }) =>
    missing > 0 && random.uniform() < missing ? undefined : draw(random),
  );
}

/** Writes a file again, compressed. */
export async function writeGzip(path: string, from: string): Promise<void> {
  await pipeline(createReadStream(from), createGzip(), createWriteStream(path));
}
