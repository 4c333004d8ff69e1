import { topicNames } from '../../../lambdas/core/audit/audit-schema.ts';
import type { FoundAnnouncement } from '../../../lambdas/core/audit/stack-problems.ts';
import { subscriptionProblems } from '../../../lambdas/core/audit/subscription-problems.ts';
import { formatCount, formatCountOf, formatInterval } from '../../../lambdas/core/text/in-words.ts';
import type { CanaryRecord } from '../../../lambdas/pipeline/canary/canary-record.ts';
import type { DeployedStack } from './deployed-stack.ts';
import type { BucketName, Expected } from './expected.ts';
import { type Finding, orWell, unseen, well, wrong } from './finding.ts';
import { listenerFindings } from './listeners.ts';
import type { Looked, Seen, SeenSchedule } from './look.ts';

const deploy = 'npx cdk deploy -c env=<environment>';
/** A deployment of what is deployed already changes nothing, unless it is told to. */
const putBack = { announcements: `${deploy} -c repair=<date>`, schedule: `${deploy} --revert-drift` };
const hourMs = 3_600_000;

/** Everything that was seen, held against what the stack says. */
export interface Examination {
  readonly stack: DeployedStack;
  /** The account that the settings name, where they do. */
  readonly account: string | undefined;
  readonly expected: Expected;
  readonly seen: Seen;
  readonly canary: Looked<CanaryRecord | undefined>;
  readonly now: Date;
}

/** What is well and what is not, check by check. */
export function examine(examination: Examination): readonly Finding[] {
  return [
    ...stackFindings(examination),
    ...notificationFindings(examination),
    ...subscriptionFindings(examination),
    ...listenerFindings(examination.seen.subscriptions),
    ...queueFindings(examination),
    ...clockFindings(examination),
    ...canaryFindings(examination),
  ];
}

const neededOutputs = [
  'InboxBucketName',
  'ResultsBucketName',
  'AlertsTopicArn',
  'ChatTopicArn',
  'OpsTopicArn',
];

function stackFindings({ stack, account }: Examination): readonly Finding[] {
  const { name, status, outputs } = stack;
  const found: Finding[] = [];
  if (!/^(CREATE|UPDATE|IMPORT)_COMPLETE$/.test(status))
    found.push(
      wrong('stack', `${name} is ${status}`, `aws cloudformation describe-stack-events --stack-name ${name}`),
    );
  const missing = neededOutputs.filter((output) => outputs[output] === undefined);
  if (missing.length > 0)
    found.push(
      wrong('stack', `${name} has no output ${missing.join(', ')}`, `Deploy this version: ${deploy}`),
    );
  if (account !== undefined && account !== stack.account)
    found.push(
      wrong(
        'stack',
        `${name} is in account ${stack.account}, and the settings say ${account}`,
        'Use credentials of the account that is meant, or mend the settings.',
      ),
    );
  return orWell(found, 'stack', `${name} is ${status}, and has all outputs`);
}

function notificationFindings({ expected, seen }: Examination): readonly Finding[] {
  const of = (bucket: BucketName): readonly Finding[] => {
    const found = seen.announcements[bucket];
    if ('failure' in found) return [unseen('notifications', `what ${bucket} announces`, found.failure)];
    return expected.announcements[bucket]
      .filter((one) => !found.seen.some((other) => isSame(one, other)))
      .map(({ prefix, suffix, queue }) =>
        wrong(
          'notifications',
          `the bucket ${bucket} does not announce ${prefix}…${suffix} to ${queue}: nothing happens with what is uploaded there`,
          `Have it put back, then upload again, or replay, what came meanwhile: ${putBack.announcements}`,
        ),
      );
  };
  const count = expected.announcements.inbox.length + expected.announcements.results.length;
  return orWell(
    [...of('inbox'), ...of('results')],
    'notifications',
    `both buckets announce what the stack expects: ${formatCountOf(count, 'prefix', 'prefixes')}`,
  );
}

function isSame(a: FoundAnnouncement, b: FoundAnnouncement): boolean {
  return a.prefix === b.prefix && a.suffix === b.suffix && a.queue === b.queue;
}

const problemWords = {
  pending: [
    'has not confirmed, and hears nothing',
    'Ask them for the click in "AWS Notification - Subscription Confirmation": docs/runbook.md#subscriptions',
  ],
  missing: [
    'is gone, and hears nothing',
    'Subscribe them again, or take them out of the settings: docs/runbook.md#subscriptions',
  ],
  unknown: [
    'listens, and the stack does not name them',
    'Name them in the settings, or unsubscribe them: docs/runbook.md#subscriptions',
  ],
} as const;

