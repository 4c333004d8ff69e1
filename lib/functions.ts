import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Duration, TimeZone } from 'aws-cdk-lib/core';
import {
  alertSuffix,
  canaryModel,
  inboxKeys,
  inboxPrefixes,
  profiledBatchSuffix,
  resultsKeys,
  resultsPrefixes,
} from '../lambdas/keys.ts';
import type { ScheduledEntry, StepEntry, TaskEntry } from './function-entry.ts';

const { strays, folders, contracts, references, profiles, quarantine, waiting, replays, windows } =
  resultsPrefixes;
const { results, history, reports, alerts, deliveries, incidents, cadence, environments, holdouts } =
  resultsPrefixes;
const { recent } = resultsPrefixes;
const { scores, labels, joined, performance, plans, parts } = resultsPrefixes;

/** How often the canary flies. */
const canaryEvery = Duration.hours(1);

const canaryBasis = [inboxKeys.contract(canaryModel), `${inboxKeys.references(canaryModel)}*`];
const canaryBatches = inboxKeys.batch(canaryModel, '*');

/** The way of the data, in the order in which a batch meets the steps. */
export const steps: readonly StepEntry[] = [
  {
    name: 'build-reference',
    impact:
      'an uploaded reference or contract has no effect, and batches are compared with the one before it, or with none.',
    startedBy: [
      { bucket: 'inbox', prefix: inboxPrefixes.references },
      { bucket: 'inbox', prefix: inboxPrefixes.contracts },
      { bucket: 'inbox', prefix: inboxPrefixes.replays },
    ],
    access: {
      inbox: {
        read: [below(inboxPrefixes.contracts), below(inboxPrefixes.references), below(inboxPrefixes.replays)],
      },
      results: {
        read: [below(references), below(contracts), below(waiting), below(incidents)],
        write: [
          below(references),
          below(contracts),
          below(waiting),
          below(replays),
          below(strays),
          below(folders),
          below(alerts),
        ],
      },
    },
    size: { memoryMb: 1769, timeoutSeconds: 900, maxConcurrency: 2 },
  },
  {
    name: 'validate-batch',
    impact: 'uploaded batches are not checked, and nobody is told whether they can be trusted.',
    startedBy: [
      { bucket: 'inbox', prefix: inboxPrefixes.batches },
      { bucket: 'results', prefix: replays },
    ],
    access: {
      inbox: {
        read: [below(inboxPrefixes.batches), below(inboxPrefixes.contracts), below(inboxPrefixes.references)],
      },
      results: {
        read: [
          below(references),
          below(profiles),
          below(contracts),
          below(waiting),
          below(replays),
          below(windows),
        ],
        write: [
          below(references),
          below(profiles),
          below(contracts),
          below(quarantine),
          below(windows),
          below(scores),
          below(waiting),
          below(replays),
          below(strays),
          below(folders),
          below(plans),
          below(alerts),
        ],
        abort: [below(quarantine)],
      },
    },
    size: { memoryMb: 1769, timeoutSeconds: 900, maxConcurrency: 2 },
  },
  {
    name: 'detect-drift',
    impact: 'batches are checked against their contract but not for drift, and nobody is told of any.',
    startedBy: [{ bucket: 'results', prefix: profiles, suffix: profiledBatchSuffix }],
    access: {
      results: {
        read: [
          below(references),
          below(profiles),
          below(scores),
          below(labels),
          below(joined),
          below(performance),
          below(results),
          below(history),
          below(reports),
          below(incidents),
          below(environments),
          below(recent),
          resultsKeys.holdoutRuns('*'),
        ],
        write: [
          below(joined),
          below(performance),
          below(results),
          below(history),
          below(reports),
          below(incidents),
          below(recent),
          below(alerts),
          resultsKeys.toldEnvironment('*'),
        ],
      },
    },
    size: { memoryMb: 1769, timeoutSeconds: 300, maxConcurrency: 2 },
  },
  {
    name: 'read-environment',
    impact:
      'an uploaded lock file has no effect: nobody is told that versions changed, or that it cannot be read.',
    startedBy: [{ bucket: 'inbox', prefix: inboxPrefixes.environments }],
    access: {
      inbox: { read: [below(inboxPrefixes.environments)] },
      results: { read: [below(environments)], write: [below(environments), below(strays), below(alerts)] },
    },
    size: { memoryMb: 512, timeoutSeconds: 60, maxConcurrency: 2 },
  },
  {
    name: 'score-holdout',
    impact: 'a holdout set that was scored again is not compared, and nobody is told that predictions moved.',
    startedBy: [{ bucket: 'inbox', prefix: inboxPrefixes.holdouts }],
    access: {
      inbox: { read: [below(inboxPrefixes.holdouts), below(inboxPrefixes.contracts)] },
      results: {
        read: [below(holdouts), below(references)],
        write: [below(holdouts), below(reports), below(strays), below(alerts)],
      },
    },
    size: { memoryMb: 1769, timeoutSeconds: 300, maxConcurrency: 2 },
  },
  {
    name: 'join-labels',
    impact:
      'labels that are uploaded change nothing: nobody learns how right the model was on batches of which they come later.',
    startedBy: [{ bucket: 'inbox', prefix: inboxPrefixes.labels }],
    access: {
      inbox: {
        read: [below(inboxPrefixes.labels), below(inboxPrefixes.contracts), below(inboxPrefixes.references)],
      },
      results: {
        read: [
          below(references),
          below(profiles),
          below(contracts),
          below(scores),
          below(labels),
          below(joined),
          below(performance),
          below(results),
          below(history),
          below(reports),
          below(incidents),
          below(recent),
          resultsKeys.holdoutRuns('*'),
        ],
        write: [
          // A contract that is drafted from a reference is made with it, by whoever needs it first.
          below(references),
          below(contracts),
          below(labels),
          below(joined),
          below(performance),
          below(reports),
          below(incidents),
          below(recent),
          below(alerts),
        ],
      },
    },
    size: { memoryMb: 1769, timeoutSeconds: 900, maxConcurrency: 2 },
  },
  {
    name: 'send-alerts',
    impact: 'something is wrong with data, and the people who should know have not been told.',
    startedBy: [{ bucket: 'results', prefix: alerts, suffix: alertSuffix }],
    access: {
      results: { read: [below(alerts), below(deliveries)], write: [below(deliveries)] },
      publishes: ['alerts', 'chat'],
    },
    size: { memoryMb: 512, timeoutSeconds: 60, maxConcurrency: 2 },
  },
];

