import { readFile, stat } from 'node:fs/promises';
import { type Result, resultSchema } from '../../lambdas/core/result/result-schema.ts';
import { cannotOpen } from './cannot-open.ts';
import { check } from './check.ts';
import { describeDifference, differenceOf } from './describe-difference.ts';
import { describeResult } from './describe-result.ts';
import { statusOf } from './exit-status.ts';
import type { LocalCopies } from './local-copies.ts';
import type { DiffCommand } from './parse-stack-command.ts';
import type { Terminal } from './progress.ts';
import type { Answer } from './run-stack-command.ts';
import { UsageError } from './usage.ts';

/** A result is far smaller; whatever is larger is data. */
const mostBytes = 64 * 1024 * 1024;

/**
 * What differs between two results; of two files of data how the second differs from the first, by a contract that is drafted of
 * that.
 */
export async function diff(command: DiffCommand, copies: LocalCopies, terminal: Terminal): Promise<Answer> {
  const [before, after] = [await copies.pathOf(command.before), await copies.pathOf(command.after)];
  const results = [await resultAt(before), await resultAt(after)] as const;
  if (results[0] && results[1]) {
    const difference = differenceOf(results[0], results[1]);
    const differs = difference.changes.length > 0;
    return { text: describeDifference(difference), data: difference, status: differs ? 1 : 0 };
  }
  if (results[0] || results[1])
    throw new UsageError(
      `${results[0] ? command.after : command.before} is no result, the other is: two of a kind can be compared`,
    );
  return diffOfData(command, [before, after], copies, terminal);
}

async function diffOfData(
  { json }: DiffCommand,
  [reference, batch]: readonly [string, string],
  copies: LocalCopies,
  terminal: Terminal,
): Promise<Answer> {
  const failOn = 'info';
  const files = { batches: [batch], reference, contract: undefined, labels: undefined };
  const rest = { out: undefined, report: undefined, model: 'local', json, failOn } as const;
  const [result] = await check({ name: 'check', ...files, ...rest }, copies, terminal);
  return { text: describeResult(result!).trimEnd(), data: result, status: statusOf(result!, failOn) };
}

/** @returns undefined where a file is something else: data, then */
async function resultAt(path: string): Promise<Result | undefined> {
  const stats = await stat(path).catch((error: unknown) => {
    throw cannotOpen(path, error);
  });
  if (!stats.isFile() || stats.size > mostBytes) return undefined;
  const text = await readFile(path, 'utf8');
  if (!/^\s*\{/.test(text)) return undefined;
  try {
    return resultSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
