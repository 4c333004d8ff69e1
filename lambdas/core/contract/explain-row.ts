import type * as z from 'zod';
import type { RawCell } from '../block/column-block.ts';
import type { ColumnContract, Contract } from './contract.ts';
import type { Cells } from './read-cell.ts';
import { rowSchema } from './row-schema.ts';
import { quoteFound, type Violation, type ViolationCode } from './violation.ts';

/** Says everything that is wrong with a row: an empty list means that the row is valid. */
type ExplainRow = (cells: readonly RawCell[]) => readonly Violation[];

/** Prepares the explanation of rows under a contract; cells come in the order of the contract's columns. */
export function compileExplanation(contract: Contract, cells: Cells = 'text'): ExplainRow {
  const schema = rowSchema(contract, cells);
  return (row) => {
    const parsed = schema.safeParse(row);
    if (parsed.success) return [];
    return parsed.error.issues.map((issue) => violationOf(issue, contract, row));
  };
}

function violationOf(issue: z.core.$ZodIssue, contract: Contract, cells: readonly RawCell[]): Violation {
  const index = Number(issue.path[0]);
  const column = contract.columns[index];
  if (!column)
    throw new RangeError(`explain-row: requires issues of columns, found path ${issue.path.join('.')}`);
  const code = codeOf(issue);
  const expected = expectation(code, column);
  const found = quoteFound(textOf(cells[index]));
  return { code, column: column.name, message: `expected ${expected}`, expected, found };
}

function textOf(cell: RawCell): string | number | boolean {
  return typeof cell === 'object' ? (cell?.undecodable ?? '') : (cell ?? '');
}

function codeOf(issue: z.core.$ZodIssue): ViolationCode {
  switch (issue.code) {
    case 'custom':
      return issue.params?.violation ?? 'wrong-type';
    case 'too_small':
    case 'too_big':
      return issue.origin === 'string' ? 'too-long' : 'out-of-range';
    case 'invalid_format':
      return 'pattern-mismatch';
    case 'invalid_value':
      return 'unknown-category';
    default:
      return 'wrong-type';
  }
}

const kindInWords = {
  numeric: 'a number',
  integer: 'an integer',
  categorical: 'a category in UTF-8',
  boolean: 'true or false',
  timestamp: 'an ISO 8601 timestamp',
  text: 'a text in UTF-8',
} as const;

function expectation(code: ViolationCode, column: ColumnContract): string {
  switch (code) {
    case 'missing-value':
      return 'a value';
    case 'not-finite':
      return 'a finite number';
    case 'out-of-range':
      return rangeInWords(column);
    case 'unknown-category':
      return quoteFound(`one of ${(column.values ?? []).join(', ')}`);
    case 'pattern-mismatch':
      return quoteFound(`text matching ${column.pattern}`);
    case 'too-long':
      return `at most ${column.maxLength} characters`;
    default:
      return kindInWords[column.kind];
  }
}

function rangeInWords({ min, max }: ColumnContract): string {
  if (min === undefined) return `at most ${max}`;
  return max === undefined ? `at least ${min}` : `${min} to ${max}`;
}
