import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { closingKey, inboxPrefixes, isPartFile, isPartition } from '../../lambdas/keys.ts';
import { cannotOpen } from './cannot-open.ts';
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
  return filesBelow(path, `${inboxPrefixes.batches}${model}/${folder}`);
}

/**
 * As {@link batchFiles}. The name of a directory is left out: whatever it is called, it is the default reference.
 *
 * @throws InputError as there
 */
export async function referenceFiles(path: string, model: string): Promise<UploadFiles> {
  const prefix = `${inboxPrefixes.references}${model}/`;
  return uploadFiles(path, prefix, `${prefix}reference/`);
}

/** As {@link batchFiles}, below any folder of the inbox. @throws InputError as there */
export function filesBelow(path: string, prefix: string): Promise<UploadFiles> {
  return uploadFiles(path, prefix, `${prefix}${basename(resolve(path))}/`);
}

async function uploadFiles(path: string, prefix: string, folder: string): Promise<UploadFiles> {
  const stats = await statsOf(path);
  const key = `${prefix}${basename(resolve(path))}`;
  if (stats.isDirectory()) return folderFiles(folder, path, await partsOf(path));
  if (!stats.isFile()) throw new InputError(`${path} is not a file`);
  return isPartFile(key)
    ? folderFiles(folder, dirname(path), [basename(path)])
    : { key, paths: [[key, path]], sizeBytes: stats.size };
}

/** The parts right in a directory, or else those in partitions below it (`region=eu/`): their paths from there. */
async function partsOf(directory: string): Promise<readonly string[]> {
  const names = await readdir(directory);
  const own = names.filter((name) => isPartFile(`/${name}`));
  const below = own.length > 0 ? [] : await partsBelow(directory);
  if (own.length + below.length === 0)
    throw new InputError(
      `${directory} is a folder without part-… files: name the files in it, one by one or as ${join(directory, '*.csv')}`,
    );
  return [...own, ...below].sort();
}

async function partsBelow(directory: string): Promise<readonly string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries.flatMap((entry) => {
    const folders = relative(directory, entry.parentPath).split(sep);
    const isPart = entry.isFile() && isPartFile(`/${entry.name}`) && folders.every(isPartition);
    return isPart ? [[...folders, entry.name].join('/')] : [];
  });
}

/** @param parts  their paths from the directory */
async function folderFiles(
  folder: string,
  directory: string,
  parts: readonly string[],
): Promise<UploadFiles> {
  const files = parts.map((part) => join(directory, part));
  const stats = await Promise.all(files.map(statsOf));
  const newest = stats.reduce(
    (best, { mtimeMs }, index) => (mtimeMs > stats[best]!.mtimeMs ? index : best),
    0,
  );
  const paths = parts.map((part, index) => [`${folder}${part}`, files[index]!] as const);
  const key = closingKey(`${folder}part-0`);
  return {
    key,
    // Copies keep no order of time: the folder counts as closed with its newest part.
    paths: [...paths, [key, files[newest]!]],
    sizeBytes: stats.reduce((sum, { size }) => sum + size, 0),
  };
}

async function statsOf(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    throw cannotOpen(path, error);
  }
}