function subscriptionFindings({ expected, seen: { subscriptions } }: Examination): readonly Finding[] {
  const unseenTopics = topicNames.flatMap((topic) => {
    const found = subscriptions[topic];
    return 'failure' in found ? [unseen('subscriptions', `the topic ${topic}`, found.failure)] : [];
  });
  const listed = (topic: (typeof topicNames)[number]) => {
    const found = subscriptions[topic];
    return 'seen' in found ? found.seen : [];
  };
  const found = { alerts: listed('alerts'), chat: listed('chat'), ops: listed('ops') };
  const problems = subscriptionProblems(expected.subscriptions, found)
    .filter(({ topic }) => 'seen' in subscriptions[topic])
    .map(({ kind, topic, protocol, subscriber }) =>
      wrong(
        'subscriptions',
        `${subscriber} (${protocol}, topic ${topic}) ${problemWords[kind][0]}`,
        problemWords[kind][1],
      ),
    );
  const count = topicNames.reduce((sum, topic) => sum + expected.subscriptions[topic].length, 0);
  return orWell(
    [...unseenTopics, ...problems],
    'subscriptions',
    `${formatCountOf(count, 'subscription')}, all confirmed`,
  );
}

function queueFindings({ seen: { queues } }: Examination): readonly Finding[] {
  const found = queues.flatMap((queue) => {
    if ('failure' in queue) return [unseen('queues', 'a queue', queue.failure)];
    const { label, isDeadLetters, depth } = queue.seen;
    if (!isDeadLetters || depth === 0) return [];
    return [
      wrong(
        'queues',
        `${label}: ${formatCountOf(depth, 'dead letter')}`,
        'Find the cause, then redrive them: docs/runbook.md#dead-letters',
      ),
    ];
  });
  const waiting = queues.flatMap((queue) =>
    'seen' in queue && !queue.seen.isDeadLetters && queue.seen.depth > 0
      ? [`${queue.seen.label} ${formatCount(queue.seen.depth)}`]
      : [],
  );
  const says =
    waiting.length > 0
      ? `no dead letters; waiting: ${waiting.join(', ')}`
      : 'no dead letters, and nothing waits';
  return orWell(found, 'queues', says);
}

function clockFindings({ seen: { schedules }, now }: Examination): readonly Finding[] {
  const found = schedules.flatMap((schedule) =>
    'failure' in schedule
      ? [unseen('clock', 'a schedule', schedule.failure)]
      : scheduleFinding(schedule.seen, now),
  );
  return orWell(found, 'clock', `${formatCountOf(schedules.length, 'schedule')}, all enabled and kept`);
}

function scheduleFinding(
  { name, expression, isEnabled, lastRun }: SeenSchedule,
  now: Date,
): readonly Finding[] {
  if (!isEnabled)
    return [
      wrong('clock', `the schedule of ${name} is disabled`, `Have it enabled again: ${putBack.schedule}`),
    ];
  const next = 'docs/runbook.md#missed-runs';
  if (lastRun === undefined)
    return [
      wrong(
        'clock',
        `${name} has not run yet, ${expression}`,
        `Right after the first deployment that is so; later: ${next}`,
      ),
    ];
  const ageMs = now.getTime() - lastRun.getTime();
  if (ageMs <= longestPauseMs(expression)) return [];
  return [
    wrong('clock', `${name} ran ${formatInterval(ageMs)} ago, and should ${expression}`, `See ${next}.`),
  ];
}

/** Four times the time between two runs; of those that a calendar starts, a day or a week and a day. */
function longestPauseMs(expression: string): number {
  const [, count, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const units: Readonly<Record<string, number>> = { minute: hourMs / 60, hour: hourMs, day: 24 * hourMs };
  if (count !== undefined) return 4 * Number(count) * (units[unit] ?? hourMs);
  return /\? \* [A-Z]{3} \*\)$/.test(expression) ? 8 * 24 * hourMs : 2 * 24 * hourMs;
}

/** A run an hour, and one more for what hangs. */
const oldestCanaryMs = 2.5 * hourMs;

function canaryFindings({ canary, now }: Examination): readonly Finding[] {
  if ('failure' in canary) return [unseen('canary', 'the canary', canary.failure)];
  const { last } = canary.seen ?? {};
  if (!last)
    return [
      wrong(
        'canary',
        'no canary has come back yet',
        'Look again two hours after the deployment; later: docs/runbook.md#canary',
      ),
    ];
  const { time, outcome, reasons, seconds = 0 } = last;
  const age = formatInterval(Math.max(0, now.getTime() - Date.parse(time)));
  const next = 'See docs/runbook.md#canary.';
  if (outcome !== 'well') return [wrong('canary', `the canary of ${age} ago: ${reasons.join('; ')}`, next)];
  if (now.getTime() - Date.parse(time) > oldestCanaryMs)
    return [wrong('canary', `the last canary flew ${age} ago, and one should every hour`, next)];
  return [well('canary', `the canary of ${age} ago came to its verdict in ${Math.round(seconds)} s`)];
}
