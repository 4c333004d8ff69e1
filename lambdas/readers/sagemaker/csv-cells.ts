import { type JsonValue, WrittenNumber, writeJson } from '../jsonl/find-value.ts';

/** A text as a cell of CSV. */
export function csvCell(text: string): string {
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A value of JSON as a cell of CSV: nothing for null, lists and objects as JSON. */
export function csvValue(value: JsonValue | undefined): string {
  if (typeof value === 'number') return String(value);
  if (value === undefined || value === null) return '';
  if (value instanceof WrittenNumber) return value.text;
  switch (typeof value) {
    case 'string':
      return csvCell(value);
    case 'object':
      return csvCell(writeJson(value));
    default:
      return String(value);
  }
}
