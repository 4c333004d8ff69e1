import * as z from 'zod';
import {
  isInfinite,
  parseBoolean,
  parseInteger,
  parseNumber,
  parseTimestamp,
} from '../block/cell-grammar.ts';
import { boundValue, type ColumnContract, type Contract } from './contract.ts';
import type { ViolationCode } from './violation.ts';

/**
 * The zod schema of one row: the authority on what a valid row is. A row is the list of its cells as the file has
 * them, in the order of the contract's columns; by position and not by name, so that no name can be special.
 */
export function rowSchema(contract: Contract): z.ZodType {
  const tokens = new Set(contract.missingTokens);
  const [first, ...rest] = contract.columns.map((column) => cellSchema(column, tokens));
  if (!first) throw new RangeError('rowSchema: requires a contract with at least one column, found none');
  return z.tuple([first, ...rest]);
}

function cellSchema(column: ColumnContract, tokens: ReadonlySet<string>): z.ZodType {
  const present = presentSchema(column);
  const nullable = column.nullable ? z.nullable(present) : present;
  const cell = z.preprocess((raw) => (isMissing(raw, tokens) ? null : raw), nullable);
  return column.required ? cell : z.optional(cell);
}

function isMissing(raw: unknown, tokens: ReadonlySet<string>): boolean {
  return raw === null || raw === undefined || (typeof raw === 'string' && tokens.has(raw));
}

function presentSchema(column: ColumnContract): z.ZodType {
  switch (column.kind) {
    case 'numeric':
      return decoded(column, parseNumber).pipe(rangeSchema(column));
    case 'integer':
      return decoded(column, parseInteger).pipe(rangeSchema(column));
    case 'timestamp':
      return decoded(column, parseTimestamp).pipe(rangeSchema(column));
    case 'boolean':
      return decoded(column, parseBoolean);
    case 'categorical':
      return decoded(column, (text) => text).pipe(textSchema(column));
    case 'text':
      return decoded(column, (text) => text).pipe(textSchema(column));
    default:
      return column.kind satisfies never;
  }
}

function decoded<Value>(column: ColumnContract, parse: (text: string) => Value | undefined) {
  return z.unknown().transform((cell, context) => {
    const text = typeof cell === 'string' ? cell : undefined;
    const value = text === undefined ? undefined : parse(text);
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', params: { violation: undecodableCode(column, cell) }, input: cell });
    return z.NEVER;
  });
}

function undecodableCode(column: ColumnContract, cell: unknown): ViolationCode {
  if (cell === null) return 'missing-value';
  const isNumber = column.kind === 'numeric' || column.kind === 'integer';
  return isNumber && typeof cell === 'string' && isInfinite(cell) ? 'not-finite' : 'wrong-type';
}

function rangeSchema({ min, max }: ColumnContract): z.ZodNumber {
  const above = min === undefined ? z.number() : z.number().min(boundValue(min));
  return max === undefined ? above : above.max(boundValue(max));
}

function textSchema({ values, pattern, maxLength }: ColumnContract): z.ZodType<string, string> {
  const short = maxLength === undefined ? z.string() : z.string().max(maxLength);
  const matching = pattern === undefined ? short : short.regex(wholeText(pattern));
  return values === undefined ? matching : matching.pipe(z.enum(values));
}

/** A contract's pattern is held against the whole text. */
export function wholeText(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`, 'u');
}