/** What the clock starts. */
export const scheduled: readonly ScheduledEntry[] = [
  {
    name: 'watch-cadence',
    impact:
      'nobody is told when no batch comes, nor when a late one came, nor of uploads that nothing was done with.',
    clock: ({ watchEveryMinutes }) => ({
      schedule: ScheduleExpression.rate(Duration.minutes(watchEveryMinutes)),
      description: `Every ${watchEveryMinutes} min: tells of late batches, and of uploads that nothing was done with.`,
      // The period of a metric is a whole number of minutes.
      missedAfter: Duration.minutes(4 * watchEveryMinutes),
    }),
    access: {
      inbox: { read: [below(inboxPrefixes.contracts), below(inboxPrefixes.batches)] },
      results: {
        read: [
          below(incidents),
          below(cadence),
          below(strays),
          below(folders),
          resultsKeys.modelSummary('*'),
          resultsKeys.modelIndex,
          below(results),
          below(windows),
          resultsKeys.comparedInbox,
          resultsKeys.lastRun('watch-cadence'),
        ],
        write: [
          resultsKeys.comparedInbox,
          below(cadence),
          below(alerts),
          resultsKeys.modelIndex,
          resultsKeys.lastRun('watch-cadence'),
        ],
      },
    },
    size: { memoryMb: 512, timeoutSeconds: 300 },
  },
  {
    name: 'close-windows',
    impact:
      'batches that are made of the files of a window, or of a folder that nothing closes, have no verdict.',
    clock: ({ watchEveryMinutes }) => ({
      schedule: ScheduleExpression.rate(Duration.minutes(watchEveryMinutes)),
      description: `Every ${watchEveryMinutes} min: makes batches of the windows that are over.`,
      missedAfter: Duration.minutes(4 * watchEveryMinutes),
    }),
    access: {
      inbox: {
        read: [below(inboxPrefixes.batches), below(inboxPrefixes.contracts), below(inboxPrefixes.references)],
      },
      results: {
        read: [
          below(windows),
          below(profiles),
          below(references),
          below(contracts),
          below(quarantine),
          resultsKeys.lastRun('close-windows'),
        ],
        write: [
          resultsKeys.lastRun('close-windows'),
          below(windows),
          below(profiles),
          below(references),
          below(contracts),
          below(quarantine),
          below(scores),
          below(alerts),
        ],
        abort: [below(quarantine)],
      },
    },
    size: { memoryMb: 1769, timeoutSeconds: 900 },
  },
  {
    name: 'weekly-digest',
    impact: 'nobody reads how the week of the models went.',
    clock: ({ digest: { day, hour, timeZone } }) => ({
      schedule: ScheduleExpression.cron({
        weekDay: day,
        hour: String(hour),
        minute: '0',
        timeZone: TimeZone.of(timeZone),
      }),
      input: { day: day.toLowerCase(), timeZone },
      description: `${day} at ${hour}:00 ${timeZone}: sums up the week of all models.`,
    }),
    access: {
      inbox: { read: [below(inboxPrefixes.contracts)] },
      results: {
        read: [
          below(history),
          below(performance),
          below(results),
          below(incidents),
          below(cadence),
          resultsKeys.lastRun('weekly-digest'),
        ],
        write: [resultsKeys.digest('*'), below(alerts), resultsKeys.lastRun('weekly-digest')],
      },
    },
    size: { memoryMb: 1769, timeoutSeconds: 900 },
  },
  {
    name: 'audit-subscriptions',
    impact:
      'nobody notices when a subscriber has unsubscribed or never confirmed and hears nothing, when a bucket no longer announces what arrives, or that dead letters are still there.',
    clock: (_, { subscribers, wiring }) => ({
      schedule: ScheduleExpression.cron({ hour: '5', minute: '35', timeZone: TimeZone.ETC_UTC }),
      // Variables of a function hold 4 KB in all, what a schedule hands over 256.
      input: { expected: subscribers, wiring },
      description:
        'Every day: compares who listens, and what buckets announce, with what the stack expects; tells of dead letters.',
      missedAfter: Duration.days(2),
    }),
    access: {
      results: {
        read: [resultsKeys.subscriptionAudit, resultsKeys.lastRun('audit-subscriptions')],
        write: [resultsKeys.subscriptionAudit, resultsKeys.lastRun('audit-subscriptions')],
      },
      publishes: ['ops'],
      lists: ['alerts', 'chat', 'ops'],
      seesWiring: true,
    },
    size: { memoryMb: 256, timeoutSeconds: 60 },
  },
  {
    name: 'run-canary',
    impact:
      'a batch whose verdict is known did not come to it, so batches of people may not be judged, or nobody told.',
    clock: () => ({
      schedule: ScheduleExpression.rate(canaryEvery),
      description:
        'Every hour: sends a batch whose verdict is known, and looks what became of the one before.',
      missedAfter: Duration.hours(4),
    }),
    onFailure: { title: 'no known verdict', runbook: 'canary', period: canaryEvery },
    access: {
      inbox: {
        read: [...canaryBasis, canaryBatches],
        write: [...canaryBasis, canaryBatches],
      },
      results: {
        read: [
          resultsKeys.canary,
          resultsKeys.result(canaryModel, '*'),
          resultsKeys.delivery(canaryModel, '*'),
          resultsKeys.lastRun('run-canary'),
        ],
        write: [resultsKeys.canary, resultsKeys.lastRun('run-canary')],
      },
    },
    size: { memoryMb: 256, timeoutSeconds: 60 },
  },
];

