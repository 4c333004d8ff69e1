import {
  type NumberCells,
  type NumberRows,
  type PlainLoop,
  plainIntegers,
  plainNumbers,
} from './plain-numbers.ts';

/** Decodes the cells of the rows [first, until). */
export type DecodeNumbers = (cells: NumberCells, rows: NumberRows, first: number, until: number) => void;

/** Decodes one cell, whatever it holds. */
export type DecodeCell = (cells: NumberCells, rows: NumberRows, row: number) => void;

/** Cells decoded one by one after a cell that was not plain, nor the one before it: no row of a column of such is tried in vain. */
const oddRows = 16;

/** Decodes numbers: the plain ones in one go, the others by `decodeCell`. */
export function numbersDecoder(decodeCell: DecodeCell): DecodeNumbers {
  return decodeRuns((cells, rows, row, until) => {
    const odd = plainNumbers(cells, rows, row, until);
    return odd === row ? plainIntegers(cells, rows, row, until) : odd;
  }, decodeCell);
}

/** Decodes integers: the plain ones in one go, the others by `decodeCell`. */
export function integersDecoder(decodeCell: DecodeCell): DecodeNumbers {
  return decodeRuns(plainIntegers, decodeCell);
}

function decodeRuns(decodePlain: PlainLoop, decodeCell: DecodeCell): DecodeNumbers {
  return (cells, rows, first, until) => {
    for (let row = first; row < until; ) {
      const odd = decodePlain(cells, rows, row, until);
      const next = Math.min(until, odd === row ? odd + oddRows : odd + 1);
      for (row = odd; row < next; row++) decodeCell(cells, rows, row);
    }
  };
}
