import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { MemoryStore } from '../../lambdas/files/memory-store.ts';
import { inboxPrefixes, objectId, resultsKeys } from '../../lambdas/keys.ts';
import { joinLabels } from '../../lambdas/pipeline/join-labels.ts';
import type { Services } from '../../lambdas/pipeline/ports.ts';
import { cannotOpen } from './cannot-open.ts';
import { explainLabels, labelNotes } from './explain-input.ts';
import type { UploadFiles } from './upload-files.ts';
import { InputError } from './usage.ts';

/** A local label file as an object of the inbox. A batch has one of its own, which counts as uploaded together with it. */
export interface LabelFile {
  readonly key: string;
  readonly path: string;
  /** The file of the batch. */
  readonly batchPath: string;
}

/**
 * @param path  undefined where there are no labels
 * @returns one for each batch, in their order
 * @throws InputError when it can't be opened
 */
export async function labelFiles(
  path: string | undefined,
  batches: readonly UploadFiles[],
  model: string,
): Promise<readonly LabelFile[]> {
  if (path === undefined) return [];
  const stats = await stat(path).catch((error: unknown) => {
    throw cannotOpen(path, error);
  });
  if (!stats.isFile()) throw new InputError(`${path} is not a file`);
  return batches.map(({ key: batchKey, paths }, index) => {
    const key = `${inboxPrefixes.labels}${model}/${index + 1}/${basename(resolve(path))}`;
    const batchPath = paths.find(([one]) => one === batchKey)?.[1] ?? path;
    return { key, path, batchPath };
  });
}

/**
 * Joins labels to a batch that has been checked.
 *
 * @returns what is odd about them, a line each
 * @throws InputError when they can't be used
 */
export async function joinLocalLabels(
  model: string,
  { key, path }: LabelFile,
  services: Services,
  results: MemoryStore,
): Promise<readonly string[]> {
  const object = { bucket: services.inbox.bucket, key, versionId: 'null' };
  await joinLabels(object, services);
  const id = objectId(object);
  const unusable = await results.read(resultsKeys.alert(model, id));
  if (unusable) throw new InputError(explainLabels(path, unusable));
  const odd = await results.read(resultsKeys.alert(model, `${id}-joined`));
  return odd ? labelNotes(odd) : [];
}
