import { mkdir, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { composeBatchAlert } from '../../lambdas/core/alert/compose-batch-alert.ts';
import { type Result, resultSchema } from '../../lambdas/core/result/result-schema.ts';
import { inboxPrefixes, objectId, resultsKeys } from '../../lambdas/keys.ts';
import { detectDrift } from '../../lambdas/pipeline/detect-drift.ts';
import { decodeJson } from '../../lambdas/pipeline/json-artefact.ts';
import { readModelContract } from '../../lambdas/pipeline/model-contract.ts';
import type { Services } from '../../lambdas/pipeline/ports.ts';
import { receiveReference } from '../../lambdas/pipeline/receive-reference.ts';
import { validateBatch } from '../../lambdas/pipeline/validate-batch.ts';
import { fileInbox } from '../../local/file-inbox.ts';
import { type MemoryStore, memoryStore } from '../../local/memory-store.ts';
import { type BatchFiles, batchFiles } from './batch-files.ts';
import { explainContract, explainReference } from './explain-input.ts';
import type { CheckCommand } from './parse-command.ts';
import { showProgress, type Terminal } from './progress.ts';
import { UsageError } from './usage.ts';

/**
 * Takes a local batch the way of the functions: reference, validation, drift, over stores in memory.
 *
 * @throws UsageError when a file can't be opened, or the contract or the reference can't be used
 */
export async function check(command: CheckCommand, terminal: Terminal): Promise<Result> {
  const batch = await batchFiles(command.batch, command.model);
  const paths = new Map([...inboxKeysOf(command), ...batch.paths]);
  const total = await bytesToRead(command, batch);
  const progress = showProgress(`checking ${basename(command.batch)}`, total, terminal);
  const results = memoryStore('results', () => new Date());
  const services = localServices(fileInbox(paths, progress.add), results);
  try {
    await prepare(command, services, results);
    const result = await checkBatch(command, batch, services, results);
    if (command.out !== undefined) await writeObjects(command.out, results);
    if (command.report !== undefined) await writeReport(command.report, result, results);
    return result;
  } finally {
    progress.end();
  }
}

function inboxKeysOf({ model, contract, reference }: CheckCommand): readonly (readonly [string, string])[] {
  return [
    ...(contract === undefined ? [] : [[`${inboxPrefixes.contracts}${model}.json`, contract] as const]),
    ...(reference === undefined
      ? []
      : [[`${inboxPrefixes.references}${model}/${basename(reference)}`, reference] as const]),
  ];
}

/** The contract is read once, the reference two or three times, the batch once. */
async function bytesToRead(
  { contract, reference }: CheckCommand,
  { sizeBytes }: BatchFiles,
): Promise<number> {
  if (contract !== undefined) await sizeOf(contract);
  const passes = contract === undefined ? 3 : 2;
  return sizeBytes + (reference === undefined ? 0 : passes * (await sizeOf(reference)));
}

/** @throws UsageError when there is no such file */
export async function sizeOf(path: string): Promise<number> {
  try {
    const stats = await stat(path);
    if (!stats.isFile()) throw new UsageError(`${path} is not a file`);
    return stats.size;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`can't open ${path}: ${error instanceof Error ? error.message : error}`);
  }
}

function localServices(inbox: Services['inbox'], results: MemoryStore): Services {
  const silent = () => {};
  return {
    environment: 'local',
    inbox,
    results,
    log: { info: silent, warn: silent },
    measure: silent,
    now: () => new Date(),
    wait: (milliseconds) => wait(milliseconds),
  };
}

async function prepare(
  { model, reference }: CheckCommand,
  services: Services,
  results: MemoryStore,
): Promise<void> {
  const contract = await readModelContract(services.inbox, model);
  if (contract.status === 'invalid') throw new UsageError(explainContract(contract.problems));
  if (reference === undefined) return;
  const key = `${inboxPrefixes.references}${model}/${basename(reference)}`;
  await receiveReference({ bucket: services.inbox.bucket, key, versionId: 'null' }, services);
  const pointer = await results.read(resultsKeys.referencePointer(model));
  if (!pointer) throw new UsageError(explainReference(reference, results.objects()));
}

async function checkBatch(
  command: CheckCommand,
  batch: BatchFiles,
  services: Services,
  results: MemoryStore,
): Promise<Result> {
  const object = { bucket: services.inbox.bucket, key: batch.key, versionId: 'null' };
  const id = objectId(object);
  await validateBatch(object, services);
  const profiled = {
    bucket: results.bucket,
    key: resultsKeys.profiledBatch(command.model, id),
    versionId: 'null',
  };
  await detectDrift(profiled, services, async (facts) => composeBatchAlert(facts));
  const key = resultsKeys.result(command.model, id);
  const stored = await results.read(key);
  if (!stored) throw new Error(`no result was written for ${command.batch}`);
  return decodeJson(resultSchema, key, stored.bytes);
}

async function writeReport(path: string, { model, batch }: Result, results: MemoryStore): Promise<void> {
  const stored = await results.read(resultsKeys.report(model, batch.id));
  if (!stored) throw new Error(`no report was written for ${batch.key}`);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, stored.bytes);
}

async function writeObjects(directory: string, results: MemoryStore): Promise<void> {
  for (const { key, bytes } of results.objects()) {
    const path = join(directory, key);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
  }
}
