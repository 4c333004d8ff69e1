import { parseNumber } from '../../core/block/cell-grammar.ts';
import { endsLine } from './ascii.ts';
import type { Dialect } from './dialect.ts';
import { type SplitRecord, splitRecord } from './split-record.ts';

/** The beginning of a file. */
export interface Head {
  readonly bytes: Buffer;
  /** Where the first line begins that is not blank. */
  readonly start: number;
  /** Whether this is all of the file. */
  readonly isWhole: boolean;
}

/** The first records of a file in one dialect. */
export interface Survey {
  readonly dialect: Dialect;
  /** Lines before the header that are none of the table. */
  readonly preamble: readonly string[];
  readonly header: SplitRecord;
  /** Rows behind the header, and those of them that have a cell for each of its fields. */
  readonly rows: number;
  readonly fits: number;
  /** Whether each row ends with a delimiter that the header does not have. */
  readonly endsWithDelimiter: boolean;
}

/** Records that are looked at. */
const mostRecords = 100;

/** Lines that may stand before the header. */
const mostPreamble = 20;

/** Looks at the first records of a file: which of them is the header, and whether the rows are like it. */
export function surveyHead(head: Head, dialect: Dialect): Survey {
  const records = recordsOf(head, dialect);
  const place = headerPlace(records);
  const header = records[place]!;
  const rows = records.slice(place + 1);
  const width = header.fields.length;
  const isFit = ({ fields, malformed, open }: SplitRecord, due: number) =>
    fields.length === due && !malformed && !open;
  const longer = rows.filter((row) => isFit(row, width + 1) && row.fields.at(-1) === '');
  const endsWithDelimiter = rows.length > 0 && longer.length === rows.length;
  return {
    dialect,
    preamble: records
      .slice(0, place)
      .map(({ fields }) => fields.join(String.fromCharCode(dialect.delimiter))),
    header,
    rows: rows.length,
    fits: endsWithDelimiter ? rows.length : rows.filter((row) => isFit(row, width)).length,
    endsWithDelimiter,
  };
}

/** At least one; the last one that is cut short by the end of the bytes is left out. */
function recordsOf({ bytes, start, isWhole }: Head, dialect: Dialect): readonly SplitRecord[] {
  const records: SplitRecord[] = [];
  for (let at = start; at < bytes.length && records.length < mostRecords; ) {
    const isComment = bytes[at] === dialect.comment;
    const record = isComment ? commentLine(bytes, at) : splitRecord(bytes, at, dialect);
    const isCut = record.end >= bytes.length && !isWhole;
    if (!isComment && (!isCut || records.length === 0)) records.push(record);
    at = record.end;
    while (at < bytes.length && endsLine(bytes[at])) at++;
  }
  return records;
}

function commentLine(bytes: Buffer, from: number): SplitRecord {
  let end = from;
  while (end < bytes.length && !endsLine(bytes[end])) end++;
  return { fields: [], end, malformed: false, open: false };
}

/**
 * Which record is the header: the first one, unless a title stands above a table: lines of one field where most records have more,
 * and the first that has as many names columns of numbers. Lines that begin with `#` are no titles: `#id` may be a name.
 */
function headerPlace(records: readonly SplitRecord[]): number {
  const width = commonWidth(records);
  const place = records.findIndex(({ fields }) => fields.length === width);
  if (width < 2 || place < 0 || place > mostPreamble) return 0;
  const isTitled = records
    .slice(0, place)
    .every(({ fields: [first = '', ...others] }) => others.length === 0 && !first.startsWith('#'));
  return isTitled && namesRows(records, place) ? place : 0;
}

/** Fields of most records; the larger where two are as common. */
function commonWidth(records: readonly SplitRecord[]): number {
  const counts = new Map<number, number>();
  for (const { fields } of records) counts.set(fields.length, (counts.get(fields.length) ?? 0) + 1);
  const [width = 0] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [];
  return width;
}

/** Whether a record has names where others have numbers. */
function namesRows(records: readonly SplitRecord[], place: number): boolean {
  const names = records[place]?.fields ?? [];
  const isNamed =
    names.length > 0 && names.every((name) => name.trim() !== '' && parseNumber(name) === undefined);
  const rows = records.slice(place + 1);
  return isNamed && rows.some(({ fields }) => fields.some((field) => parseNumber(field) !== undefined));
}
