import * as z from 'zod';
import { watchedCadenceSchema } from '../core/alert/cadence/lateness.ts';
import { composeDigestAlert } from '../core/alert/compose-digest-alert.ts';
import { weekdays } from '../core/contract/cadence.ts';
import { timeZoneName } from '../core/contract/terms.ts';
import { type DigestModel, digestOfWeek } from '../core/digest/digest.ts';
import { type DigestWeek, previousWeek, weekBefore } from '../core/digest/digest-week.ts';
import { incidentsSchema } from '../core/incidents/incident-schema.ts';
import { mutedUntil } from '../core/incidents/when-to-report.ts';
import { lossLogSchema } from '../core/over-time/loss-log.ts';
import { digestModel, quotedBatches, withExamples } from '../core/report/digest/digest-model.ts';
import { renderDigest } from '../core/report/digest/render-digest.ts';
import type { HistoryRecord } from '../core/report/history/history-record.ts';
import { type Result, resultSchema } from '../core/result/result-schema.ts';
import {
  allModels,
  inboxPrefixes,
  parseContractKey,
  parseIncidentsKey,
  resultsKeys,
  resultsPrefixes,
} from '../keys.ts';
import { plumblineVersion as plumbline } from '../version.ts';
import { inTurns } from './in-turns.ts';
import { readModelContract } from './model-contract.ts';
import { readRecordsSince } from './model-history.ts';
import { storeAlert } from './outbox.ts';
import type { Services } from './ports.ts';
import { readOrWarn } from './read-or-warn.ts';
import { htmlType } from './rebuild-page.ts';

/** Models that are read at once. */
const modelsAtOnce = 4;

/** What the schedule hands over. */
const eventSchema = z.object({
  /** That the run is for. */
  time: z.iso.datetime(),
  /** On which weeks begin: the day on which the digest is sent. */
  day: z.enum(weekdays),
  timeZone: timeZoneName,
});

/**
 * Sums up the newest week that is over: a page for all models, and one alert that tells of it, both named after the week. So a
 * run that is repeated sends nothing twice. Reads the records of two weeks, and of each model the results that hold an example
 * of its commonest violations: ten at most.
 */
export async function weeklyDigest(event: unknown, services: Services): Promise<void> {
  const { time, day, timeZone } = eventSchema.parse(event);
  const week = weekBefore(new Date(time), weekdays.indexOf(day), timeZone);
  const models = await inTurns(await knownModels(services), modelsAtOnce, (model) =>
    readModel(model, week, new Date(time), services),
  );
  const { environment, results, log } = services;
  if (models.length === 0) return log.info('no-models', { week: week.name });
  const digest = digestOfWeek(week, models, results.bucket);
  const page = renderDigest({ environment, plumbline, digest });
  const pageKey = resultsKeys.digest(week.name);
  const outcome = await results.create(pageKey, new TextEncoder().encode(page), { contentType: htmlType });
  log.info('digest-written', { key: pageKey, models: models.length, outcome });
  const facts = { environment, model: allModels, digest, resultsBucket: results.bucket, pageKey };
  await storeAlert(composeDigestAlert({ ...facts, createdAt: new Date(time).toISOString() }), services);
}

/** Every model that has a contract, or ever had a batch. */
async function knownModels({ inbox, results }: Services): Promise<readonly string[]> {
  const contracts = await Array.fromAsync(inbox.list(inboxPrefixes.contracts), ({ key }) =>
    parseContractKey(key),
  );
  const judged = await Array.fromAsync(results.list(resultsPrefixes.incidents), ({ key }) =>
    parseIncidentsKey(key),
  );
  return [...new Set([...contracts, ...judged])].filter((model) => model !== undefined);
}

async function readModel(
  model: string,
  week: DigestWeek,
  now: Date,
  services: Services,
): Promise<DigestModel> {
  const before = previousWeek(week);
  const records = await readRecordsSince(model, before.from, services);
  const contract = await readModelContract(services.inbox, model);
  const rules = contract.status === 'valid' ? contract.contract.document.alerts : undefined;
  const watched = await readOrWarn(watchedCadenceSchema, resultsKeys.watchedCadence(model), services);
  const digest = digestModel({
    model,
    week: records.filter(isIn(week)),
    before: records.filter(isIn(before)),
    incidents: await readOrWarn(incidentsSchema, resultsKeys.incidents(model), services),
    losses: await readOrWarn(lossLogSchema, resultsKeys.losses(model), services),
    lateSince: watched?.late?.due,
    mutedUntil: rules && mutedUntil(now, rules),
  });
  return withExamples(digest, await readResults(model, quotedBatches(digest), services));
}

function isIn({ from, to }: DigestWeek): (record: HistoryRecord) => boolean {
  return ({ receivedAt }) => from <= new Date(receivedAt) && new Date(receivedAt) < to;
}

async function readResults(
  model: string,
  batchIds: readonly string[],
  services: Services,
): Promise<ReadonlyMap<string, Result>> {
  const read = await Promise.all(
    batchIds.map(
      async (id) => [id, await readOrWarn(resultSchema, resultsKeys.result(model, id), services)] as const,
    ),
  );
  return new Map(read.flatMap(([id, result]) => (result ? [[id, result]] : [])));
}
