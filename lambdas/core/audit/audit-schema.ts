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

/** Objects whose arrival starts a step. */
const announcementSchema = z.object({
  bucket: z.enum(['inbox', 'results']),
  prefix: z.string(),
  suffix: z.string().default(''),
  /** Name of the queue that is told. */
  queue: z.string(),
  /** Whose queue it is: `validate-batch`. */
  step: z.string(),
});

export type ExpectedAnnouncement = z.infer<typeof announcementSchema>;

/** What the schedule hands over: who should be subscribed to what, what buckets should announce, and where dead letters gather. */
export const auditRequestSchema = z.object({
  expected: z.record(z.enum(topicNames), z.array(expectedSchema)),
  wiring: z.object({
    announcements: z.array(announcementSchema),
    /** Names of queues, each with what people call it. */
    deadLetters: z.array(z.object({ queue: z.string(), label: z.string() })),
    /** What else the clock starts, and after how many hours without a run it is missed. */
    runs: z.array(z.object({ step: z.string(), missedAfterHours: z.number().positive() })).default([]),
  }),
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
export const subscriptionProblemKinds = ['pending', 'missing', 'unknown'] as const;

/**
 * Besides, `unannounced`: a bucket does not tell a step of what arrives; `not-run`: the clock has not started a function for too long, or never;
 * `dead-letters`: a queue of them is not empty.
 */
export const problemKinds = [...subscriptionProblemKinds, 'unannounced', 'not-run', 'dead-letters'] as const;
export type ProblemKind = (typeof problemKinds)[number];

const subscriptionProblemSchema = z.object({
  kind: z.enum(subscriptionProblemKinds),
  topic: z.enum(topicNames),
  protocol: z.string(),
  /** A name or an address; of an unknown web address no more than its host, for the rest may be a key. */
  subscriber: z.string(),
});

/** One subscription that is not as it should be. */
export type SubscriptionProblem = z.infer<typeof subscriptionProblemSchema>;

const problemSchema = z.discriminatedUnion('kind', [
  subscriptionProblemSchema,
  z.object({
    kind: z.literal('unannounced'),
    bucket: z.enum(['inbox', 'results']),
    prefix: z.string(),
    step: z.string(),
  }),
  z.object({
    kind: z.literal('not-run'),
    step: z.string(),
    /** When it ran last; absent where it never has. */
    last: z.iso.datetime().optional(),
  }),
  z.object({
    kind: z.literal('dead-letters'),
    /** What people call the queue. */
    label: z.string(),
    depth: z.int().min(1),
  }),
]);

/** One thing that is not as it should be. */
export type AuditProblem = z.infer<typeof problemSchema>;

/** What operators were told last, `audits/subscriptions.json`. Changed by compare-and-swap. */
export const auditSchema = z.object({
  schemaVersion: z.literal(1),
  reportedAt: z.iso.datetime(),
  /** Subscriptions in the order of {@link subscriptionProblems}, then announcements, runs, dead letters; none when they were told that all is well. */
  problems: z.array(problemSchema),
});

export type Audit = z.infer<typeof auditSchema>;

/** Why operators are told: something changed, nothing changed for a while, or all is well again. */
export type AuditNews = 'changed' | 'reminder' | 'resolved';

const dayMs = 24 * 60 * 60 * 1000;

/** Less half a day: a run that comes a little early must not put the reminder off by a day. */
const reminderAfterMs = { deadLetters: 0.5 * dayMs, others: 6.5 * dayMs };

/**
 * Whether operators have to be told: of dead letters every day, of everything else when it changes and after a week.
 *
 * @param problems  of this audit, in order
 * @param last  what they were told last; undefined when they never were
 * @returns undefined where they know already, or where there is nothing to know
 */
export function auditNews(
  problems: readonly AuditProblem[],
  last: Audit | undefined,
  now: Date,
): AuditNews | undefined {
  const known = last?.problems ?? [];
  if (!isSame(problems, known)) return problems.length === 0 ? 'resolved' : 'changed';
  if (problems.length === 0 || last === undefined) return undefined;
  const isDaily = problems.some(({ kind }) => kind === 'dead-letters');
  const after = isDaily ? reminderAfterMs.deadLetters : reminderAfterMs.others;
  return now.getTime() - Date.parse(last.reportedAt) >= after ? 'reminder' : undefined;
}

function isSame(a: readonly AuditProblem[], b: readonly AuditProblem[]): boolean {
  return a.length === b.length && a.every((one, index) => textOf(one) === textOf(b[index]));
}

/** Whatever the order of its fields. */
function textOf(problem: AuditProblem | undefined): string {
  return JSON.stringify(Object.entries(problem ?? {}).sort());
}
