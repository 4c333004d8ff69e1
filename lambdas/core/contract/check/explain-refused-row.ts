import {
  type Column,
  type ColumnBlock,
  cellState,
  type RawCell,
  type RawRow,
  rowFault,
  type VectorColumn,
} from '../../block/column-block.ts';
import type { ColumnContract, Contract } from '../contract.ts';
import type { Violation } from '../violation.ts';
import { compileExplanation } from './explain-row.ts';
import type { Cells } from './read-cell.ts';

/** Says why a row of a block was refused: at least one violation. The raw row is that of the block. */
export type ExplainRefusedRow = (
  block: ColumnBlock,
  row: number,
  raw: RawRow,
  /** `maybe-valid` where the row was refused for what others hold: then there may be nothing to say. */
  alone?: 'invalid' | 'maybe-valid',
) => readonly Violation[];

/** Prepares the explanation of rows that `compileCheck` refused; the block's columns are those of the contract. */
export function compileRefusal(contract: Contract, cells: Cells = 'text'): ExplainRefusedRow {
  const explain = compileExplanation(contract, cells);
  return (block, row, raw, alone = 'invalid') => {
    const fault = block.faults[row]!;
    if (fault !== rowFault.none) return [explainFault(fault, cells, raw)];
    const shown = raw.cells.slice(0, contract.columns.length);
    const checked = shown.map((cell, index) =>
      checkedCell(contract.columns[index]!, block.columns[index], row, cell),
    );
    const violations = explain(checked, shown);
    return violations.length > 0 || alone === 'maybe-valid' ? violations : [tooLongToExplain];
  };
}

/** A raw cell shows at most the beginning of a long text: the check saw all of it. */
const tooLongToExplain: Violation = {
  code: 'too-large',
  message: 'a cell of the row is too long for its value to be read',
};

/** The cell as the check saw it, where its raw text is not the same: cut, or not to be decoded. */
function checkedCell(
  { kind }: ColumnContract,
  column: Column | undefined,
  row: number,
  cell: RawCell,
): RawCell {
  if (column?.type === 'vectors') return checkedVector(column, row, cell);
  if (column?.type !== 'codes' && column?.type !== 'texts') return cell;
  if (typeof cell !== 'string') return cell;
  const state = column.states[row]!;
  if (state === cellState.unparsable) return { undecodable: cell };
  if (state !== cellState.present || kind === 'boolean') return cell;
  return column.type === 'texts' ? column.at(row) : column.dictionary[column.codes[row]!];
}

/** A list as JSON, of the numbers that the check saw; those of a list of another length are not kept. */
function checkedVector(
  { dimension, values, lengths, states }: VectorColumn,
  row: number,
  cell: RawCell,
): RawCell {
  if (states[row] !== cellState.present) return cell;
  const length = lengths[row]!;
  const from = row * dimension;
  const numbers =
    length === dimension ? Array.from(values.subarray(from, from + length)) : new Array(length).fill(0);
  const text = JSON.stringify(numbers);
  return typeof cell === 'object' ? { undecodable: text } : text;
}

/** What is wrong with a row that could not be split into cells. */
function explainFault(fault: number, cells: Cells, { text, reason }: RawRow): Violation {
  switch (fault) {
    case rowFault.ragged:
      return ragged(cells, text);
    case rowFault.tooLarge:
      return { code: 'too-large', message: 'a cell of the row is larger than the limit' };
    default: {
      const { message, expected } = reason
        ? { message: reason, expected: `a record that can be read, but ${reason}` }
        : malformed(cells, text);
      return { code: 'malformed-row', message: `the row is not well formed: ${message}`, expected };
    }
  }
}

/** Too many cells or too few; a line of comments mostly has one. */
function ragged(cells: Cells, text: string): Violation {
  const message = 'the row has more or fewer cells than the header';
  if (cells === 'typed' || !text.startsWith('#')) return { code: 'ragged-row', message };
  return {
    code: 'ragged-row',
    message: `${message}; it begins with #: if such lines are comments, the contract says so by csv.comment`,
    expected:
      'as many cells as the header has; lines that begin with # are comments only where the contract says so by csv.comment',
  };
}

/** What is wrong with a row that is not well formed, as far as its text shows. */
function malformed(cells: Cells, text: string): { readonly message: string; readonly expected: string } {
  if (cells === 'typed') {
    return { message: 'it is not exactly one JSON object in UTF-8', expected: 'one JSON object in UTF-8' };
  }
  if (text.includes('\0'))
    return { message: 'there is a NUL byte in it', expected: 'text without NUL bytes' };
  if (text.includes('\\"')) {
    return {
      message: 'a quote within a cell is escaped by a backslash',
      expected: 'quotes within a cell written twice (""), not behind a backslash (\\")',
    };
  }
  return {
    message: 'there is text after a closing quote',
    expected: 'nothing between a closing quote and the next cell',
  };
}
