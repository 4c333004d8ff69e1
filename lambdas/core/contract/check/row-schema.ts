import * as z from 'zod';
import { isInfinite, isInfiniteVector } from '../../block/cell-grammar.ts';
import { writtenTimeReader } from '../../block/written-time.ts';
import { boundValue } from '../column-mismatches.ts';
import type { ColumnContract, Contract, RuleContract } from '../contract.ts';
import { compilePattern } from '../pattern.ts';
import type { ViolationCode } from '../violation.ts';
import { ruleHolds } from './cross-column.ts';
import { type Cells, listText, type ReadCell, readCell } from './read-cell.ts';

/**
 * The zod schema of one row: the authority on what a valid row is. A row is the list of its cells as the file has
 * them, in the order of the contract's columns; by position and not by name, so that no name can be special.
 *
 * All that can be said of a row by itself is here. That a value occurs once in a batch (`unique`) can't be: see
 * `trackIdentities`.
 *
 * @param cells  whether the file's cells are texts, or have types of their own, which are never read as others
 */
export function rowSchema(contract: Contract, cells: Cells = 'text'): z.ZodType {
  const tokens = new Set(contract.missingTokens);
  const read = readCell(cells, contract.booleans, contract.csv);
  const [first, ...rest] = contract.columns.map((column) => cellSchema(column, tokens, read));
  if (!first) throw new RangeError('rowSchema: requires a contract with at least one column, found none');
  const places = new Map(contract.columns.map(({ name }, index) => [name, index]));
  return contract.rules.reduce<z.ZodType<readonly unknown[]>>(
    (schema, rule, index) => withRule(schema, rule, index, places.get(rule.left)!, places.get(rule.right)!),
    z.tuple([first, ...rest]),
  );
}

/** A rule is held against rows in which both cells are valid, whatever the others are. */
function withRule(
  schema: z.ZodType<readonly unknown[]>,
  rule: RuleContract,
  index: number,
  left: number,
  right: number,
): z.ZodType<readonly unknown[]> {
  return schema.refine((row) => ruleHolds(rule, row[left], row[right]), {
    params: { violation: 'cross-column' },
    path: ['rules', index],
    when: ({ issues }) => !issues.some(({ path }) => path?.[0] === left || path?.[0] === right),
  });
}

function cellSchema(column: ColumnContract, tokens: ReadonlySet<string>, read: ReadCell): z.ZodType {
  const present = presentSchema(column, read);
  const nullable = column.nullable ? z.nullable(present) : present;
  const cell = z.preprocess((raw) => (isMissing(raw, column, read, tokens) ? null : raw), nullable);
  return column.required ? cell : z.optional(cell);
}

function isMissing(
  raw: unknown,
  { kind, format }: ColumnContract,
  read: ReadCell,
  tokens: ReadonlySet<string>,
): boolean {
  if (raw === null || raw === undefined) return true;
  if (typeof raw === 'string') return tokens.has(raw);
  if (typeof raw === 'number' && !Number.isFinite(raw)) return tokens.has(String(raw));
  const category = kind === 'categorical' || format !== undefined ? read.categorical(raw) : undefined;
  return category !== undefined && tokens.has(category);
}

function presentSchema(column: ColumnContract, read: ReadCell): z.ZodType {
  switch (column.kind) {
    case 'numeric':
      return decoded(column, read.numeric).pipe(rangeSchema(column));
    case 'integer':
      return decoded(column, read.integer).pipe(rangeSchema(column));
    case 'timestamp':
      return decoded(column, timeReader(column, read)).pipe(rangeSchema(column));
    case 'boolean':
      return decoded(column, read.boolean);
    case 'categorical':
      return decoded(column, read.categorical).pipe(textSchema(column));
    case 'text':
      return decoded(column, read.text).pipe(textSchema(column));
    case 'vector':
      return decoded(column, read.vector).pipe(vectorSchema(column));
    default:
      return column.kind satisfies never;
  }
}

/** Times that are written otherwise than as ISO 8601: of typed cells numbers by a unit, all else by its text. */
function timeReader({ unit, format }: ColumnContract, read: ReadCell): ReadCell['timestamp'] {
  const readTime = writtenTimeReader({ unit, format });
  if (readTime === undefined) return read.timestamp;
  const plain = format === undefined ? read.epoch : read.categorical;
  return (cell) => {
    const found = plain(cell);
    return found === undefined ? undefined : readTime(found);
  };
}

function decoded<Value>(column: ColumnContract, read: (cell: unknown) => Value | undefined) {
  return z.unknown().transform((cell, context) => {
    const value = read(cell);
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', params: { violation: undecodableCode(column, cell) }, input: cell });
    return z.NEVER;
  });
}

/** How a cell breaks its column that is no value of it. */
export function undecodableCode(column: ColumnContract, cell: unknown): ViolationCode {
  if (cell === null) return 'missing-value';
  if (column.kind === 'vector')
    return isInfiniteVector(listText(cell) ?? String(cell)) ? 'not-finite' : 'wrong-type';
  const isNumber = column.kind === 'numeric' || column.kind === 'integer';
  if (!isNumber) return 'wrong-type';
  const isOutside =
    typeof cell === 'string' ? isInfinite(cell) : typeof cell === 'number' && !Number.isFinite(cell);
  return isOutside ? 'not-finite' : 'wrong-type';
}

function rangeSchema({ min, max, above, below }: ColumnContract): z.ZodNumber {
  let schema = z.number();
  if (min !== undefined) schema = schema.min(boundValue(min));
  if (above !== undefined) schema = schema.gt(boundValue(above));
  if (max !== undefined) schema = schema.max(boundValue(max));
  if (below !== undefined) schema = schema.lt(boundValue(below));
  return schema;
}

function vectorSchema({ dimension = 0 }: ColumnContract) {
  return z
    .array(z.number())
    .readonly()
    .refine((numbers) => numbers.length === dimension, {
      params: { violation: 'wrong-dimension' },
    });
}

function textSchema({ values, pattern, maxLength }: ColumnContract): z.ZodType<string, string> {
  const short = maxLength === undefined ? z.string() : z.string().max(maxLength);
  const matching =
    pattern === undefined
      ? short
      : short.refine(compilePattern(pattern), { params: { violation: 'pattern-mismatch' } });
  return values === undefined ? matching : matching.pipe(z.enum(values));
}
