import { parquetWriteBuffer } from 'hyparquet-writer';
import type { Table } from './table.ts';

/** What a file says that pandas wrote it with, and how numbers are kept. */
export interface PandasSetting {
  readonly pandas: string;
  readonly numbers: 'DOUBLE' | 'FLOAT';
}

/** Columns of the weather that are numbers. */
const numeric: ReadonlySet<string> = new Set(['precipitation', 'temp_max', 'temp_min', 'wind']);

/** A table as a Parquet file, with the note that pandas leaves in the files that it writes. */
export function parquetFile({ header, rows }: Table, { pandas, numbers }: PandasSetting): Uint8Array {
  const dtype = numbers === 'DOUBLE' ? 'float64' : 'float32';
  const columns = header.map((name, index) => {
    const cells = rows.map((row) => row[index] ?? '');
    return numeric.has(name)
      ? { name, data: cells.map(Number), type: numbers }
      : { name, data: cells, type: 'STRING' as const };
  });
  const note = {
    columns: header.map((name) => ({ name, numpy_type: numeric.has(name) ? dtype : 'object' })),
    pandas_version: pandas,
  };
  const file = parquetWriteBuffer({
    columnData: columns,
    kvMetadata: [{ key: 'pandas', value: JSON.stringify(note) }],
  });
  return new Uint8Array(file);
}
