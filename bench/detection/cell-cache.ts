import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import * as defaults from '../../lambdas/core/signals/effects.ts';
import { cellsOf, type Group } from './groups.ts';
import { noTally, tallySchema } from './tally.ts';

const resultSchema = z.object({
  /** What the tallies hold for: another set of defaults starts anew. */
  defaults: z.string(),
  /** Next round to run. */
  rounds: z.int().min(0),
  tallies: z.array(tallySchema),
});

/** What is known of the cells of a group so far. */
export type GroupResult = z.infer<typeof resultSchema>;

const folder = join(import.meta.dirname, '../../.plumbline/bench/detection');
const fingerprint = hashOf(JSON.stringify(defaults));

export function noResult(group: Group): GroupResult {
  return {
    defaults: fingerprint,
    rounds: 0,
    tallies: Array.from({ length: cellsOf(group) }, () => noTally),
  };
}

/** What an earlier run left, or nothing where the defaults have changed since. */
export async function readResult(group: Group): Promise<GroupResult> {
  const text = await readFile(fileOf(group), 'utf8').catch(() => undefined);
  const parsed = text === undefined ? undefined : resultSchema.safeParse(JSON.parse(text));
  return parsed?.success && parsed.data.defaults === fingerprint ? parsed.data : noResult(group);
}

export async function writeResult(group: Group, result: GroupResult): Promise<void> {
  await mkdir(folder, { recursive: true });
  const path = fileOf(group);
  await writeFile(`${path}.part`, JSON.stringify(result));
  await rename(`${path}.part`, path);
}

function fileOf({ name }: Group): string {
  return join(folder, `${hashOf(name)}.json`);
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
