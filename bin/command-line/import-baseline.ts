import { readFile, writeFile } from 'node:fs/promises';
import * as z from 'zod';
import {
  contractFromModelMonitor,
  monitorConstraintsSchema,
  monitorStatisticsSchema,
} from '../../lambdas/core/contract/from-model-monitor.ts';
import { writeContract } from '../../lambdas/core/contract/write-contract.ts';
import { cannotOpen } from './cannot-open.ts';
import { type Inferred, requireNothing } from './infer.ts';
import type { ImportCommand } from './parse-command.ts';
import { InputError } from './usage.ts';

/**
 * Makes a contract of a baseline of SageMaker Model Monitor.
 *
 * @throws InputError when a file can't be opened, or is none of a baseline
 * @throws UsageError when it would write over a file that somebody may have edited
 */
export async function importBaseline({
  constraints,
  statistics,
  output,
  force,
}: ImportCommand): Promise<Inferred> {
  if (output !== undefined && !force) await requireNothing(output);
  const imported = contractFromModelMonitor(
    await readJson(constraints, monitorConstraintsSchema),
    statistics === undefined ? undefined : await readJson(statistics, monitorStatisticsSchema),
  );
  if (!imported) throw new InputError(`${constraints} names no feature that a contract can hold`);
  const contract = writeContract(imported.contract);
  if (output !== undefined) await writeFile(output, contract);
  return { contract, notes: imported.notes };
}

async function readJson<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.infer<Schema>> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw cannotOpen(path, error);
  });
  const parsed = schema.safeParse(jsonOf(path, text));
  if (parsed.success) return parsed.data;
  throw new InputError(`${path} is none of a Model Monitor baseline: ${z.prettifyError(parsed.error)}`);
}

function jsonOf(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InputError(`${path} is not JSON`);
  }
}
