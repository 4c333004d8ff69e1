import {
  type BooleanSpellings,
  parseBoolean,
  parseTimestamp,
  parseVector,
} from '../../block/cell-grammar.ts';
import { type NumberSpelling, numberParser } from '../../block/number-spelling.ts';
import type { Kind } from '../terms.ts';

/** Whether a file's cells are texts that are read as numbers, dates and so on, or have types of their own. */
export type Cells = 'text' | 'typed';

/** Reads a cell as a value of each kind; undefined where it is none. */
export interface ReadCell
  extends Readonly<Record<Kind, (cell: unknown) => string | number | readonly number[] | undefined>> {
  readonly numeric: (cell: unknown) => number | undefined;
  readonly integer: (cell: unknown) => number | undefined;
  readonly timestamp: (cell: unknown) => number | undefined;
  readonly boolean: (cell: unknown) => 'true' | 'false' | undefined;
  readonly categorical: (cell: unknown) => string | undefined;
  readonly text: (cell: unknown) => string | undefined;
  readonly vector: (cell: unknown) => readonly number[] | undefined;
  /** A number since 1970, of text cells its text. */
  readonly epoch: (cell: unknown) => string | number | undefined;
}

function whereText<Value>(parse: (text: string) => Value | undefined): (cell: unknown) => Value | undefined {
  return (cell) => (typeof cell === 'string' ? parse(cell) : undefined);
}

const ofText: Omit<ReadCell, 'boolean' | 'numeric' | 'integer'> = {
  timestamp: whereText(parseTimestamp),
  categorical: whereText((text) => text),
  text: whereText((text) => text),
  vector: whereText(parseVector),
  epoch: whereText((text) => text),
};

/** A typed cell is never read as another type; only categories are what JavaScript writes for them. */
const ofTyped: ReadCell = {
  numeric: (cell) => (typeof cell === 'number' && Number.isFinite(cell) ? cell : undefined),
  integer: (cell) => (typeof cell === 'number' && Number.isInteger(cell) ? cell : undefined),
  timestamp: ofText.timestamp,
  boolean: (cell) => (typeof cell === 'boolean' ? (cell ? 'true' : 'false') : undefined),
  categorical: (cell) => (isPlain(cell) ? String(cell) : undefined),
  text: ofText.text,
  vector: (cell) => {
    const text = listText(cell);
    return text === undefined ? undefined : parseVector(text);
  },
  epoch: (cell) => (typeof cell === 'number' && Number.isFinite(cell) ? cell : undefined),
};

/** A list within a typed file, as JSON. */
export function listText(cell: unknown): string | undefined {
  if (typeof cell !== 'object' || cell === null || !('undecodable' in cell)) return undefined;
  return typeof cell.undecodable === 'string' ? cell.undecodable : undefined;
}

function isPlain(cell: unknown): cell is string | number | boolean {
  return (
    typeof cell === 'string' ||
    typeof cell === 'boolean' ||
    (typeof cell === 'number' && Number.isFinite(cell))
  );
}

function wholeNumber(value: number | undefined): number | undefined {
  return Number.isInteger(value) ? value : undefined;
}

/** How the cells of a file are read. Only texts have more than one way to spell a boolean or a number. */
export function readCell(cells: Cells, booleans: BooleanSpellings, numbers: NumberSpelling = {}): ReadCell {
  if (cells === 'typed') return ofTyped;
  const parse = numberParser(numbers);
  return {
    ...ofText,
    numeric: whereText(parse),
    integer: whereText((text) => wholeNumber(parse(text))),
    boolean: whereText((text) => parseBoolean(text, booleans)),
  };
}
