import { mkdir, stat, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { alertSchema } from '../../lambdas/core/alert/alert-schema.ts';
import { type HoldoutRun, holdoutRunSchema } from '../../lambdas/core/holdout/run-schema.ts';
import { fileInbox } from '../../lambdas/files/file-inbox.ts';
import { memoryStore } from '../../lambdas/files/memory-store.ts';
import { inboxKeys, objectId, resultsKeys, resultsPrefixes } from '../../lambdas/keys.ts';
import { decodeJson } from '../../lambdas/pipeline/json-artefact.ts';
import { readModelContract } from '../../lambdas/pipeline/model-contract.ts';
import { scoreHoldout } from '../../lambdas/pipeline/score-holdout.ts';
import { cannotOpen } from './cannot-open.ts';
import { explainContract } from './explain-input.ts';
import type { LocalCopies } from './local-copies.ts';
import { localServices } from './local-services.ts';
import type { HoldoutCommand } from './parse-command.ts';
import { InputError } from './usage.ts';

/**
 * Takes two local files the way of the function: the first is the baseline, the second is held against it.
 *
 * @throws InputError when a file can't be opened or compared, or the contract can't be used
 */
export async function holdout(command: HoldoutCommand, copies: LocalCopies): Promise<HoldoutRun> {
  const { model } = command;
  const [contract, baseline, run] = await Promise.all(
    [command.contract, command.baseline, command.run].map((named) => fileOf(named, copies)),
  );
  const folder = inboxKeys.holdouts(model);
  const keys = [`${folder}baseline-${basename(baseline!)}`, `${folder}run-${basename(run!)}`] as const;
  const paths = new Map([
    [inboxKeys.contract(model), contract!],
    [keys[0], baseline!],
    [keys[1], run!],
  ]);
  const results = memoryStore('results', () => new Date());
  const services = localServices(fileInbox(paths), results);
  const known = await readModelContract(services.inbox, model);
  if (known.status === 'invalid') throw new InputError(explainContract(known.problems));
  const objects = keys.map((key) => ({ bucket: services.inbox.bucket, key, versionId: 'null' }));
  for (const object of objects) await scoreHoldout(object, services);
  const key = resultsKeys.holdoutRun(model, objectId(objects[1]!));
  const stored = await results.read(key);
  const told = results.objects().find((object) => object.key.startsWith(resultsPrefixes.alerts));
  if (!stored)
    throw new InputError(
      told ? decodeJson(alertSchema, told.key, told.bytes).summary : 'nothing was compared',
    );
  const scored = decodeJson(holdoutRunSchema, key, stored.bytes);
  if (command.report !== undefined) {
    const page = await results.read(resultsKeys.holdoutReport(model, scored.id));
    await mkdir(dirname(command.report), { recursive: true });
    await writeFile(command.report, page?.bytes ?? '');
  }
  return scored;
}

async function fileOf(named: string, copies: LocalCopies): Promise<string> {
  const path = await copies.pathOf(named);
  const stats = await stat(path).catch((error: unknown) => {
    throw cannotOpen(named, error);
  });
  if (!stats.isFile()) throw new InputError(`${named} is not a file`);
  return path;
}
