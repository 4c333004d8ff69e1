import * as z from 'zod';
import { metricLevels } from '../lambdas/metric-names.ts';
import { deploymentShape } from './deployment-schema.ts';
import { subscribersSchema } from './subscriber-schema.ts';

/** As schedules write them. */
export const digestDays = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] as const;

/** Days that CloudWatch Logs accepts. */
const logRetentionDays = z.literal([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1827]);

const days = z.int().min(1).max(3650);

/** Of a function in one environment, by Lambda's own limits. */
const functionSize = z.strictObject({
  memoryMb: z.int().min(128).max(10_240),
  /** Work on a file stops in time to say so: a shorter run would reject every one. */
  timeoutSeconds: z.int().min(60).max(900),
  /** Behind a queue; the event source allows no fewer than two concurrent invocations. */
  maxConcurrency: z.int().min(2).max(1000),
});

/** Everything in which one environment may differ from another. */
export const environmentSchema = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,19}$/, 'lower-case letters, digits and hyphens, at most 20'),
  ...deploymentShape,
  /** People and machines that are sent alerts about data. */
  alertSubscribers: subscribersSchema,
  /** People who keep Plumbline itself running: they get its alarms. */
  operators: z.array(z.email()).min(1).refine(distinct, 'an address is listed twice'),
  /**
   * Where chat messages go. To set it: authorize the workspace once in the console of Amazon Q Developer in chat
   * applications, invite `@Amazon Q` to the channel, then copy the workspace id shown there (`T…`) and the last
   * part of the channel's link (`C…`).
   *
   * @default nobody is told in chat
   */
  slack: z
    .strictObject({
      workspaceId: z.string().regex(/^T[A-Z0-9]{8,14}$/, 'a Slack workspace id looks like T0123ABCD'),
      channelId: z.string().regex(/^[CG][A-Z0-9]{8,14}$/, 'a Slack channel id looks like C0123ABCD'),
    })
    .optional(),
  retentionDays: z.strictObject({
    /** Uploaded batches and labels. Contracts and references are never deleted. */
    inboxBatches: days,
    /** Verdicts, history, alerts and deliveries; scores of rows and labels, so labels that come later than this can't be joined. */
    results: days,
    /** Rows that broke the contract, and profiles, which quote some of their cells: they may hold personal data. */
    quarantine: days,
    logs: logRetentionDays,
  }),
  /**
   * Where a function has another size than `lib/functions/` gives it.
   *
   * @default nowhere
   */
  functions: z.record(z.string(), functionSize.partial()).default({}),
  /**
   * Which metrics models have: CloudWatch takes money for each, by model and month. `few` are batches, those rejected and those drifted;
   * docs/cost.md has the prices.
   *
   * @default all
   */
  metrics: z.enum(metricLevels).default('all'),
  /**
   * How batches are read that are larger than one function: in parts of so many MiB, so many of them at once. `off` reads every batch at
   * once, and rejects one that takes longer than a function may run.
   */
  largeBatches: z
    .union([
      z.literal('off'),
      z.strictObject({
        maxConcurrency: z.int().min(1).max(1000).default(50),
        partMb: z.int().min(1).max(5120).default(1024),
      }),
    ])
    .default({ maxConcurrency: 50, partMb: 1024 }),
  /** How often `watch-cadence` looks whose batch is late, and `close-windows` which windows are over. */
  watchEveryMinutes: z.int().min(1).max(60),
  /** When the weekly digest is sent, by the clock of a place. It tells of the seven days before that day. */
  digest: z.strictObject({
    day: z.enum(digestDays),
    hour: z.int().min(0).max(23),
    timeZone: z.string().refine(isTimeZone, 'a time zone such as Europe/Berlin'),
  }),
  /** What becomes of buckets and logs when the stack is deleted. A bucket must be empty to be destroyed. */
  onDelete: z.enum(['retain', 'destroy']),
});

export type MonitorEnvironment = z.infer<typeof environmentSchema>;
export type SlackChannel = NonNullable<MonitorEnvironment['slack']>;

function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone });
    return true;
  } catch {
    return false;
  }
}

function distinct(values: readonly string[]): boolean {
  return new Set(values.map((value) => value.toLowerCase())).size === values.length;
}
