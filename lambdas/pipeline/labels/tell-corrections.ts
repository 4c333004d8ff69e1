import type { Alert } from '../../core/alert/alert-schema.ts';
import {
  type CorrectedBatch,
  composeCorrectionAlert,
  withCorrections,
} from '../../core/alert/compose-correction-alert.ts';
import { defaultAlertRules } from '../../core/contract/alert-rules.ts';
import type { Contract } from '../../core/contract/contract.ts';
import { silenceAt } from '../../core/incidents/when-to-report.ts';
import { correctionsSchema, judgeCorrections, noCorrections } from '../../core/labels/corrections.ts';
import type { CurrentPerformance } from '../../core/labels/current-performance.ts';
import type { LossCause } from '../../core/over-time/judge-losses.ts';
import { loggedBatch } from '../../core/over-time/logged-batch.ts';
import { type HistoryRecord, historyRecordSchema } from '../../core/report/history/history-record.ts';
import { type Result, resultSchema } from '../../core/result/result-schema.ts';
import { resultsKeys } from '../../keys.ts';
import { decodeJson, encodeJson } from '../json-artefact.ts';
import { decideLosses } from '../losses.ts';
import { storeAlert } from '../outbox.ts';
import type { Services } from '../ports.ts';
import { readOrWarn } from '../read-or-warn.ts';
import { decideAndSwap } from '../swap.ts';
import { readCurrentPerformance } from './read-current.ts';

/** Batches that have new labels, and why. */
export interface NewLabels {
  readonly model: string;
  /** The label file, or the batch that came after its labels. */
  readonly cause: LossCause;
  /** One that is not judged yet tells of itself. */
  readonly batchIds: readonly string[];
  readonly contract: Contract | undefined;
}

/**
 * Tells people what new labels change, in one message: of batches whose verdict has become "worse" or is so no longer, and of how right
 * the model is over time. What is told is stored before: whoever comes again for the same cause tells the same.
 */
export async function tellCorrections(labels: NewLabels, services: Services): Promise<void> {
  const corrected = await decideCorrections(labels, services);
  const { model, cause, contract } = labels;
  const batches = async () =>
    (await knownBatches(labels, services)).flatMap(({ result, record, current }) => {
      const { batch, reference } = result;
      return loggedBatch({ batch, reference, turn: record.turn }, current.performance) ?? [];
    });
  const { alert: loss, isOpen } = await decideLosses({ model, cause, batches, contract }, services);
  if (loss) return storeAlert(withCorrections(loss, corrected, services.results.bucket), services);
  // That batches are worse is no news while people know that the model is: they are reminded of that.
  const news = isOpen ? corrected.filter(({ correction }) => correction.now !== 'worse') : corrected;
  if (news.length > 0) await storeAlert(correctionAlert(labels, news, services), services);
}

function correctionAlert(
  { model, cause }: NewLabels,
  corrected: readonly CorrectedBatch[],
  { environment, now, results }: Services,
): Alert {
  const head = { id: `${cause.id}-corrected`, environment, model, createdAt: now().toISOString() };
  return composeCorrectionAlert(head, corrected, results.bucket);
}

/** Decides of which batches people are told, and stores that. */
async function decideCorrections(labels: NewLabels, services: Services): Promise<readonly CorrectedBatch[]> {
  const { model, cause, contract } = labels;
  const isSilent = silenceAt(services.now(), 'warning', contract?.alerts ?? defaultAlertRules) !== undefined;
  const key = resultsKeys.corrections(model);
  return decideAndSwap({ key, contentType: 'application/json' }, services, async (stored) => {
    const before = stored ? decodeJson(correctionsSchema, key, stored.bytes) : noCorrections;
    const isKnown = before.news.some((one) => one.cause === cause.id);
    // While alerts are suppressed nothing changes: it is told with the next labels of the batch.
    if (isSilent && !isKnown) return { answer: [], bytes: undefined };
    const batches = await knownBatches(labels, services);
    const { after, tell } = judgeCorrections(before, cause.id, batches.map(judgedAgain));
    const corrected = tell.flatMap((correction): CorrectedBatch[] => {
      const known = batches.find(({ current }) => current.batchId === correction.batchId);
      if (!known) return [];
      const reportKey = resultsKeys.report(model, correction.batchId);
      const { performance } = known.current;
      return [{ correction, key: known.record.key, performance, reportKey }];
    });
    return { answer: corrected, bytes: after === before ? undefined : encodeJson(after) };
  });
}

/** A batch with what was said of it at first, and what is known now. */
interface KnownBatch {
  readonly result: Result;
  readonly record: HistoryRecord;
  readonly current: CurrentPerformance;
}

function judgedAgain({ record, current }: KnownBatch) {
  const { batchId, receivedAt, performance } = current;
  const first = record.performance?.verdict ?? ('cannot-tell' as const);
  return { batchId, receivedAt, first, now: performance.verdict };
}

async function knownBatches(
  { model, batchIds }: NewLabels,
  services: Services,
): Promise<readonly KnownBatch[]> {
  const known: KnownBatch[] = [];
  for (const batchId of batchIds) {
    const result = await readOrWarn(resultSchema, resultsKeys.result(model, batchId), services);
    const record = await readOrWarn(historyRecordSchema, resultsKeys.history(model, batchId), services);
    const current = await readCurrentPerformance(model, batchId, services);
    if (result && record && current) known.push({ result, record, current });
  }
  return known;
}
