import { cellState } from '../core/block/column-block.ts';
import type { CellSpans } from './cell-spans.ts';
import { digitsAt, firstDigits, fourDigits, leadingDigits, notDigits, wordDigits } from './digit-words.ts';

// Short loops without a call: the compiler then looks once a block, not once a cell, whether the arrays are still what
// they were, which is half the work. What is not plain they leave to others.

/** The cells of a column from which numbers are read. */
export interface NumberCells extends Pick<CellSpans, 'bytes' | 'view' | 'starts' | 'ends'> {
  /** One a byte: not 0 where a cell that begins with it is left to others. */
  readonly begins: Uint8Array;
}

/** What numbers are written to, one a row. */
export interface NumberRows {
  readonly values: Float64Array;
  readonly states: Uint8Array;
}

/** Decodes the cells of the rows [row, until), up to the first that is not plain. @returns that cell's row, or `until` */
export type PlainLoop = (cells: NumberCells, rows: NumberRows, row: number, until: number) => number;

const MINUS = 45;
const POINT = 46;

/** Digits of a plain integer, and behind the point of a plain number: two words. */
const mostDigits = 8;

/** 10^0 … 10^8. */
const POWERS = Float64Array.from({ length: mostDigits + 1 }, (_, power) => 10 ** power);

/**
 * Numbers of an optional minus, one to four digits, a point, one to eight digits. The digits and 10^k are exact, and one division
 * rounds once (Clinger 1990).
 */
export const plainNumbers: PlainLoop = ({ view, starts, ends, begins }, { values, states }, first, until) => {
  const powers = POWERS;
  const { present } = cellState;
  let row = first;
  for (; row < until; row++) {
    const from = starts[row]!;
    const to = ends[row]!;
    if (from >= to) break;
    const sign = view.getUint8(from);
    if (begins[sign] !== 0) break;
    const minus = ((sign ^ MINUS) - 1) >>> 31;
    const whole = digitsAt(view, from + minus);
    const count = leadingDigits(notDigits(whole));
    const point = from + minus + count;
    const decimals = to - point - 1;
    if (count === 0 || view.getUint8(point) !== POINT || decimals < 1 || decimals > mostDigits) break;
    let at = point + 1;
    let fraction = 0;
    let others = 0;
    if (decimals > wordDigits) {
      const word = firstDigits(digitsAt(view, at), decimals - wordDigits);
      others = notDigits(word);
      fraction = Math.imul(fourDigits(word), 10_000);
      at = to - wordDigits;
    }
    const word = firstDigits(digitsAt(view, at), to - at);
    if ((others | notDigits(word)) !== 0) break;
    const scale = powers[decimals]!;
    fraction += fourDigits(word);
    values[row] = ((fourDigits(firstDigits(whole, count)) * scale + fraction) / scale) * (1 - 2 * minus);
    states[row] = present;
  }
  return row;
};

/** Integers of an optional minus and one to eight digits. */
export const plainIntegers: PlainLoop = (
  { view, starts, ends, begins },
  { values, states },
  first,
  until,
) => {
  const { present } = cellState;
  let row = first;
  for (; row < until; row++) {
    const from = starts[row]!;
    const to = ends[row]!;
    if (from >= to) break;
    const sign = view.getUint8(from);
    if (begins[sign] !== 0) break;
    const minus = ((sign ^ MINUS) - 1) >>> 31;
    const digits = to - from - minus;
    if (digits < 1 || digits > mostDigits) break;
    let at = from + minus;
    let value = 0;
    let others = 0;
    if (digits > wordDigits) {
      const word = firstDigits(digitsAt(view, at), digits - wordDigits);
      others = notDigits(word);
      value = Math.imul(fourDigits(word), 10_000);
      at = to - wordDigits;
    }
    const word = firstDigits(digitsAt(view, at), to - at);
    if ((others | notDigits(word)) !== 0) break;
    values[row] = (value + fourDigits(word)) * (1 - 2 * minus);
    states[row] = present;
  }
  return row;
};
