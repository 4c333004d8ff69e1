import * as z from 'zod';
import { composeUnreadableReplayAlert } from '../../core/alert/compose-replay-alerts.ts';
import { incidentsSchema } from '../../core/incidents/incident-schema.ts';
import {
  firstJudgement,
  inboxPrefixes,
  type ObjectVersion,
  objectId,
  parseInboxKey,
  resultsKeys,
} from '../../keys.ts';
import { inTurns } from '../in-turns.ts';
import { decodeJson } from '../json-artefact.ts';
import { storeAlert } from '../outbox.ts';
import type { Services } from '../ports.ts';
import { reportUnrecognisedUpload } from '../upload/unrecognised-upload.ts';
import { requestReplay } from './replay-request.ts';
import { mostReplayed, oldestReplayedMs } from './waiting-batches.ts';

/** Requests that are written at once. */
const requestsAtOnce = 8;

/** More than anybody writes by hand. */
const maximumBytes = 64 * 1024;

/** `replays/<model>/<name>` in the inbox: which batches are to be judged again; all that can be where it says nothing. */
const askedSchema = z.strictObject({
  /** Those that arrived from then on. */
  since: z.union([z.iso.date(), z.iso.datetime({ offset: true })]).optional(),
  /** Ids of batches, as results and reports have them. */
  batches: z.array(z.string()).optional(),
});

type Asked = z.infer<typeof askedSchema>;

/**
 * Has batches of a model judged again because somebody asked for it: of the last 30 days, and the newest 50 of those that
 * incidents remember. Reads one object, whatever there is.
 */
export async function receiveReplay(object: ObjectVersion, services: Services): Promise<void> {
  const parsed = parseInboxKey(inboxPrefixes.replays, object.key);
  if (!parsed) return reportUnrecognisedUpload(object, services);
  const { model } = parsed;
  const asked = await readAsked(object, services);
  if (asked === 'gone') return services.log.warn('replay-deleted', { key: object.key });
  if (asked === 'unreadable') return announceUnreadable(model, object, services);
  const ids = await askedBatches(model, asked, services);
  const cause = objectId(object);
  await inTurns(ids, requestsAtOnce, (id) => requestReplay(model, id, cause, services));
  services.log.info('replay-received', { model, key: object.key, batches: ids.length });
}

async function readAsked(
  { key }: ObjectVersion,
  { inbox }: Services,
): Promise<Asked | 'gone' | 'unreadable'> {
  const object = await inbox.open(key);
  if (!object) return 'gone';
  if (object.sizeBytes > maximumBytes) return 'unreadable';
  const text = new TextDecoder().decode(await object.source.slice(0, object.sizeBytes)).trim();
  const parsed = askedSchema.safeParse(text === '' ? {} : jsonOrNothing(text));
  return parsed.success ? parsed.data : 'unreadable';
}

function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** In the order in which they arrived, each once whatever it was judged. */
async function askedBatches(
  model: string,
  { since, batches: wanted }: Asked,
  { results, now }: Services,
): Promise<readonly string[]> {
  const key = resultsKeys.incidents(model);
  const stored = await results.read(key);
  if (!stored) return [];
  const oldest = Math.max(
    now().getTime() - oldestReplayedMs,
    since === undefined ? Number.NEGATIVE_INFINITY : Date.parse(since),
  );
  const ids = decodeJson(incidentsSchema, key, stored.bytes)
    .batches.filter(({ receivedAt }) => Date.parse(receivedAt) >= oldest)
    .map(({ id }) => firstJudgement(id));
  const asked = new Set(wanted?.map(firstJudgement) ?? ids);
  return [...new Set(ids)].filter((id) => asked.has(id)).slice(-mostReplayed);
}

async function announceUnreadable(model: string, object: ObjectVersion, services: Services): Promise<void> {
  const alert = composeUnreadableReplayAlert({
    id: objectId(object),
    environment: services.environment,
    model,
    createdAt: services.now().toISOString(),
    inboxBucket: object.bucket,
    key: object.key,
  });
  await storeAlert(alert, services);
}
