import type { Alert } from '../core/alert/alert-schema.ts';
import { composeLossAlert } from '../core/alert/compose-loss-alert.ts';
import { defaultAlertRules } from '../core/contract/alert-rules.ts';
import type { Contract } from '../core/contract/contract.ts';
import { judgeLosses, type LossCause } from '../core/over-time/judge-losses.ts';
import { type LoggedBatch, lossLogSchema, noLosses, withBatches } from '../core/over-time/loss-log.ts';
import { resultsKeys } from '../keys.ts';
import { decodeJson, encodeJson } from './json-artefact.ts';
import type { Services } from './ports.ts';
import { decideAndSwap } from './swap.ts';

/** What is looked at, why, and under which contract. */
export interface LossQuestion {
  readonly model: string;
  /** A batch that was judged, or a label file that was joined: whoever comes again for the same gets the same answer. */
  readonly cause: LossCause;
  /** What is known now of the batches that the cause says something of; read anew each time, after what is decided on. */
  readonly batches: () => Promise<readonly LoggedBatch[]>;
  readonly contract: Pick<Contract, 'alerts' | 'cadence' | 'drift'> | undefined;
  /** The report of the batch, where the cause is one. */
  readonly reportKey?: string;
}

/** What is told of losses over time. */
export interface LossDecision {
  /** Where one is due. */
  readonly alert?: Alert;
  /** Whether people know of a loss whose end they have not heard of. */
  readonly isOpen: boolean;
}

/**
 * Decides what is told of how right the model is over time, and stores the decision before anything is told.
 *
 * @throws Error when others change the log faster than this can
 */
export async function decideLosses(
  { model, cause, batches, contract, reportKey }: LossQuestion,
  services: Services,
): Promise<LossDecision> {
  const { results, inbox, environment, now } = services;
  const key = resultsKeys.losses(model);
  const { news, isOpen } = await decideAndSwap(
    { key, contentType: 'application/json' },
    services,
    async (stored) => {
      const before = stored ? decodeJson(lossLogSchema, key, stored.bytes) : noLosses(model);
      const log = withBatches(before, await batches(), contract);
      const judged = judgeLosses(log, cause, { rules: contract?.alerts ?? defaultAlertRules, now: now() });
      const answer = { news: judged.news, isOpen: judged.log.heard !== undefined };
      return { answer, bytes: judged.log === before ? undefined : encodeJson(judged.log) };
    },
  );
  if (!news) return { isOpen };
  const alert = composeLossAlert({
    id: `${cause.id}-performance`,
    environment,
    model,
    createdAt: now().toISOString(),
    news,
    inboxBucket: inbox.bucket,
    resultsBucket: results.bucket,
    modelPageKey: resultsKeys.modelPage(model),
    reportKey,
  });
  return { alert, isOpen };
}
