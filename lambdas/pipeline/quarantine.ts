import { once } from 'node:events';
import { createGzip } from 'node:zlib';
import { parseNumber } from '../core/block/cell-grammar.ts';
import { maximumRawTextLength, type RawRow } from '../core/block/column-block.ts';
import { hasSensitive, shownRow } from '../core/contract/check/sensitive.ts';
import type { Contract } from '../core/contract/contract.ts';
import type { Violation } from '../core/contract/violation.ts';
import type { OpenBatch } from '../readers/batch-reader.ts';
import type { ObjectStore } from './ports.ts';

/** A row that broke the contract. */
export interface RefusedRow {
  /** Number of the row in the batch, from 1. */
  readonly row: number;
  readonly raw: RawRow;
  /** Whether it could be split into cells. */
  readonly isSplit: boolean;
  readonly violations: readonly Violation[];
}

/** What was kept of refused rows. */
export interface StoredRows {
  /** How many rows. */
  readonly stored: number;
  /** Where the rows and their violations lie; absent where there are none. */
  readonly quarantineKey?: string;
  /** Where the rows lie as a file that can be mended and dropped again; absent where there is none. */
  readonly fixableKey?: string;
}

/** Where refused rows go. */
export interface Quarantine {
  /** Whether rows that are added are no longer kept. */
  isFull(): boolean;
  add(row: RefusedRow): Promise<void>;
  /** Finishes what was begun. */
  close(): Promise<StoredRows>;
  /** Gives up what was begun: the pass over the rows has failed. */
  abandon(): Promise<void>;
}

/** Forgets refused rows: for references, whose rows are counted and not kept. */
export const noQuarantine: Quarantine = {
  isFull: () => true,
  add: async () => {},
  close: async () => ({ stored: 0 }),
  abandon: async () => {},
};

/** Refused rows kept of a batch; those beyond are counted. */
export const maximumStoredRows = 100_000;

/** Where the two objects of a batch's quarantine go. */
export interface QuarantineKeys {
  readonly rows: string;
  /** Absent where they are not kept as a file to be mended. */
  readonly fixable?: string;
}

/** What the rows are of. */
export interface QuarantinedBatch {
  readonly contract: Contract;
  readonly batch: Pick<OpenBatch, 'dialect'>;
  readonly maximumRows?: number;
}

/**
 * Writes refused rows as compressed JSON Lines `{ row, violations, text }`, from the first refused row on; where the
 * contract has a sensitive column `cells` by name in place of `text`, without its values. Of a CSV file without such a
 * column the rows are written a second time as they are, under its header: to be mended and dropped again. Rows that a spreadsheet
 * would run as formulas are not among those.
 */
export function quarantineIn(
  results: ObjectStore,
  keys: QuarantineKeys,
  { contract, batch, maximumRows = maximumStoredRows }: QuarantinedBatch,
): Quarantine {
  const lines = quarantineLines(results, keys, { contract, batch, maximumRows });
  return {
    isFull: lines.isFull,
    async add({ row, raw, isSplit, violations }) {
      if (lines.isFull()) return;
      const line = { row, violations, ...shownRow(contract, raw, isSplit) };
      await lines.add(JSON.stringify(line), raw.text);
    },
    close: lines.close,
    abandon: lines.abandon,
  };
}

/** The same of rows as they lie in a quarantine. */
export interface QuarantineLines extends Omit<Quarantine, 'add'> {
  /** @param line  as it is stored @param text  of the row */
  add(line: string, text: string): Promise<void>;
}

