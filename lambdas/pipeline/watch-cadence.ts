import { composeLatenessAlert } from '../core/alert/cadence/compose-lateness-alert.ts';
import {
  judgeCadence,
  type LatenessNews,
  type WatchedCadence,
  watchedCadenceSchema,
} from '../core/alert/cadence/lateness.ts';
import type { Contract } from '../core/contract/contract.ts';
import { type Incidents, incidentsSchema } from '../core/incidents/incident-schema.ts';
import { inboxKeys, inboxPrefixes, parseContractKey, resultsKeys } from '../keys.ts';
import { metricNames } from '../metric-names.ts';
import { inTurns } from './in-turns.ts';
import { decodeJson, encodeJson } from './json-artefact.ts';
import { readModelContract } from './model-contract.ts';
import { storeAlert } from './outbox.ts';
import type { Services, StoredBytes, StoredObject } from './ports.ts';
import { decideAndSwap } from './swap.ts';

/** Models that are looked at at once. */
const modelsAtOnce = 16;

/** For so long each run makes sure that a late batch was told. */
const toldAgainMs = 24 * 3_600_000;

/** A model with a contract. */
interface WatchedModel {
  readonly model: string;
  readonly contract: Contract;
  readonly uploadedAt: Date;
}

/**
 * Tells of every model whose contract promises batches and whose batch is late, once, and once more when it came. Costs
 * two small reads for each model that has a contract, and two more for those with a cadence. Safe to repeat and in parallel:
 * alerts are named by the due time.
 *
 * @param time  that the run is for
 */
export async function watchCadence(time: Date, services: Services): Promise<void> {
  const contracts = await Array.fromAsync(services.inbox.list(inboxPrefixes.contracts));
  const failures: unknown[] = [];
  await inTurns(contracts, modelsAtOnce, async (stored) => {
    try {
      const model = await readWatched(stored, services);
      if (model) await watchModel(model, time, services);
    } catch (error) {
      failures.push(error);
      services.log.warn('cadence-not-watched', { key: stored.key, reason: String(error) });
    }
  });
  services.log.info('cadence-watched', { contracts: contracts.length, failures: failures.length });
  if (failures.length > 0)
    throw new AggregateError(
      failures,
      `${failures.length} of ${contracts.length} models could not be watched`,
    );
}

/** @returns undefined where the object is no contract that can be read: its owner is told when it is uploaded */
async function readWatched(
  { key, lastModified }: StoredObject,
  { inbox }: Services,
): Promise<WatchedModel | undefined> {
  const model = parseContractKey(key);
  if (model === undefined) return undefined;
  const read = await readModelContract(inbox, model);
  if (read.status !== 'valid') return undefined;
  return { model, contract: read.contract.document, uploadedAt: lastModified };
}

/**
 * Looks at one model. That a batch is late is decided in the store before it is told, and told again for a while: who
 * decided may have crashed. That it came is told before it is stored. Either alert exists once, by its name.
 */
async function watchModel(watched: WatchedModel, now: Date, services: Services): Promise<void> {
  const { model, contract, uploadedAt } = watched;
  const { cadence, alerts } = contract;
  const key = resultsKeys.watchedCadence(model);
  const toldWhenStored = await decideAndSwap({ key, contentType: 'application/json' }, services, decide);
  await toldWhenStored?.();

  async function decide(stored: StoredBytes | undefined, tries: number) {
    const nothing = { answer: undefined, bytes: undefined };
    if (!stored && !cadence) return nothing;
    const before = stored ? decodeJson(watchedCadenceSchema, key, stored.bytes) : noLateness(model);
    const batches = await readBatches(model, services);
    if (tries === 0 && cadence) measureAge(model, batches, now, services);
    const told = (news: LatenessNews) => tell(watched, news, batches, now, services);
    if (before.late && isRecent(before.late, now)) await told(before.late);
    const { watched: after, news } = judgeCadence({
      watched: before,
      promised: cadence && { cadence, since: uploadedAt },
      arrivals: batches.map(({ receivedAt }) => receivedAt),
      rules: alerts,
      now,
    });
    if (after === before) return nothing;
    if (news?.arrivedAt !== undefined) await told(news);
    const isLate = news && news.arrivedAt === undefined;
    return { answer: isLate ? () => told(news) : undefined, bytes: encodeJson(after) };
  }
}

function measureAge(model: string, batches: Incidents['batches'], now: Date, { measure }: Services): void {
  const newest = batches.at(-1);
  if (!newest) return;
  const hours = Math.max(0, now.getTime() - Date.parse(newest.receivedAt)) / 3_600_000;
  measure(model, { [metricNames.hoursSinceBatch]: hours });
}

function noLateness(model: string): WatchedCadence {
  return { schemaVersion: 1, model };
}

/** Much later the alert may have been deleted for its age, and must not be told as new. */
function isRecent({ decidedAt }: LatenessNews, now: Date): boolean {
  return now.getTime() - Date.parse(decidedAt) < toldAgainMs;
}

/** The newest batches of a model that were judged, by arrival: incidents remember them, rejected ones too. */
async function readBatches(model: string, { results }: Services): Promise<Incidents['batches']> {
  const key = resultsKeys.incidents(model);
  const stored = await results.read(key);
  return stored ? decodeJson(incidentsSchema, key, stored.bytes).batches : [];
}

async function tell(
  { model, contract: { cadence } }: WatchedModel,
  news: LatenessNews,
  batches: Incidents['batches'],
  now: Date,
  services: Services,
): Promise<void> {
  if (!cadence) return;
  const { environment, inbox, results } = services;
  const batch = batches.find(({ receivedAt }) => receivedAt === news.arrivedAt);
  const alert = composeLatenessAlert({
    environment,
    model,
    cadence,
    news,
    arrived: batch && {
      reportKey: resultsKeys.report(model, batch.id),
      isRejected: batch.seen.rejected !== 'absent',
    },
    inboxBucket: inbox.bucket,
    resultsBucket: results.bucket,
    contractKey: inboxKeys.contract(model),
    modelPageKey: resultsKeys.modelPage(model),
    createdAt: (news.arrivedAt === undefined ? new Date(news.decidedAt) : now).toISOString(),
  });
  await storeAlert(alert, services);
}
