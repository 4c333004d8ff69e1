import type * as z from 'zod';
import { type RawCell, rowFault } from '../block/column-block.ts';
import type { ColumnContract, Contract } from './contract.ts';
import { rowSchema } from './row-schema.ts';
import { quoteFound, type Violation, type ViolationCode } from './violation.ts';

/** Says everything that is wrong with a row: an empty list means that the row is valid. */
export type ExplainRow = (cells: readonly RawCell[]) => readonly Violation[];

/** Prepares the explanation of rows under a contract; cells come in the order of the contract's columns. */
export function compileExplanation(contract: Contract): ExplainRow {
  const schema = rowSchema(contract);
  return (cells) => {
    const parsed = schema.safeParse(cells);
    if (parsed.success) return [];
    return parsed.error.issues.map((issue) => violationOf(issue, contract, cells));
  };
}

/** What is wrong with a row that could not be split into cells. */
export function explainFault(fault: number): Violation {
  switch (fault) {
    case rowFault.ragged:
      return { code: 'ragged-row', message: 'the row has more or fewer cells than the header' };
    case rowFault.tooLarge:
      return { code: 'too-large', message: 'a cell of the row is larger than the limit' };
    default:
      return {
        code: 'malformed-row',
        message: 'the row is not well formed: there is text after a closing quote',
      };
  }
}

function violationOf(issue: z.core.$ZodIssue, contract: Contract, cells: readonly RawCell[]): Violation {
  const index = Number(issue.path[0]);
  const column = contract.columns[index];
  if (!column)
    throw new RangeError(`explain-row: requires issues of columns, found path ${issue.path.join('.')}`);
  const code = codeOf(issue);
  const expected = expectation(code, column);
  const found = quoteFound(cells[index]);
  return { code, column: column.name, message: `expected ${expected}`, expected, found };
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
  categorical: 'a category',
  boolean: 'true or false',
  timestamp: 'an ISO 8601 timestamp',
  text: 'a text',
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