/** What is done for a batch that is larger than one function, by a run of Step Functions. */
export const tasks: readonly TaskEntry[] = [
  {
    name: 'count-part',
    impact: 'batches that are larger than one function have no verdict.',
    access: {
      inbox: { read: [below(inboxPrefixes.batches)] },
      results: { read: [below(plans), below(parts), below(references)], write: [below(parts)] },
    },
    size: { memoryMb: 1024, timeoutSeconds: 900 },
  },
  {
    name: 'profile-part',
    impact: 'batches that are larger than one function have no verdict.',
    access: {
      inbox: { read: [below(inboxPrefixes.batches)] },
      results: {
        read: [below(plans), below(parts), below(references)],
        write: [below(parts)],
        abort: [below(parts)],
      },
    },
    size: { memoryMb: 1769, timeoutSeconds: 900 },
  },
  {
    name: 'merge-parts',
    impact: 'batches that are larger than one function have no verdict, and nobody is told so.',
    access: {
      inbox: {
        read: [below(inboxPrefixes.batches), below(inboxPrefixes.contracts), below(inboxPrefixes.references)],
      },
      results: {
        read: [
          below(plans),
          below(parts),
          below(profiles),
          below(references),
          below(contracts),
          below(waiting),
        ],
        write: [
          below(plans),
          below(parts),
          below(profiles),
          below(references),
          below(contracts),
          below(quarantine),
          below(scores),
          below(waiting),
          below(replays),
          below(alerts),
        ],
        abort: [below(quarantine)],
      },
    },
    size: { memoryMb: 3008, timeoutSeconds: 900 },
  },
];

/** All functions of the stack. */
export const functions = [...steps, ...scheduled, ...tasks];

function below(prefix: string): string {
  return `${prefix}*`;
}
