import { isUtf8 } from 'node:buffer';
import { splitRecord } from '../csv/split-record.ts';
import {
  isObject,
  type JsonObject,
  type JsonValue,
  parseJson,
  parseWrittenJson,
} from '../jsonl/find-value.ts';
import { csvCell, csvValue } from './csv-cells.ts';

/** A row of what went into a model or came out of it. */
export type PayloadRow =
  /** Values without names, as cells of CSV. */
  | { readonly type: 'listed'; readonly csv: string; readonly count: number }
  /** Values by their names, each as a cell of CSV. */
  | { readonly type: 'named'; readonly values: ReadonlyMap<string, string> };

/** The rows of a payload, or why there are none. */
export type Payload = readonly PayloadRow[] | { readonly reason: string };

/**
 * Reads one side of a captured request: `data` as its `encoding` says, and BASE64 as its content type says or as it looks.
 *
 * @param side  for the reason: `input`, `output`
 */
export function readPayload(part: JsonObject, side: string): Payload {
  const { data, encoding, observedContentType } = part;
  if (typeof data !== 'string') return { reason: `its ${side} has no data` };
  const contentType = typeof observedContentType === 'string' ? observedContentType.toLowerCase() : '';
  switch (encoding) {
    case 'CSV':
      return csvRows(data, side);
    case 'JSON':
      return jsonRows(data, side);
    case 'BASE64':
      return encodedRows(Buffer.from(data, 'base64'), contentType, side);
    default:
      return {
        reason: `its ${side} is encoded as ${JSON.stringify(encoding ?? null)}: not CSV, JSON or BASE64`,
      };
  }
}

function encodedRows(bytes: Buffer, contentType: string, side: string): Payload {
  if (!isUtf8(bytes) || bytes.includes(0))
    return { reason: `its ${side} is no text: ${contentType || 'without a content type'}` };
  const text = bytes.toString('utf8');
  const isJson = contentType.includes('json') || (!contentType.includes('csv') && /^\s*[[{]/.test(text));
  return isJson ? jsonRows(text, side) : csvRows(text, side);
}

const comma = 0x2c;

/** CSV without a header: a row a line. Blanks behind a comma are none of a value, as they are in lists that Python writes. */
function csvRows(data: string, side: string): Payload {
  if (data.includes('"')) return quotedRows(Buffer.from(data), side);
  const text = data.includes(', ') ? data.replace(/, +/g, ',') : data;
  if (!/[\r\n]/.test(text)) return text.trim() === '' ? [] : [listed(text.trim())];
  return text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map(listed);
}

function listed(csv: string): PayloadRow {
  let count = 1;
  for (let at = csv.indexOf(','); at >= 0; at = csv.indexOf(',', at + 1)) count++;
  return { type: 'listed', csv, count };
}

function quotedRows(bytes: Buffer, side: string): Payload {
  const rows: PayloadRow[] = [];
  for (let at = 0; at < bytes.length; at++) {
    const { fields, end, malformed, open } = splitRecord(bytes, at, { delimiter: comma });
    if (malformed || open) return { reason: `the quotes of its ${side} are broken` };
    at = end;
    if (fields.length > 1 || fields[0]?.trim() !== '') rows.push(listedCells(fields.map(csvCell)));
  }
  return rows;
}

function listedCells(cells: readonly string[]): PayloadRow {
  return { type: 'listed', csv: cells.join(','), count: cells.length };
}

/** The keys under which servers of models take and give several rows at once. */
const rowKeys = [
  'instances',
  'predictions',
  'dataframe_records',
  'records',
  'rows',
  'inputs',
  'outputs',
  'data',
  'results',
];

/** Numbers that a double may not hold as they are written. */
const manyDigits = /\d{16}/;

function jsonRows(text: string, side: string): Payload {
  const parse = manyDigits.test(text) ? parseWrittenJson : parseJson;
  const whole = parse(text);
  if (whole !== undefined) return rowsOf(whole);
  // application/jsonlines: a value a line.
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const values = lines.map((line) => parse(line));
  const rows = values.flatMap((value) => (value === undefined ? [] : [value]));
  return lines.length > 1 && rows.length === lines.length
    ? rows.map(rowOf)
    : { reason: `its ${side} is no JSON` };
}

function rowsOf(value: JsonValue): readonly PayloadRow[] {
  if (isList(value)) return value.some(isNested) ? value.map(rowOf) : [rowOf(value)];
  if (!isObject(value)) return [rowOf(value)];
  const { dataframe_split: table = value } = value;
  const split = splitTable(table);
  if (split) return split;
  const many = rowKeys.map((key) => value[key]).find((rows) => rows !== undefined);
  if (many === undefined || !isList(many)) return [rowOf(value)];
  return many.map(rowOf);
}

/** A table as pandas splits it: names of columns, and rows of values. */
function splitTable(value: JsonValue): readonly PayloadRow[] | undefined {
  if (!isObject(value)) return undefined;
  const { columns, data } = value;
  if (columns === undefined || data === undefined || !isList(columns) || !isList(data)) return undefined;
  return data.map((row) => ({
    type: 'named',
    values: new Map(columns.map((name, index) => [String(name), csvValue(isList(row) ? row[index] : row)])),
  }));
}

/** A list is values without names; so is an object of nothing but one list (`{"features": [1, 2]}`). */
function rowOf(value: JsonValue): PayloadRow {
  if (isList(value)) return listedCells(value.map(csvValue));
  if (!isObject(value)) return listedCells([csvValue(value)]);
  const inner = Object.values(value);
  if (inner.length === 1 && inner[0] !== undefined && isList(inner[0])) return rowOf(inner[0]);
  const values = new Map<string, string>();
  addNamed(values, value, '');
  return { type: 'named', values };
}

/** Of objects within objects the paths to their keys, with dots. */
function addNamed(values: Map<string, string>, object: JsonObject, prefix: string): void {
  for (const [key, value] of Object.entries(object)) {
    if (isObject(value)) addNamed(values, value, `${prefix}${key}.`);
    else values.set(`${prefix}${key}`, csvValue(value));
  }
}

function isNested(value: JsonValue): boolean {
  return isList(value) || isObject(value);
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
