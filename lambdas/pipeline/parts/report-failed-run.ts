import { composeFailedRunAlert } from '../../core/alert/compose-failed-run-alert.ts';
import { storeAlert } from '../outbox.ts';
import type { Services } from '../ports.ts';
import { readJudgement } from '../profiled-batch.ts';
import { type PlannedBatch, readPlan } from './plan-artefact.ts';
import { isAsPlanned } from './planned-upload.ts';

/**
 * Tells the people of a batch that it was not judged, once.
 *
 * @param cause  what the run failed with, as Step Functions has it: of a part it only tells that one failed
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
    isChanged: !(await isAsPlanned(plan, inbox)),
  });
  await storeAlert(alert, services);
}
