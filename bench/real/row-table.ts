import { type RawCell, rowFault } from '../../lambdas/core/block/column-block.ts';
import { openBatch } from '../../lambdas/pipeline/upload/open-batch.ts';
import type { BatchFormat, OpenBatch } from '../../lambdas/readers/batch-reader.ts';
import { memorySource } from '../../lambdas/readers/byte-source.ts';
import { openFile } from '../read/bench-files.ts';

/** A row as its file has it: text to be read again, and the cells of it. */
export interface TableRow {
  readonly text: string;
  readonly cells: readonly RawCell[];
}

/** A data set in memory, of which any rows can be read again as a batch. Parquet becomes JSON. */
export interface RowTable {
  readonly format: Exclude<BatchFormat, 'parquet'>;
  readonly columns: readonly string[];
  readonly delimiter: string;
  readonly rows: readonly TableRow[];
}

export interface ReadOptions {
  /** Of how many rows one is kept; 1 keeps all. */
  readonly oneIn?: number;
  readonly isWanted?: (cells: readonly RawCell[]) => boolean;
}

/**
 * Reads a file, whatever its format. Rows that can't be split into cells are left out.
 *
 * @throws UnreadableBatchError when it can't be read
 */
export async function readTable(
  path: string,
  { oneIn = 1, isWanted = () => true }: ReadOptions = {},
): Promise<RowTable> {
  const batch = await openBatch(await openFile(path));
  const requests = batch.columnNames.map((name) => ({ name, decoding: 'category' as const }));
  const format = batch.format === 'csv' ? 'csv' : 'jsonl';
  const rows: TableRow[] = [];
  for await (const block of batch.blocks(requests, { missingTokens: [''] })) {
    for (let row = 0; row < block.rowCount; row++) {
      if ((block.firstRow + row) % oneIn !== 0 || block.faults[row] !== rowFault.none) continue;
      const { text, cells } = block.raw(row);
      if (isWanted(cells)) rows.push({ text: format === 'csv' ? text : onOneLine(text), cells });
    }
  }
  return { format, columns: batch.columnNames, delimiter: batch.dialect?.delimiter ?? ',', rows };
}

/** In JSON a line end is never within a value. */
function onOneLine(json: string): string {
  return json.replaceAll(/[\r\n]+/g, ' ');
}

/** Opens rows of a table as Plumbline opens an upload. */
export async function openRows(
  { format, columns, delimiter }: Pick<RowTable, 'format' | 'columns' | 'delimiter'>,
  rows: readonly TableRow[],
): Promise<OpenBatch> {
  const header = format === 'csv' ? [csvLine(columns, delimiter)] : [];
  const text = [...header, ...rows.map((row) => row.text), ''].join('\n');
  return openBatch({ source: memorySource(new TextEncoder().encode(text)), key: `batch.${format}` });
}

/** A table of other columns and rows, written as JSON where cells have types and as CSV where they are texts. */
export function tableOf(
  format: RowTable['format'],
  columns: readonly string[],
  rows: readonly (readonly RawCell[])[],
): RowTable {
  const write = (cells: readonly RawCell[]) =>
    format === 'csv' ? csvLine(cells.map(String), ',') : jsonLine(columns, cells);
  return { format, columns, delimiter: ',', rows: rows.map((cells) => ({ text: write(cells), cells })) };
}

function csvLine(cells: readonly string[], delimiter: string): string {
  return cells
    .map((cell) => (isPlain(cell, delimiter) ? cell : `"${cell.replaceAll('"', '""')}"`))
    .join(delimiter);
}

function isPlain(cell: string, delimiter: string): boolean {
  return !cell.includes(delimiter) && !/["\r\n]/.test(cell);
}

function jsonLine(columns: readonly string[], cells: readonly RawCell[]): string {
  return JSON.stringify(Object.fromEntries(columns.map((name, index) => [name, cells[index] ?? null])));
}
