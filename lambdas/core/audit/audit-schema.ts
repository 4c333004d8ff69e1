import * as z from 'zod';

/** The three audiences, by the names that people know them by. */
export const topicNames = ['alerts', 'chat', 'ops'] as const;
export type TopicName = (typeof topicNames)[number];

/** A subscription as the environment wants it. */
const expectedSchema = z.object({
  /** As SNS lists it: `email`, `https`, `sqs`, `lambda`. */
  protocol: z.string(),
  endpoint: z.string(),
  /** What people call the subscriber. */
  label: z.string(),
});

export type ExpectedSubscription = z.infer<typeof expectedSchema>;

/** What the schedule hands over: who should be subscribed to what. */
export const auditRequestSchema = z.object({
  expected: z.record(z.enum(topicNames), z.array(expectedSchema)),
});

export type AuditRequest = z.infer<typeof auditRequestSchema>;

/** A subscription as SNS lists it. */
export interface FoundSubscription {
  readonly protocol: string;
  readonly endpoint: string;
  /** Nobody has clicked the link, or answered the request, that confirms it. */
  readonly isPending: boolean;
}

/** `pending`: not confirmed. `missing`: not there, or no more. `unknown`: there, and the environment does not name it. */
export const problemKinds = ['pending', 'missing', 'unknown'] as const;
export type ProblemKind = (typeof problemKinds)[number];

const problemSchema = z.object({
  kind: z.enum(problemKinds),
  topic: z.enum(topicNames),
  protocol: z.string(),
  /** A name or an address; of an unknown web address no more than its host, for the rest may be a key. */
  subscriber: z.string(),
});

/** One subscription that is not as it should be. */
export type SubscriptionProblem = z.infer<typeof problemSchema>;

/** What operators were told last, `audits/subscriptions.json`. Changed by compare-and-swap. */
export const auditSchema = z.object({
  schemaVersion: z.literal(1),
  reportedAt: z.iso.datetime(),
  /** In the order of {@link subscriptionProblems}; none when they were told that all is well. */
  problems: z.array(problemSchema),
});

export type Audit = z.infer<typeof auditSchema>;

/** Why operators are told: something changed, nothing changed for a week, or all is well again. */
export type AuditNews = 'changed' | 'reminder' | 'resolved';

/** A week, less half a day: a run that comes a little early must not put the reminder off by a day. */
const reminderAfterMs = 6.5 * 24 * 60 * 60 * 1000;

/**
 * Whether operators have to be told.
 *
 * @param problems  of this audit, in order
 * @param last  what they were told last; undefined when they never were
 * @returns undefined where they know already, or where there is nothing to know
 */
export function auditNews(
  problems: readonly SubscriptionProblem[],
  last: Audit | undefined,
  now: Date,
): AuditNews | undefined {
  const known = last?.problems ?? [];
  if (!isSame(problems, known)) return problems.length === 0 ? 'resolved' : 'changed';
  if (problems.length === 0 || last === undefined) return undefined;
  return now.getTime() - Date.parse(last.reportedAt) >= reminderAfterMs ? 'reminder' : undefined;
}

function isSame(a: readonly SubscriptionProblem[], b: readonly SubscriptionProblem[]): boolean {
  return a.length === b.length && a.every((one, index) => isEqual(one, b[index]));
}

function isEqual(a: SubscriptionProblem, b: SubscriptionProblem | undefined): boolean {
  return (
    a.kind === b?.kind && a.topic === b.topic && a.protocol === b.protocol && a.subscriber === b.subscriber
  );
}
