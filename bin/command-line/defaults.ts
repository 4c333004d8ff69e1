import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { jsonProblem } from '../../lambdas/core/contract/json-problem.ts';
import type { Defaults } from './parse-command.ts';
import { UsageError } from './usage.ts';

const defaultsSchema = z.strictObject({
  reference: z.string().optional(),
  contract: z.string().optional(),
  model: z.string().optional(),
  failOn: z.string().optional(),
  inbox: z.string().optional(),
  results: z.string().optional(),
});

/**
 * What a file in the folder where one stands says for options that are not given: reference, contract, model, failOn, inbox, results.
 *
 * @returns nothing where there is no such file
 * @throws UsageError when it is none of the kind
 */
export async function readDefaults(path: string): Promise<Defaults> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return {};
  const read = defaultsSchema.safeParse(parsed(path, text));
  if (!read.success) throw new UsageError(`${path}: ${z.prettifyError(read.error).replaceAll('\n', ' ')}`);
  const { failOn, ...others } = read.data;
  return { ...others, ...(failOn === undefined ? {} : { 'fail-on': failOn }) };
}

function parsed(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const { line, column, expected, found } = jsonProblem(text) ?? {
      line: 1,
      column: 1,
      expected: 'JSON',
      found: 'none',
    };
    throw new UsageError(`${path}, line ${line}, column ${column}: expected ${expected}, found ${found}`);
  }
}
