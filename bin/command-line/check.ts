import { mkdir, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { composeBatchAlert } from '../../lambdas/core/alert/batch/compose-batch-alert.ts';
import { type Result, resultSchema } from '../../lambdas/core/result/result-schema.ts';
import { fileInbox } from '../../lambdas/files/file-inbox.ts';
import { type MemoryStore, memoryStore } from '../../lambdas/files/memory-store.ts';
import { inboxPrefixes, objectId, resultsKeys } from '../../lambdas/keys.ts';
import { detectDrift } from '../../lambdas/pipeline/detect-drift.ts';
import { decodeJson } from '../../lambdas/pipeline/json-artefact.ts';
import { readModelContract } from '../../lambdas/pipeline/model-contract.ts';
import type { Services } from '../../lambdas/pipeline/ports.ts';
import { receiveReference } from '../../lambdas/pipeline/receive-reference.ts';
import { validateBatch } from '../../lambdas/pipeline/validate-batch.ts';
import { draftNotes, explainContract, explainReference } from './explain-input.ts';
import type { CheckCommand } from './parse-command.ts';
import { showProgress, type Terminal } from './progress.ts';
import { batchFiles, referenceFiles, type UploadFiles } from './upload-files.ts';
import { UsageError } from './usage.ts';

/**
 * Takes a local batch the way of the functions: reference, validation, drift, over stores in memory.
 *
 * @throws UsageError when a file can't be opened, or the contract or the reference can't be used
 */
export async function check(command: CheckCommand, terminal: Terminal): Promise<Result> {
  const { model, contract } = command;
  const batch = await batchFiles(command.batch, model);
  const reference =
    command.reference === undefined ? undefined : await referenceFiles(command.reference, model);
  const paths = new Map([...contractPaths(command), ...(reference?.paths ?? []), ...batch.paths]);
  if (contract !== undefined) await requireFile(contract);
  const total = bytesToRead(batch, reference, contract);
  const progress = showProgress(`checking ${basename(command.batch)}`, total, terminal);
  const results = memoryStore('results', () => new Date());
  const services = localServices(fileInbox(paths, progress.add), results);
  try {
    await prepare(command, reference, services, results);
    if (!command.json) for (const note of draftNotes(results.objects())) terminal.write(`note: ${note}\n`);
    const result = await checkBatch(command, batch, services, results);
    if (command.out !== undefined) await writeObjects(command.out, results);
    if (command.report !== undefined) await writeReport(command.report, result, results);
    return result;
  } finally {
    progress.end();
  }
}

function contractPaths({ model, contract }: CheckCommand): readonly (readonly [string, string])[] {
  return contract === undefined ? [] : [[`${inboxPrefixes.contracts}${model}.json`, contract]];
}

/** The reference is read two or three times, the batch once. */
function bytesToRead(
  batch: UploadFiles,
  reference: UploadFiles | undefined,
  contract: string | undefined,
): number {
  const passes = contract === undefined ? 3 : 2;
  return batch.sizeBytes + passes * (reference?.sizeBytes ?? 0);
}

/** @throws UsageError when there is no such file */
async function requireFile(path: string): Promise<void> {
  const stats = await stat(path).catch((error: unknown) => {
    throw new UsageError(`can't open ${path}: ${error instanceof Error ? error.message : error}`);
  });
  if (!stats.isFile()) throw new UsageError(`${path} is not a file`);
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
  { model, reference: path = '' }: CheckCommand,
  reference: UploadFiles | undefined,
  services: Services,
  results: MemoryStore,
): Promise<void> {
  const contract = await readModelContract(services.inbox, model);
  if (contract.status === 'invalid') throw new UsageError(explainContract(contract.problems));
  if (reference === undefined) return;
  const { key } = reference;
  await receiveReference({ bucket: services.inbox.bucket, key, versionId: 'null' }, services);
  const pointer = await results.read(resultsKeys.referencePointer(model));
  if (!pointer) throw new UsageError(explainReference(path, results.objects()));
}

async function checkBatch(
  command: CheckCommand,
  batch: UploadFiles,
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
  await detectDrift(profiled, services, async (facts, rules) => ({ alert: composeBatchAlert(facts, rules) }));
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
