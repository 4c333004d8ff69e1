import { composeRefusedFilesAlert, windowInWords } from '../../core/alert/compose-window-alerts.ts';
import type { Contract } from '../../core/contract/contract.ts';
import type { Violation } from '../../core/contract/violation.ts';
import type { BatchFacts, Validation } from '../../core/result/result-schema.ts';
import { formatCountOf } from '../../core/text/in-words.ts';
import { resultsKeys, windowVersion } from '../../keys.ts';
import { emptyYardstick } from '../empty-yardstick.ts';
import { turnsOf } from '../in-turns.ts';
import { decodeCompressedJson } from '../json-artefact.ts';
import { judgeBatch } from '../judge-batch.ts';
import { type Monitor, withoutContract } from '../load-monitor.ts';
import { rowsVersion } from '../model-contract.ts';
import { storeAlert } from '../outbox.ts';
import type { Services } from '../ports.ts';
import { type ProfiledBatch, profiledBatchSchema, storeJudgement } from '../profiled-batch.ts';
import { checkWindowFile } from '../validate-batch.ts';
import { violationCounts } from '../violation-tally.ts';
import { mergeQuarantine } from './merge-quarantine.ts';
import { monitorOfWindow } from './monitor-of-window.ts';
import { addFile, folderOf, noFiles, type SumOfFiles } from './sum-of-files.ts';
import type { ClosedWindow, ModelWindow } from './window-artefacts.ts';
import { keepWindowScores } from './window-scores.ts';

/** Profiles that are in memory at once. */
const readAtOnce = 8;

/** A window of more files is rejected: each takes longer to be read than to be summed up. */
const maximumFiles = 5_000;

/** A window with the files that it had when it was closed. */
interface FullWindow extends ModelWindow, Pick<ClosedWindow, 'files'> {
  readonly model: string;
}

type Ready = Monitor & { readonly status: 'ready' };

/** Makes one judgement of the files of a closed window. Safe to repeat: of the same files it is the same. */
export async function mergeWindow(window: FullWindow, services: Services): Promise<void> {
  const first = await readWindowFile(window, window.files[0] ?? '', services);
  const receivedAt = new Date(first.batch.receivedAt);
  const monitor = await monitorOfWindow(window.model, window, { receivedAt }, services);
  if (monitor.status !== 'ready')
    return storeJudgement(rejectedWindow(window, first.batch, monitor), services);
  const sum = await sumOfFiles(window, monitor, services);
  const profiled = await judgedWindow(window, sum, monitor, services);
  if (profiled.profile)
    await keepWindowScores({ ...window, receivedAt: sum.receivedAt, files: sum.counted }, monitor, services);
  if (sum.refused.length > 0 && profiled.validation.status === 'accepted')
    await reportRefused(window, sum, services);
  await storeJudgement(profiled, services);
}

/** What a file came to by itself. */
export async function readWindowFile(
  { model, batchId }: Pick<FullWindow, 'model' | 'batchId'>,
  name: string,
  { results }: Services,
): Promise<ProfiledBatch> {
  const key = `${resultsKeys.windowFiles(model, batchId)}${name}`;
  const stored = await results.read(key);
  if (!stored) throw new Error(`${key} is gone before its window is judged`);
  return decodeCompressedJson(profiledBatchSchema, key, stored.bytes);
}

async function sumOfFiles(window: FullWindow, monitor: Ready, services: Services): Promise<SumOfFiles> {
  let sum = noFiles(monitor.reference?.yardstick ?? emptyYardstick(monitor.contract.document));
  for (const names of turnsOf(window.files.slice(0, maximumFiles), readAtOnce)) {
    const files = await Promise.all(names.map((name) => currentFile(window, name, monitor, services)));
    for (const file of files) sum = addFile(sum, file);
  }
  return sum;
}

/** A file as it was checked; or checked again, where the contract reads rows differently by now, or there is another reference. */
async function currentFile(
  window: FullWindow,
  name: string,
  { contract, reference }: Ready,
  services: Services,
): Promise<ProfiledBatch> {
  const file = await readWindowFile(window, name, services);
  const { document } = file.contract;
  const isRead = document !== undefined && rowsVersion({ document }) === rowsVersion(contract);
  if (isRead && file.referenceVersion === reference?.version) return file;
  const { key, versionId } = file.batch;
  return checkWindowFile(window.model, window, { bucket: services.inbox.bucket, key, versionId }, services);
}

