import type * as z from 'zod';
import { defaultBooleans } from '../../block/cell-grammar.ts';
import type { RawCell } from '../../block/column-block.ts';
import type { ColumnContract, Contract, RuleContract } from '../contract.ts';
import type { Kind } from '../terms.ts';
import { quoteFound, type Violation, type ViolationCode } from '../violation.ts';
import type { Cells } from './read-cell.ts';
import { rowSchema } from './row-schema.ts';
import { maskedValue } from './sensitive.ts';

/**
 * Says everything that is wrong with a row: an empty list means that the row is valid.
 *
 * @param shown  what violations quote, where that is not what is judged
 */
type ExplainRow = (cells: readonly RawCell[], shown?: readonly RawCell[]) => readonly Violation[];

/** Prepares the explanation of rows under a contract; cells come in the order of the contract's columns. */
export function compileExplanation(contract: Contract, cells: Cells = 'text'): ExplainRow {
  const schema = rowSchema(contract, cells);
  return (row, shown = row) => {
    const parsed = schema.safeParse(row);
    if (parsed.success) return [];
    return parsed.error.issues.map((issue) => violationOf(issue, contract, shown, cells));
  };
}

function violationOf(
  issue: z.core.$ZodIssue,
  contract: Contract,
  row: readonly RawCell[],
  cells: Cells,
): Violation {
  const rule = issue.path[0] === 'rules' ? contract.rules[Number(issue.path[1])] : undefined;
  return rule ? ruleViolation(rule, contract, row) : cellViolation(issue, contract, row, cells);
}

function ruleViolation(
  { left, operator, right }: RuleContract,
  { columns }: Contract,
  cells: readonly RawCell[],
): Violation {
  const [found, other] = [left, right].map((name) => {
    const index = columns.findIndex((column) => column.name === name);
    return columns[index]?.sensitive ? maskedValue : textOf(cells[index]);
  });
  const expected = `${quoteFound(left)} ${operator} ${quoteFound(right)}`;
  return {
    code: 'cross-column',
    column: left,
    message: `expected ${expected}`,
    expected,
    found: quoteFound(`${found} and ${other}`),
  };
}

function cellViolation(
  issue: z.core.$ZodIssue,
  contract: Contract,
  row: readonly RawCell[],
  cells: Cells,
): Violation {
  const index = Number(issue.path[0]);
  const column = contract.columns[index];
  if (!column)
    throw new RangeError(`explain-row: requires issues of columns, found path ${issue.path.join('.')}`);
  const code = codeOf(issue);
  const text = textOf(row[index]);
  const hint = cells === 'text' && code === 'wrong-type' ? booleanHint(column, contract, text) : '';
  const expected = `${expectation(code, column, contract)}${hint}`;
  const found = column.sensitive ? maskedValue : quoteFound(text);
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
    case 'invalid_value':
      return 'unknown-category';
    default:
      return 'wrong-type';
  }
}

const kindInWords: Readonly<Record<Exclude<Kind, 'boolean'>, string>> = {
  numeric: 'a number',
  integer: 'an integer',
  categorical: 'a category in UTF-8, of at most 64 KiB',
  timestamp: 'an ISO 8601 timestamp',
  text: 'a text in UTF-8',
  vector: 'a list of numbers',
};

const unitInWords: Readonly<Record<NonNullable<ColumnContract['unit']>, string>> = {
  s: 'seconds',
  ms: 'milliseconds',
  us: 'microseconds',
  ns: 'nanoseconds',
};

function valueInWords({ kind, unit, format }: ColumnContract): string {
  if (kind === 'timestamp' && format !== undefined) return `a time written as ${quoteFound(format)}`;
  if (kind === 'timestamp' && unit !== undefined) return `${unitInWords[unit]} since 1970`;
  return kind === 'boolean' ? 'a boolean' : kindInWords[kind];
}

function expectation(code: ViolationCode, column: ColumnContract, { booleans }: Contract): string {
  switch (code) {
    case 'missing-value':
      return 'a value';
    case 'not-finite':
      return column.kind === 'vector' ? 'finite numbers' : 'a finite number';
    case 'wrong-dimension':
      return `a list of ${column.dimension} numbers`;
    case 'out-of-range':
      return rangeInWords(column);
    case 'unknown-category':
      return quoteFound(`one of ${(column.values ?? []).join(', ')}`);
    case 'pattern-mismatch':
      return quoteFound(`text matching ${column.pattern}`);
    case 'too-long':
      return `at most ${column.maxLength} characters`;
    default:
      return column.kind === 'boolean' ? booleanInWords(booleans) : valueInWords(column);
  }
}

/** Both ends closed: `0 to 9.5`; else each end in its words. */
function rangeInWords({ min, max, above, below }: ColumnContract): string {
  if (min !== undefined && max !== undefined) return `${min} to ${max}`;
  return [
    ...(min === undefined ? [] : [`at least ${min}`]),
    ...(above === undefined ? [] : [`above ${above}`]),
    ...(max === undefined ? [] : [`at most ${max}`]),
    ...(below === undefined ? [] : [`below ${below}`]),
  ].join(' and ');
}

/** What people write for true and false. */
const booleanWords = /^(?:y|yes|n|no|t|f|on|off|true|false|[01])$/i;

/** Where spellings of booleans are named, if the cell looks like one; of a sensitive column that would tell what it is. */
function booleanHint({ kind, sensitive }: ColumnContract, { booleans }: Contract, cell: RawCell): string {
  const hasDefaults = booleans.true.includes(defaultBooleans.true[0]);
  const isMeant = kind === 'boolean' && !sensitive && hasDefaults && booleanWords.test(String(cell));
  return isMeant ? '; other spellings are named by booleans in the contract' : '';
}

/** The first spelling of each, which is how most files have them. */
function booleanInWords(booleans: Contract['booleans']): string {
  return quoteFound(`${booleans.true[0]} or ${booleans.false[0]}`);
}