/** Writes rows that were set aside before, those of one part of the batch after those of another. */
export function quarantineLines(
  results: ObjectStore,
  keys: QuarantineKeys,
  { contract, batch, maximumRows = maximumStoredRows }: QuarantinedBatch,
): QuarantineLines {
  const rows = compressedObject(results, keys.rows, 'application/x-ndjson');
  const fixable =
    keys.fixable === undefined ? undefined : compressedObject(results, keys.fixable, 'text/csv');
  const header = hasSensitive(contract) ? undefined : headerLine(batch);
  let stored = 0;
  let isHeaderWritten = false;

  async function addFixable(text: string): Promise<void> {
    if (header === undefined || text.length >= maximumRawTextLength) return;
    if (runsInSpreadsheets(text, batch.dialect?.delimiter ?? ',')) return;
    await fixable?.write(`${isHeaderWritten ? '' : header}${text}\r\n`);
    isHeaderWritten = true;
  }

  return {
    isFull: () => stored >= maximumRows,
    async add(line, text) {
      if (stored >= maximumRows) return;
      stored++;
      await rows.write(`${line}\n`);
      await addFixable(text);
    },
    async close() {
      const quarantineKey = await rows.close();
      const fixableKey = await fixable?.close();
      return {
        stored,
        ...(quarantineKey === undefined ? {} : { quarantineKey }),
        ...(fixableKey === undefined ? {} : { fixableKey }),
      };
    },
    async abandon() {
      await Promise.all([rows.abandon(), fixable?.abandon()]);
    },
  };
}

/**
 * Whether a spreadsheet would run a cell of the row as a formula: one that begins with `=`, `@` or a sign and is no number, wherever
 * a program may take a cell to begin, for not all go by the delimiter of the file.
 */
function runsInSpreadsheets(text: string, delimiter: string): boolean {
  if (!/[-=+@]/.test(text)) return false;
  return text
    .replaceAll(delimiter, ',')
    .split(/[,;|\t\r\n]/)
    .map((cell) => cell.replace(/^[\s"']+|[\s"']+$/g, ''))
    .some((cell) => /^[-=+@]./.test(cell) && parseNumber(cell) === undefined);
}

/** The header of a CSV file; undefined for other formats, and where a name would run as a formula. */
function headerLine({ dialect }: QuarantinedBatch['batch']): string | undefined {
  if (dialect === undefined) return undefined;
  const { delimiter, cellNames } = dialect;
  if (cellNames.some((name) => runsInSpreadsheets(name, delimiter))) return undefined;
  const cells = cellNames.map((name) => quoted(name, delimiter));
  return `${cells.join(delimiter)}\r\n`;
}

function quoted(text: string, delimiter: string): string {
  const isPlain = !text.includes(delimiter) && !/["\r\n]/.test(text);
  return isPlain ? text : `"${text.replaceAll('"', '""')}"`;
}

/** A compressed text that is written piece by piece; nothing is stored before the first piece. */
export interface CompressedObject {
  write(text: string): Promise<void>;
  /** Finishes what was begun. @returns the key; undefined where nothing was written */
  close(): Promise<string | undefined>;
  /** Ends what was begun without storing it, for whoever will not come to close it. */
  abandon(): Promise<void>;
}

/** The same pieces give the same object, so a retry finds it written and is content. */
export function compressedObject(results: ObjectStore, key: string, contentType: string): CompressedObject {
  let open: { readonly gzip: ReturnType<typeof createGzip>; readonly written: Promise<unknown> } | undefined;

  function begin() {
    const gzip = createGzip({ level: 6 });
    // What goes wrong is thrown by whoever awaits `written`; an event that nobody hears would end the process.
    gzip.on('error', () => {});
    const options = { contentType, contentEncoding: 'gzip' };
    const written = results.createFrom(key, gzip, options).catch((cause: unknown) => {
      const error = cause instanceof Error ? cause : new Error(String(cause));
      gzip.destroy(error);
      throw error;
    });
    // Awaited in close; until then a failure must not count as unhandled.
    written.catch(() => {});
    return { gzip, written };
  }

  return {
    async write(text) {
      open ??= begin();
      if (open.gzip.destroyed) await open.written;
      const isRoomLeft = open.gzip.write(text);
      if (!isRoomLeft) await Promise.race([once(open.gzip, 'drain'), open.written]);
    },
    async close() {
      if (!open) return undefined;
      open.gzip.end();
      await open.written;
      return key;
    },
    async abandon() {
      open?.gzip.destroy(new Error(`${key} was abandoned`));
      await open?.written.catch(() => {});
    },
  };
}
