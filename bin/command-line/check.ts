import { mkdir, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { composeBatchAlert } from '../../lambdas/core/alert/batch/compose-batch-alert.ts';
import { type Result, resultSchema } from '../../lambdas/core/result/result-schema.ts';
import { fileInbox } from '../../lambdas/files/file-inbox.ts';
import { type MemoryStore, memoryStore } from '../../lambdas/files/memory-store.ts';
import { inboxPrefixes, objectId, resultsKeys } from '../../lambdas/keys.ts';
import { detectDrift } from '../../lambdas/pipeline/detect-drift.ts';
import { decodeJson } from '../../lambdas/pipeline/json-artefact.ts';
import type { LockFilePair } from '../../lambdas/pipeline/lock-files.ts';
import { readModelContract } from '../../lambdas/pipeline/model-contract.ts';
import type { Services } from '../../lambdas/pipeline/ports.ts';
import { receiveReference } from '../../lambdas/pipeline/receive-reference.ts';
import { validateBatch } from '../../lambdas/pipeline/validate-batch.ts';
import { cannotOpen, cannotWrite } from './cannot-open.ts';
import { draftNotes, explainContract, explainReference } from './explain-input.ts';
import type { LocalCopies } from './local-copies.ts';
import { joinLocalLabels, type LabelFile, labelFiles } from './local-labels.ts';
import { localServices } from './local-services.ts';
import { givenLockFiles } from './lock-files.ts';
import type { CheckCommand } from './parse-command.ts';
import { showProgress, type Terminal } from './progress.ts';
import { batchFiles, referenceFiles, type UploadFiles } from './upload-files.ts';
import { InputError } from './usage.ts';

/**
 * Takes local batches the way of the functions: reference, validation, drift, over stores in memory. The reference is read once
 * for all of them.
 *
 * @returns a result for each batch, in their order
 * @throws InputError when a file can't be opened, or the contract or the reference can't be used
 */
export async function check(
  command: CheckCommand,
  copies: LocalCopies,
  terminal: Terminal,
): Promise<readonly Result[]> {
  const { model } = command;
  const contract = command.contract && (await copies.pathOf(command.contract));
  const batches = await batchesOf(command, copies);
  const reference =
    command.reference === undefined
      ? undefined
      : await referenceFiles(await copies.pathOf(command.reference), model);
  if (contract !== undefined) await requireFile(contract);
  const labels = await labelFiles(command.labels && (await copies.pathOf(command.labels)), batches, model);
  const paths = new Map([
    ...labels.flatMap(({ key, path }) => [[key, path] as const]),
    ...(contract === undefined ? [] : [[`${inboxPrefixes.contracts}${model}.json`, contract] as const]),
    ...(reference?.paths ?? []),
    ...batches.flatMap(({ paths }) => paths),
  ]);
  const lockFiles = await givenLockFiles(command, copies);
  const total = bytesToRead(batches, reference, contract);
  const arrivedWith = new Map(labels.map(({ key, batchPath }) => [key, batchPath]));
  const progress = showProgress(`checking ${batchesInWords(command)}`, total, terminal);
  const results = memoryStore('results', () => new Date());
  const services = localServices(fileInbox(paths, progress.add, arrivedWith), results);
  try {
    await prepare(command, reference, services, results);
    if (!command.json) for (const note of notesOnDraft(command, results)) terminal.write(`note: ${note}\n`);
    const checked: Result[] = [];
    for (const [index, batch] of batches.entries()) {
      const { result, notes } = await checkBatch(
        { model, batch, lockFiles, labels: labels[index] },
        services,
        results,
      );
      if (!command.json) for (const note of notes) terminal.write(`note: ${note}\n`);
      checked.push(result);
    }
    if (command.out !== undefined) await writeObjects(command.out, results);
    if (command.report !== undefined) {
      await writeReport(command.report, checked[0]!, results);
      if (!command.json) terminal.write(`wrote ${command.report}\n`);
    }
    return checked;
  } finally {
    progress.end();
  }
}

/** A contract that was drafted on the way is drafted with every check: its notes are of use once, and where it is written down. */
function notesOnDraft({ reference = '' }: CheckCommand, results: MemoryStore): readonly string[] {
  const notes = draftNotes(results.objects());
  if (notes.length <= 1) return notes;
  const place = /\s/.test(reference) ? `"${reference}"` : reference;
  return [
    `without --contract one was drafted, with ${notes.length} notes to read: plumbline infer ${place} -o contract.json`,
  ];
}

/** Of two batches with the same name the second one gets a folder of its own. */
async function batchesOf(
  { batches, model }: CheckCommand,
  copies: LocalCopies,
): Promise<readonly UploadFiles[]> {
  const names = new Set<string>();
  const found: UploadFiles[] = [];
  for (const named of batches) {
    const path = await copies.pathOf(named);
    const name = basename(resolve(path));
    found.push(await batchFiles(path, model, names.has(name) ? `${found.length + 1}/` : ''));
    names.add(name);
  }
  return found;
}

function batchesInWords({ batches: [first, ...others] }: CheckCommand): string {
  return others.length > 0 ? `${1 + others.length} batches` : basename(first!);
}

/** The reference is read two or three times, a batch once. */
function bytesToRead(
  batches: readonly UploadFiles[],
  reference: UploadFiles | undefined,
  contract: string | undefined,
): number {
  const passes = contract === undefined ? 3 : 2;
  return batches.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) + passes * (reference?.sizeBytes ?? 0);
}

