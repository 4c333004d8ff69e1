import { composeFailedRunAlert } from '../../core/alert/compose-failed-run-alert.ts';
import { storeAlert } from '../outbox.ts';
import type { Services } from '../ports.ts';
import { readJudgement } from '../profiled-batch.ts';
import { type PlannedBatch, readPlan } from './plan-artefact.ts';
import { ChangedUploadError } from './planned-upload.ts';

/**
 * Tells the people of a batch that it was not judged, once.
 *
 * @param cause  what the run failed with, as Step Functions has it: may hold the error's name
 */
export async function reportFailedRun(
  planned: PlannedBatch,
  cause: string,
  services: Services,
): Promise<void> {
  const { inbox, environment, now, log } = services;
  const { model, batchId } = planned;
  log.warn('run-failed', { model, batchId, cause });
  if (await readJudgement(model, batchId, services)) return;
  const plan = await readPlan(planned, services);
  const alert = composeFailedRunAlert({
    id: `${batchId}-not-judged`,
    environment,
    model,
    createdAt: now().toISOString(),
    inboxBucket: inbox.bucket,
    key: plan.name.key,
    isChanged: cause.includes(ChangedUploadError.name),
  });
  await storeAlert(alert, services);
}
