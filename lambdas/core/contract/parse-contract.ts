import type * as z from 'zod';
import { type Contract, contractSchema } from './contract.ts';
import { jsonProblem } from './json-problem.ts';
import { quoteFound } from './violation.ts';

/** One thing wrong with a contract: where, what was expected, what was found. */
export interface ContractProblem {
  /** As one would write it in code: `columns[3].min`; empty for the document itself; of text that is no JSON the line and column. */
  readonly path: string;
  readonly expected: string;
  readonly found: string;
}

/** A contract, or all that is wrong with what was given as one. */
export type ParsedContract =
  | { readonly ok: true; readonly contract: Contract }
  | { readonly ok: false; readonly problems: readonly ContractProblem[] };

/**
 * Reads the text of a contract file. Everything wrong with its parts is reported at once, in the order of the file; what
 * concerns several settings together (bounds the wrong way round, a name used twice), once the parts are right.
 */
export function parseContract(text: string): ParsedContract {
  const json = parseJson(text.replace(/^\uFEFF/, ''));
  if ('problem' in json) return { ok: false, problems: [json.problem] };
  const parsed = contractSchema.safeParse(json.value);
  if (parsed.success) return { ok: true, contract: parsed.data };
  return { ok: false, problems: parsed.error.issues.flatMap((issue) => problemsOf(issue, json.value)) };
}

/** A problem as one line of text. */
export function describeProblem({ path, expected, found }: ContractProblem): string {
  return `${path || 'the document'}: expected ${expected}, found ${found}`;
}

function parseJson(text: string): { readonly value: unknown } | { readonly problem: ContractProblem } {
  try {
    return { value: JSON.parse(text) };
  } catch {
    const problem = text.trim() === '' ? undefined : jsonProblem(text);
    if (!problem) return { problem: { path: '', expected: 'JSON', found: 'an empty file' } };
    const { line, column, expected, found } = problem;
    return { problem: { path: `line ${line}, column ${column}`, expected, found } };
  }
}

function problemsOf(issue: z.core.$ZodIssue, document: unknown): readonly ContractProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: writePath([...issue.path, key]),
      expected: 'no such setting (see docs/contract.md for the list)',
      found: describeFound(valueAt(document, [...issue.path, key])),
    }));
  }
  return [
    {
      path: writePath(issue.path),
      expected: expectation(issue),
      found: describeFound(valueAt(document, issue.path)),
    },
  ];
}

function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return typeNames[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return issue.values.length === 1
        ? JSON.stringify(issue.values[0])
        : `one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`;
    case 'too_small':
      return `${sizeOf(issue.origin)}${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}`;
    case 'too_big':
      return `${sizeOf(issue.origin)}${issue.inclusive ? 'at most' : 'less than'} ${issue.maximum}`;
    case 'invalid_union':
      return 'a number, or an ISO 8601 timestamp';
    default:
      return issue.message;
  }
}

const typeNames: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'an object',
  string: 'a text',
};

function sizeOf(origin: string): string {
  switch (origin) {
    case 'array':
      return 'a list with a length of ';
    case 'string':
      return 'a text with a length of ';
    default:
      return 'a number of ';
  }
}

function describeFound(value: unknown): string {
  if (value === undefined) return 'nothing';
  // JSON has no infinities, but numbers that are too large to be anything else.
  if (typeof value === 'number' && !Number.isFinite(value)) return 'a number too large';
  return quoteFound(JSON.stringify(value));
}

function valueAt(document: unknown, path: readonly PropertyKey[]): unknown {
  let value = document;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

function writePath(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
}