/** @throws InputError when there is no such file */
async function requireFile(path: string): Promise<void> {
  const stats = await stat(path).catch((error: unknown) => {
    throw cannotOpen(path, error);
  });
  if (!stats.isFile()) throw new InputError(`${path} is not a file`);
}

async function prepare(
  { model, reference: path = '' }: CheckCommand,
  reference: UploadFiles | undefined,
  services: Services,
  results: MemoryStore,
): Promise<void> {
  const contract = await readModelContract(services.inbox, model);
  if (contract.status === 'invalid') throw new InputError(explainContract(contract.problems));
  if (reference === undefined) return;
  const { key } = reference;
  await receiveReference({ bucket: services.inbox.bucket, key, versionId: 'null' }, services);
  const pointer = await results.read(resultsKeys.referencePointer(model));
  if (!pointer) throw new InputError(explainReference(path, results.objects()));
}

interface BatchToCheck {
  readonly model: string;
  readonly batch: UploadFiles;
  readonly lockFiles: readonly LockFilePair[];
  readonly labels: LabelFile | undefined;
}

async function checkBatch(
  { model, batch, lockFiles, labels }: BatchToCheck,
  services: Services,
  results: MemoryStore,
): Promise<{ readonly result: Result; readonly notes: readonly string[] }> {
  const object = { bucket: services.inbox.bucket, key: batch.key, versionId: 'null' };
  const id = objectId(object);
  await validateBatch(object, services, 'alone');
  const notes = labels ? await joinLocalLabels(model, labels, services, results) : [];
  const profiled = {
    bucket: results.bucket,
    key: resultsKeys.profiledBatch(model, id),
    versionId: 'null',
  };
  await detectDrift(profiled, services, {
    lockFiles,
    isRemembered: false,
    decide: async (facts, contract) => {
      const alert = composeBatchAlert(facts, contract?.alerts);
      return { alerts: alert ? [alert] : [] };
    },
  });
  const key = resultsKeys.result(model, id);
  const stored = await results.read(key);
  if (!stored) throw new Error(`no result was written for ${batch.key}`);
  return { result: decodeJson(resultSchema, key, stored.bytes), notes };
}

async function writeReport(path: string, { model, batch }: Result, results: MemoryStore): Promise<void> {
  const stored = await results.read(resultsKeys.report(model, batch.id));
  if (!stored) throw new Error(`no report was written for ${batch.key}`);
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, aloneAs(Buffer.from(stored.bytes).toString('utf8')));
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

/** Without the links to other pages, which do not lie beside it. */
function aloneAs(page: string): string {
  return page.replace(/<nav .*?<\/nav>/s, '');
}

async function writeObjects(directory: string, results: MemoryStore): Promise<void> {
  for (const { key, bytes } of results.objects()) {
    const path = join(directory, key);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
  }
}
