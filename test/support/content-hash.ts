import { createHash } from 'node:crypto';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The repository. */
export const root = join(import.meta.dirname, '../..');

/** Of files and what is in them: what is made of them may be kept under it for other test files and later runs. */
export async function contentHash(patterns: readonly string[]): Promise<string> {
  const files = await Array.fromAsync(glob([...patterns], { cwd: root }));
  const hash = createHash('sha256');
  for (const file of files.sort()) hash.update(file).update(await readFile(join(root, file)));
  return hash.digest('hex').slice(0, 16);
}
