import { stat } from 'node:fs/promises';
import { byArrival, type HistoryRecord } from '../../lambdas/core/report/history/history-record.ts';
import { folderStore } from '../../lambdas/files/folder-store.ts';
import { resultsPrefixes } from '../../lambdas/keys.ts';
import type { ReadableStore } from '../../lambdas/pipeline/ports.ts';
import { readRecent } from '../../lambdas/pipeline/recent-records.ts';
import { InputError } from './usage.ts';

/** Where results lie, to be read: the one way of every command that asks for them. */
export interface ResultsPlace extends Pick<ReadableStore, 'read' | 'list'> {
  /** As it was given, without a slash at its end. */
  readonly place: string;
  readonly isLocal: boolean;
}

/**
 * @param place  `s3://BUCKET`, or a folder that `check --out` wrote
 * @throws InputError when there is no such folder; from its methods when S3 can't be read
 */
export async function openResults(place: string): Promise<ResultsPlace> {
  const trimmed = place.replace(/\/+$/, '');
  if (place.startsWith('s3://')) {
    const { openBucket } = await import('./s3-objects.ts');
    return { place: trimmed, isLocal: false, ...openBucket(place) };
  }
  const isFolder = await stat(place).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
  if (!isFolder) throw new InputError(`${place}: there is no such folder (check --out DIR writes one)`);
  return { place: trimmed, isLocal: true, ...folderStore(place) };
}

/** The batches of a model, the newest first. @throws InputError when there are none, naming the models that have some */
export async function batchesOf(model: string, results: ResultsPlace): Promise<readonly HistoryRecord[]> {
  const silent = () => {};
  const records = await readRecent(model, { results, log: { info: silent, warn: silent } });
  if (records.length === 0) throw new InputError(await noBatches(model, results));
  const revised = new Set(records.flatMap(({ revises }) => revises ?? []));
  return records
    .filter(({ batchId }) => !revised.has(batchId))
    .toSorted(byArrival)
    .reverse();
}

async function noBatches(model: string, results: ResultsPlace): Promise<string> {
  const prefix = `${resultsPrefixes.reports}_models/`;
  const keys = await Array.fromAsync(results.list(prefix), ({ key }) => key);
  const models = keys.map((key) => key.slice(prefix.length, -'.json'.length)).slice(0, 20);
  const known = models.length === 0 ? 'no model has any' : `there are ${models.join(', ')}`;
  return `${results.place} has no batch of ${model}: ${known}`;
}
