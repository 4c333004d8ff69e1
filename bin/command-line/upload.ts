import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { parseContract } from '../../lambdas/core/contract/parse-contract.ts';
import { type Result, resultSchema } from '../../lambdas/core/result/result-schema.ts';
import { inboxKeys, inboxPrefixes, objectId, resultsKeys } from '../../lambdas/keys.ts';
import { decodeJson } from '../../lambdas/pipeline/json-artefact.ts';
import { check } from './check.ts';
import { describeResult } from './describe-result.ts';
import { statusOf } from './exit-status.ts';
import { explainContract } from './explain-input.ts';
import { type InboxPlace, openWholeInbox } from './inbox.ts';
import type { LocalCopies } from './local-copies.ts';
import type { UploadCommand, UploadKind } from './parse-stack-command.ts';
import type { Terminal } from './progress.ts';
import { openResults } from './results-place.ts';
import type { Answer } from './run-stack-command.ts';
import { filesBelow, type UploadFiles } from './upload-files.ts';
import { InputError } from './usage.ts';

/** How long a verdict is waited for, and how often it is asked for. */
const waiting = { mostMs: 15 * 60_000, everyMs: 2_000 };

const prefixes: Readonly<Record<Exclude<UploadKind, 'contract'>, string>> = {
  batch: inboxPrefixes.batches,
  reference: inboxPrefixes.references,
  labels: inboxPrefixes.labels,
  holdout: inboxPrefixes.holdouts,
  environment: inboxPrefixes.environments,
};

/**
 * Puts a file, or a folder of parts, where it belongs in the inbox. A batch or a reference is held against the contract of the
 * inbox first: what that rejects is not uploaded.
 *
 * @throws InputError when the file can't be read, or S3 refuses it
 */
export async function upload(
  command: UploadCommand,
  copies: LocalCopies,
  terminal: Terminal,
): Promise<Answer> {
  const { file, model, as, failOn, waitIn } = command;
  const place = openWholeInbox(command.inbox);
  const path = await copies.pathOf(file);
  if (as === 'contract') return uploadContract(path, model, place);
  const broken =
    as === 'batch' || as === 'reference' ? await brokenBy(path, command, place, copies, terminal) : undefined;
  if (broken)
    return {
      text: `${describeResult(broken)}\nnot uploaded`,
      data: { uploaded: false, result: broken },
      status: 1,
    };
  const files = await filesBelow(path, `${prefixes[as]}${model}/`);
  const versionId = await putAll(files, place);
  const uri = `s3://${place.bucket}/${files.key}`;
  const uploaded = { uploaded: true, key: files.key, versionId };
  if (waitIn === undefined) return { text: `uploaded as ${uri}`, data: uploaded };
  terminal.write(`uploaded as ${uri}, waiting for the verdict\n`);
  const id = objectId({ bucket: place.bucket, key: files.key, versionId });
  const result = await verdictOf(model, id, waitIn);
  return {
    text: describeResult(result).trimEnd(),
    data: { ...uploaded, result },
    status: statusOf(result, failOn),
  };
}

/** A contract has one place, and is none where it can't be used. */
async function uploadContract(path: string, model: string, { inbox, bucket }: InboxPlace): Promise<Answer> {
  const parsed = parseContract(await readFile(path, 'utf8'));
  if (!parsed.ok) throw new InputError(explainContract(parsed.problems));
  const key = inboxKeys.contract(model);
  const versionId = await inbox.put(key, path);
  return { text: `uploaded as s3://${bucket}/${key}`, data: { uploaded: true, key, versionId } };
}

/** What the contract of the inbox says of a file that it rejects; undefined where it has none, or takes the file. */
async function brokenBy(
  path: string,
  { model, json }: UploadCommand,
  { inbox, bucket }: InboxPlace,
  copies: LocalCopies,
  terminal: Terminal,
): Promise<Result | undefined> {
  const key = inboxKeys.contract(model);
  if (!(await inbox.read(key))) return undefined;
  const contract = `s3://${bucket}/${key}`;
  const files = { batches: [path], reference: undefined, contract, labels: undefined };
  const rest = { out: undefined, report: undefined, json, failOn: 'rejected' } as const;
  const [result] = await check({ name: 'check', model, ...files, ...rest }, copies, terminal);
  return result?.validation.status === 'rejected' ? result : undefined;
}

/** What closes a folder goes last. @returns the version of the object that is announced */
async function putAll({ key, paths }: UploadFiles, { inbox }: InboxPlace): Promise<string> {
  for (const [one, path] of paths) if (one !== key) await inbox.put(one, path);
  const own = paths.find(([one]) => one === key)?.[1];
  return inbox.put(key, paths.length > 1 ? undefined : own);
}

async function verdictOf(model: string, id: string, place: string): Promise<Result> {
  const results = await openResults(place);
  const key = resultsKeys.result(model, id);
  const deadline = Date.now() + waiting.mostMs;
  while (Date.now() < deadline) {
    const stored = await results.read(key);
    if (stored) return decodeJson(resultSchema, key, stored.bytes);
    await wait(waiting.everyMs);
  }
  throw new InputError(
    `no verdict in ${waiting.mostMs / 60_000} minutes: ${results.place}/${key} is not there (does the contract gather files, or is there neither contract nor reference?)`,
  );
}
