import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as z from 'zod';
import type { Profile } from '../../lambdas/core/profile/profile.ts';
import { inferFromRows } from '../../lambdas/pipeline/reference/infer-from-rows.ts';
import { measureText, openReference, openText, type ReadReference } from './read-rows.ts';

/** What another program wrote of a case: roles of its columns, and its own estimates a chunk. */
const expectedSchema = z.object({
  chunk_size: z.int(),
  roles: z.object({
    y_true: z.string(),
    y_pred: z.string(),
    y_pred_proba: z.string().optional(),
    id: z.string().optional(),
  }),
  features: z.array(z.string()),
  estimated: z.array(z.looseObject({ period: z.string(), chunk_index: z.int() })),
});

type Expected = z.infer<typeof expectedSchema>;

/** A reference that is read, and the chunks of what came after it. */
export interface BenchCase extends ReadReference {
  /** Profiles of chunks, with the labels that they have. */
  readonly chunks: readonly Profile[];
  readonly expected: Expected;
}

/** Reads a folder of `reference.csv.gz`, `analysis.csv.gz` and `expected.json.gz`. */
export async function readCase(folder: string): Promise<BenchCase> {
  const expected = expectedSchema.parse(JSON.parse(await readText(join(folder, 'expected.json.gz'))));
  const referenceText = await readText(join(folder, 'reference.csv.gz'));
  const read = await openReference(await columnsOf(referenceText, expected), referenceText);
  const [header = '', ...lines] = (await readText(join(folder, 'analysis.csv.gz'))).trimEnd().split('\n');
  const chunks: Profile[] = [];
  for (let from = 0; from < lines.length; from += expected.chunk_size) {
    const text = [header, ...lines.slice(from, from + expected.chunk_size), ''].join('\n');
    chunks.push((await measureText(read, text)).profile);
  }
  return { ...read, chunks, expected };
}

async function readText(path: string): Promise<string> {
  return gunzipSync(await readFile(path)).toString('utf8');
}

/** As it would be inferred, with the roles that the case names; no row is refused. */
async function columnsOf(text: string, { roles, features }: Expected): Promise<readonly object[]> {
  const { contract } = await inferFromRows(await openText(text));
  const roleOf = new Map<string, string>([
    [roles.y_true, 'label'],
    [roles.y_pred, 'prediction'],
    ...(roles.y_pred_proba ? [[roles.y_pred_proba, 'confidence'] as const] : []),
    ...(roles.id ? [[roles.id, 'id'] as const] : []),
    ...features.map((name) => [name, 'feature'] as const),
  ]);
  return contract.columns.flatMap(({ name, kind }) => {
    const role = roleOf.get(name);
    const isNumber = role === 'label' || role === 'confidence';
    return role === undefined ? [] : [{ name, kind: isNumber ? 'numeric' : kind, role, nullable: true }];
  });
}
