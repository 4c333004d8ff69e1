import { readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { closingKey, inboxPrefixes, isPartFile } from '../../lambdas/keys.ts';
import { InputError } from './usage.ts';

/** A local batch or reference as objects of the inbox. */
export interface UploadFiles {
  /** What is announced: the file, or what closes the folder. */
  readonly key: string;
  /** The file of each key. */
  readonly paths: readonly (readonly [string, string])[];
  readonly sizeBytes: number;
}

/**
 * A file, or a directory of `part-…` files, as one batch. A single part is a directory of one.
 *
 * @param folder  of the model's in which it is put: a name and a slash, or nothing
 * @throws InputError when it can't be opened, or a directory has no part
 */
export async function batchFiles(path: string, model: string, folder: string): Promise<UploadFiles> {
  const prefix = `${inboxPrefixes.batches}${model}/${folder}`;
  return uploadFiles(path, prefix, `${prefix}${basename(resolve(path))}/`);
}

/**
 * As {@link batchFiles}. The name of a directory is left out: whatever it is called, it is the default reference.
 *
 * @throws InputError as there
 */
export async function referenceFiles(path: string, model: string): Promise<UploadFiles> {
  const prefix = `${inboxPrefixes.references}${model}/`;
  return uploadFiles(path, prefix, prefix);
}

async function uploadFiles(path: string, prefix: string, folder: string): Promise<UploadFiles> {
  const stats = await statsOf(path);
  const key = `${prefix}${basename(resolve(path))}`;
  if (stats.isDirectory()) return folderFiles(folder, await partsOf(path));
  if (!stats.isFile()) throw new InputError(`${path} is not a file`);
  return isPartFile(key) ? folderFiles(folder, [path]) : { key, paths: [[key, path]], sizeBytes: stats.size };
}

async function partsOf(directory: string): Promise<readonly string[]> {
  const names = (await readdir(directory)).filter((name) => isPartFile(`/${name}`)).sort();
  if (names.length === 0) throw new InputError(`${directory} has no part-… file`);
  return names.map((name) => join(directory, name));
}

async function folderFiles(folder: string, parts: readonly string[]): Promise<UploadFiles> {
  const stats = await Promise.all(parts.map(statsOf));
  const newest = stats.reduce(
    (best, { mtimeMs }, index) => (mtimeMs > stats[best]!.mtimeMs ? index : best),
    0,
  );
  const paths = parts.map((path) => [`${folder}${basename(path)}`, path] as const);
  const key = closingKey(paths[0]![0]);
  return {
    key,
    // Copies keep no order of time: the folder counts as closed with its newest part.
    paths: [...paths, [key, parts[newest]!]],
    sizeBytes: stats.reduce((sum, { size }) => sum + size, 0),
  };
}

async function statsOf(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    throw new InputError(`can't open ${path}: ${error instanceof Error ? error.message : error}`);
  }
}
