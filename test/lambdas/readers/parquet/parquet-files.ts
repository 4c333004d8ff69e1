import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ByteSource, memorySource } from '../../../../lambdas/readers/byte-source.ts';
import { readerLimits } from '../../../../lambdas/readers/limits.ts';
import { fetchLimits } from '../../../../lambdas/readers/parquet/chunk-bytes.ts';

const folder = join(import.meta.dirname, 'data');

/** Names of the files that `make-data.py` wrote, without their suffix. */
export function dataNames(): readonly string[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.parquet'));
  return names.map((name) => name.slice(0, -'.parquet'.length));
}

/** The bytes of a file, in memory of their own. */
export function dataBytes(name: string): Uint8Array {
  return Uint8Array.from(readFileSync(join(folder, `${name}.parquet`)));
}

/** What must be read from a file, as `make-data.py` has it. */
export function dataExpected(name: string): readonly ExpectedColumn[] {
  const expected = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
  return expected.same === undefined ? expected.map(withVectors) : dataExpected(expected.same);
}

/** Vectors as `batchRows` has them. */
function withVectors(column: ExpectedColumn): ExpectedColumn {
  return { ...column, cells: column.cells.map((cell) => (Array.isArray(cell) ? cell.join(' ') : cell)) };
}

export interface ExpectedColumn {
  readonly name: string;
  readonly decoding: 'number' | 'integer' | 'timestamp' | 'boolean' | 'category' | 'text' | 'vector';
  readonly dimension?: number;
  readonly cells: readonly unknown[];
}

/** Limits that make every small file meet every edge: blocks of some rows, windows of some bytes. */
export const tightLimits = {
  ...readerLimits,
  ...fetchLimits,
  rowsPerBlock: 7,
  tailBytes: 64,
  groupBytes: 1,
  gapBytes: 0,
  windowBytes: 50,
};

/** A source that writes down every range that is fetched. */
export function countingSource(bytes: Uint8Array): ByteSource & { readonly fetches: [number, number][] } {
  const source = memorySource(bytes);
  const fetches: [number, number][] = [];
  return {
    ...source,
    fetches,
    slice: (from, to) => {
      fetches.push([from, to]);
      return source.slice(from, to);
    },
  };
}