async function judgedWindow(
  window: FullWindow,
  sum: SumOfFiles,
  { contract, reference, season }: Ready,
  services: Services,
): Promise<ProfiledBatch> {
  const { model } = window;
  const reasons = reasonsOf(window, sum, contract.document);
  const kept = await mergeQuarantine(window, sum.quarantined, services);
  return {
    schemaVersion: 1,
    model,
    batch: batchFacts(window, sum),
    contract,
    ...(season && { season }),
    ...(reference && { referenceVersion: reference.version }),
    validation: validationOf(sum, reasons, contract.document, kept),
    ...(reasons.length === 0 && { profile: sum.profile }),
  };
}

function validationOf(
  sum: SumOfFiles,
  reasons: readonly Violation[],
  { batch: { maxRejectedShare } }: Contract,
  { stored, quarantineKey }: Awaited<ReturnType<typeof mergeQuarantine>>,
): Validation {
  const { read, accepted } = sum.profile.rows;
  const quarantined = read - accepted;
  return {
    status: reasons.length > 0 ? 'rejected' : 'accepted',
    reasons: [...reasons],
    rows: { read, accepted, quarantined, ...(stored < quarantined && { stored }) },
    maxRejectedShare,
    violations: violationCounts(sum.violations, read),
    ...(quarantineKey === undefined ? {} : { quarantineKey }),
  };
}

/** What the window as a whole broke. */
function reasonsOf({ files }: FullWindow, sum: SumOfFiles, contract: Contract): readonly Violation[] {
  const { maxRejectedShare } = contract.batch;
  if (files.length > maximumFiles) {
    const message = `the window has ${formatCountOf(files.length, 'file')}, ${maximumFiles} is the most: choose a shorter batch.window`;
    return [{ code: 'too-large', message }];
  }
  const [first] = sum.refused;
  if (!first || sum.refused.length / files.length <= maxRejectedShare)
    return judgeBatch(sum.profile, contract, undefined);
  const code = first.validation.reasons[0]?.code ?? 'unreadable';
  const message = `${sum.refused.length} of ${formatCountOf(files.length, 'file')} could not be read, the first: ${refusalOf(first)}`;
  return [{ code, message }];
}

function refusalOf({ batch, validation }: SumOfFiles['refused'][number]): string {
  return `${batch.key.slice(batch.key.lastIndexOf('/') + 1)}: ${validation.reasons[0]?.message ?? 'rejected'}`;
}

function batchFacts(window: FullWindow, sum: SumOfFiles): BatchFacts {
  const { format = 'unknown', compression, writer } = sum.first ?? {};
  const refused = sum.refused.map(refusalOf);
  return {
    id: window.batchId,
    key: sum.folder ?? '',
    versionId: windowVersion,
    bytes: sum.bytes,
    format,
    ...(compression && { compression }),
    ...(writer && { writer }),
    receivedAt: sum.receivedAt,
    notes: [
      `${windowInWords(window)}: ${formatCountOf(window.files.length, 'file')}`,
      ...(refused.length > 0
        ? [`${formatCountOf(refused.length, 'file')} could not be read, the first: ${refused[0]}`]
        : []),
      ...sum.notes,
    ],
  };
}

/** Without a contract there is nothing to sum files up by. */
function rejectedWindow(
  window: FullWindow,
  first: BatchFacts,
  monitor: Exclude<Monitor, Ready>,
): ProfiledBatch {
  const notes = [`${windowInWords(window)}: ${formatCountOf(window.files.length, 'file')}`];
  return {
    schemaVersion: 1,
    model: window.model,
    batch: { ...first, id: window.batchId, key: folderOf(first), versionId: windowVersion, notes },
    contract: { source: 'none', version: 'none' },
    validation: {
      status: 'rejected',
      reasons: [withoutContract(monitor, 'and the batch is judged again by itself')],
      rows: { read: 0, accepted: 0, quarantined: 0 },
      violations: [],
    },
  };
}

/** Too few to reject the window, and yet they are in no verdict: people are told. */
async function reportRefused(window: FullWindow, sum: SumOfFiles, services: Services): Promise<void> {
  const { environment, inbox, now } = services;
  const alert = composeRefusedFilesAlert({
    id: `${window.batchId}-refused`,
    environment,
    model: window.model,
    createdAt: now().toISOString(),
    inboxBucket: inbox.bucket,
    window,
    files: window.files.length,
    refused: sum.refused.map(refusalOf),
    key: sum.refused[0]?.batch.key ?? '',
  });
  await storeAlert(alert, services);
}
