import { isUtf8 } from 'node:buffer';
import type { ColumnBlock } from '../../core/block/column-block.ts';
import { rowFault } from '../../core/block/column-block.ts';
import type { OpenBatch } from '../batch-reader.ts';
import { type ByteStreamSource, byteOrderMarkLength } from '../byte-source.ts';
import { openCsv } from '../csv/open-csv.ts';
import type { ReaderLimits } from '../limits.ts';
import { csvCell } from './csv-cells.ts';
import type { BadRecord } from './event-record.ts';

/** A record as rows of CSV with their line ends, or why it is none. */
export type ConvertLine = (line: string) => string | BadRecord;

/**
 * Opens a file of records as the CSV that they are converted to, record by record: what is known of CSV is known of it. A record that is
 * none is a malformed row with its reason.
 *
 * @param columnNames  of that CSV
 */
export async function openEventLines(
  source: ByteStreamSource,
  { columnNames, convert, limits }: EventLines,
): Promise<Pick<OpenBatch, 'cells' | 'columnNames' | 'blocks' | 'compression'>> {
  const header = `${columnNames.map(csvCell).join(',')}\n`;
  const csv = await openCsv(convertedSource(source, header, { convert, limits }), limits, { delimiter: ',' });
  return {
    compression: 'none',
    cells: 'text',
    columnNames: csv.columnNames,
    async *blocks(columns, spelling) {
      for await (const block of csv.blocks(columns, spelling)) yield withReasons(block);
    },
  };
}

/** What becomes of the records. */
export interface EventLines {
  readonly columnNames: readonly string[];
  readonly convert: ConvertLine;
  readonly limits: ReaderLimits;
}

function convertedSource(
  source: ByteStreamSource,
  header: string,
  lines: Pick<EventLines, 'convert' | 'limits'>,
): ByteStreamSource {
  return {
    async *stream(from = 0, to = Number.POSITIVE_INFINITY) {
      let position = 0;
      for await (const text of convertedTexts(source, header, lines)) {
        const bytes = Buffer.from(text);
        const begin = Math.max(0, from - position);
        const end = Math.min(bytes.length, to - position);
        position += bytes.length;
        if (begin < end) yield bytes.subarray(begin, end);
        if (position >= to) return;
      }
    },
  };
}

async function* convertedTexts(
  source: ByteStreamSource,
  header: string,
  { convert, limits }: Pick<EventLines, 'convert' | 'limits'>,
): AsyncGenerator<string> {
  yield header;
  for await (const lines of wholeLines(source, limits.rowBytes)) {
    let text = '';
    for (const line of lines) {
      if (line === '' || line === '\r') continue;
      const converted = convert(line);
      text += typeof converted === 'string' ? converted : badRow(converted.reason, line);
    }
    yield text;
  }
}

const lineFeed = 0x0a;

/** The lines of a stream, some at a time. One that is longer than the limit is cut: it is no record then. */
export async function* wholeLines(
  source: ByteStreamSource,
  maximumBytes: number,
): AsyncGenerator<readonly string[]> {
  let begun: Buffer[] = [];
  let begunBytes = 0;
  let skip = -1;
  for await (const piece of source.stream()) {
    const bytes = Buffer.from(piece);
    if (skip < 0) skip = byteOrderMarkLength(bytes);
    const last = bytes.lastIndexOf(lineFeed);
    if (last >= 0) {
      yield textOf(Buffer.concat([...begun, bytes.subarray(0, last)]).subarray(skip)).split('\n');
      skip = 0;
      begun = [];
      begunBytes = 0;
    }
    const rest = bytes.subarray(last + 1);
    if (begunBytes <= maximumBytes) begun.push(rest);
    begunBytes += rest.length;
  }
  if (begunBytes > 0) yield textOf(Buffer.concat(begun).subarray(Math.max(0, skip))).split('\n');
}

/** A line with bytes that are no UTF-8 is no JSON: it is left broken. */
function textOf(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  if (isUtf8(bytes)) return text;
  return text.replace(/^.*\uFFFD.*$/gm, '\uFFFD$&');
}

const notClosed = '!';

/** Characters of a broken record that are kept: a raw row must hold them with all their escapes. */
const maximumToldLength = 10_000;

/** A row that no reader of CSV can split, with all that is to be told of it within its quotes. */
function badRow(reason: string, line: string): string {
  const told = JSON.stringify([reason, line.slice(0, maximumToldLength)]);
  return `"${told.replaceAll('"', '""')}"${notClosed}\n`;
}

function withReasons(block: ColumnBlock): ColumnBlock {
  return {
    ...block,
    raw: (row) => {
      const raw = block.raw(row);
      const told = block.faults[row] === rowFault.malformed ? toldBy(raw.text) : undefined;
      return told ? { ...told, cells: raw.cells.map(() => undefined) } : raw;
    },
  };
}

function toldBy(text: string): { readonly reason: string; readonly text: string } | undefined {
  if (!text.endsWith(`"${notClosed}`)) return undefined;
  const [reason, line] = JSON.parse(text.slice(1, -2).replaceAll('""', '"'));
  return { reason: String(reason), text: String(line) };
}
