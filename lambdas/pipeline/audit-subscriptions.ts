import {
  type Audit,
  type AuditProblem,
  type AuditRequest,
  auditNews,
  auditRequestSchema,
  auditSchema,
  topicNames,
} from '../core/audit/audit-schema.ts';
import { renderAudit } from '../core/audit/render-audit.ts';
import {
  announcementProblems,
  deadLetterProblems,
  type FoundRun,
  runProblems,
} from '../core/audit/stack-problems.ts';
import { subscriptionProblems } from '../core/audit/subscription-problems.ts';
import { resultsKeys } from '../keys.ts';
import { firstRunIn } from '../last-run.ts';
import { inTurns } from './in-turns.ts';
import { decodeJson, encodeJson } from './json-artefact.ts';
import type { AuditServices, StoredBytes } from './ports.ts';
import { swap } from './swap.ts';

/** Queues that are asked at once. */
const atOnce = 8;

/**
 * Compares who listens with who should, what buckets announce with what steps wait for, and when functions ran with when the clock should
 * have started them, and looks for dead letters; tells the operators what is wrong: once, again when it changes, and again every week, of dead letters every day. What was told is written down after it was
 * told: rather twice than never.
 *
 * @param event  what the schedule hands over: who should be subscribed to what, and what the stack has
 * @throws ZodError when that is something else: a fault of the stack
 */
export async function auditSubscriptions(event: unknown, services: AuditServices): Promise<void> {
  const { results, now, log, environment } = services;
  const problems = await problemsOf(auditRequestSchema.parse(event), services);
  const stored = await results.read(resultsKeys.subscriptionAudit);
  const last = stored && decodeJson(auditSchema, stored.key, stored.bytes);
  const news = auditNews(problems, last, now());
  log.info('subscriptions-audited', { problems: problems.length, news: news ?? 'none' });
  if (news === undefined) return;
  const { subject, body, card } = renderAudit(problems, news, environment);
  // Operators read email; what is subscribed to alarms by https is the chat.
  const bodies = { default: body, email: body, https: JSON.stringify(card) };
  await services.publish('ops', { subject, bodies, attributes: {} });
  await remember(
    stored,
    { schemaVersion: 1, reportedAt: now().toISOString(), problems: [...problems] },
    services,
  );
}

async function problemsOf(
  { expected, wiring }: AuditRequest,
  services: AuditServices,
): Promise<readonly AuditProblem[]> {
  const { inbox, results, listSubscriptions, listAnnouncements, queueDepth, now } = services;
  const [alerts, chat, ops] = await Promise.all(topicNames.map(listSubscriptions));
  const found = { alerts: alerts ?? [], chat: chat ?? [], ops: ops ?? [] };
  const announced = {
    inbox: await listAnnouncements(inbox.bucket),
    results: await listAnnouncements(results.bucket),
  };
  const depths = await inTurns(wiring.deadLetters, atOnce, async ({ queue, label }) => ({
    label,
    depth: await queueDepth(queue),
  }));
  return [
    ...subscriptionProblems(expected, found),
    ...announcementProblems(wiring.announcements, announced),
    ...runProblems(wiring.runs, await runsOf(wiring.runs, services), await firstRun(services), now()),
    ...deadLetterProblems(depths),
  ];
}

/** When the audit itself ran first: the stack is no younger. */
async function firstRun({ results }: AuditServices): Promise<Date | undefined> {
  const stored = await results.read(resultsKeys.lastRun('audit-subscriptions'));
  return stored && firstRunIn(stored.bytes);
}

async function runsOf(
  expected: AuditRequest['wiring']['runs'],
  { results }: AuditServices,
): Promise<readonly FoundRun[]> {
  return inTurns(expected, atOnce, async ({ step }) => ({
    step,
    last: (await results.open(resultsKeys.lastRun(step)))?.lastModified,
  }));
}

async function remember(
  stored: StoredBytes | undefined,
  audit: Audit,
  { results, log }: AuditServices,
): Promise<void> {
  const key = resultsKeys.subscriptionAudit;
  // Another audit at the same time has told and written down the same.
  if (!(await swap(results, key, stored?.etag, encodeJson(audit)))) log.warn('audit-overtaken', { key });
}
