import { ascii, endsLine } from '../csv/ascii.ts';
import { type Dialect, isBlank, isEscaped } from '../csv/dialect.ts';

/**
 * Where rows begin in a text, byte by byte: the state behind a byte follows from the state before it. State 0 is between rows, 1 in a line
 * that is no row, all others are within one.
 */
export interface RowStates {
  /** All that there are. */
  readonly states: readonly number[];
  /** Behind a byte, at `state * 256 + byte`: 256 times the next state, and 1 where a row begins with the byte. */
  readonly table: Uint16Array;
  /** The one byte that a state is left by, without a row beginning before; -1 of states that several bytes leave. */
  readonly leftBy: Int16Array;
}

const [between, comment, firstWithin] = [0, 1, 2];

function tableOf(states: number, next: (state: number, byte: number) => number): RowStates {
  const table = new Uint16Array(states * 256);
  for (let state = 0; state < states; state++)
    for (let byte = 0; byte < 256; byte++) {
      const behind = next(state, byte);
      table[state * 256 + byte] = behind * 256 + +(state === between && behind >= firstWithin);
    }
  const all = Array.from({ length: states }, (_, state) => state);
  const leftBy = Int16Array.from(all, (state) => {
    const behind = Array.from(table.subarray(state * 256, (state + 1) * 256));
    const leaving = behind.flatMap((next, byte) => (next === state * 256 ? [] : byte));
    return leaving.length === 1 ? leaving[0]! : -1;
  });
  return { states: all, table, leftBy };
}

/** Lines with more than white space are rows. */
export const jsonLineStates: RowStates = tableOf(3, (state, byte) => {
  if (byte === ascii.lineFeed) return between;
  const isBlankByte = byte === ascii.blank || byte === ascii.tab || byte === ascii.carriageReturn;
  return state === between && isBlankByte ? between : firstWithin;
});

const places = ['field-start', 'unquoted', 'quoted', 'quote-in-quoted', 'closed'] as const;

/** Where in a row of CSV a byte stands, and whether an escape stands before it. */
interface Within {
  readonly place: (typeof places)[number];
  readonly behindEscape: boolean;
}

/** The rows of CSV in a dialect, by the rules of its scanners; a property holds the three equal. */
export function csvRowStates(dialect: Dialect): RowStates {
  return tableOf(firstWithin + 2 * places.length, (state, byte) => {
    if (state === comment) return endsLine(byte) ? between : comment;
    if (state === between && byte === dialect.comment) return comment;
    const within = state === between ? rowStart : withinOf(state);
    if (within.place !== 'quoted' && endsLine(byte) && !within.behindEscape) return between;
    return stateOf(step(within, byte, dialect));
  });
}

const rowStart: Within = { place: 'field-start', behindEscape: false };

function withinOf(state: number): Within {
  const at = state - firstWithin;
  return { place: places[at >> 1]!, behindEscape: (at & 1) === 1 };
}

function stateOf({ place, behindEscape }: Within): number {
  return firstWithin + 2 * places.indexOf(place) + +behindEscape;
}

/** The state at the first byte of a row of CSV. */
export const rowStartState = stateOf(rowStart);

/** Whether a state of CSV is within quotes, or right behind a quote that may be one of two. */
export function isQuotedState(state: number): boolean {
  const { place } = withinOf(state);
  return state >= firstWithin && (place === 'quoted' || place === 'quote-in-quoted');
}

/** Behind a byte that does not end the row. */
function step({ place, behindEscape }: Within, byte: number, dialect: Dialect): Within {
  if (behindEscape && isEscaped(byte, dialect, place === 'quoted')) return { place, behindEscape: false };
  const mayEscape = place === 'field-start' || place === 'unquoted' || place === 'quoted';
  return { place: placeBehind(place, byte, dialect), behindEscape: mayEscape && byte === dialect.escaper };
}

function placeBehind(place: Within['place'], byte: number, dialect: Dialect): Within['place'] {
  if (place === 'quoted') return byte === ascii.quote ? 'quote-in-quoted' : 'quoted';
  if (byte === ascii.quote && (place === 'field-start' || place === 'quote-in-quoted')) return 'quoted';
  if (byte === dialect.delimiter) return 'field-start';
  if (place === 'field-start' && dialect.trim === true && isBlank(byte, dialect)) return 'field-start';
  return place === 'quote-in-quoted' || place === 'closed' ? 'closed' : 'unquoted';
}
