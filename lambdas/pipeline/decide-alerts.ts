import type { Alert } from '../core/alert/alert-schema.ts';
import type { BatchAlertFacts } from '../core/alert/batch/batch-alert-facts.ts';
import { composeBatchAlert } from '../core/alert/batch/compose-batch-alert.ts';
import { composeEnvironmentAlert } from '../core/alert/batch/compose-environment-alert.ts';
import { composeIncidentAlert } from '../core/alert/batch/compose-incident-alert.ts';
import type { Contract } from '../core/contract/contract.ts';
import { loggedBatch } from '../core/over-time/logged-batch.ts';
import { isEnvironmentNews } from './environment-news.ts';
import { decideNews } from './incidents.ts';
import { decideLosses } from './losses.ts';
import type { Services } from './ports.ts';

/** What becomes of a batch among those of its model. */
interface Decision {
  /** What matters most first; empty where nothing is due. */
  readonly alerts: readonly Alert[];
  /** Its turn among them; undefined where none is kept. */
  readonly turn?: number | undefined;
}

/** Decides about a batch, and composes its alert, if one is due. */
export type Decide = (
  facts: BatchAlertFacts,
  contract: Contract | undefined,
  services: Services,
) => Promise<Decision>;

/** Tells what is new about the incidents of its model, changes of versions, and what its labels show. */
export async function decideIncidents(
  facts: BatchAlertFacts,
  contract: Contract | undefined,
  services: Services,
): Promise<Decision> {
  const { result } = facts;
  const { news, turn } = await decideNews(result, contract?.alerts, services);
  const alert = composeIncidentAlert(facts, news);
  const isNews = await isEnvironmentNews(result, alert !== undefined, contract?.alerts, services);
  const loss = await lossAlert(facts, turn, contract, services);
  const other = alert ?? (isNews ? composeEnvironmentAlert(facts) : undefined);
  return { alerts: [loss, other].filter((one) => one !== undefined), turn };
}

/** What labels that came with the batch let people know of the model over time. */
async function lossAlert(
  { result, reportKey }: BatchAlertFacts,
  turn: number | undefined,
  contract: Contract | undefined,
  services: Services,
): Promise<Alert | undefined> {
  const { model, batch, reference, performance } = result;
  const logged = loggedBatch({ batch, reference, turn }, performance);
  if (!logged) return undefined;
  const cause = { id: batch.id, receivedAt: batch.receivedAt };
  const question = { model, cause, batches: async () => [logged], contract, reportKey };
  return (await decideLosses(question, services)).alert;
}

/** Tells of a batch as if it were the first of its model: each of the canary comes to the same, whatever came before it. */
export const decideAlone: Decide = async (facts, contract) => ({
  alerts: [composeBatchAlert(facts, contract?.alerts)].filter((one) => one !== undefined),
});
