import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Duration, TimeZone } from 'aws-cdk-lib/core';
import { canaryModel, inboxKeys, resultsKeys } from '../../lambdas/keys.ts';
import { inInbox, inResults, type ScheduledEntry } from '../function-entry.ts';

/** How often the canary flies. */
const canaryEvery = Duration.hours(1);

const canaryBasis = [inboxKeys.contract(canaryModel), `${inboxKeys.references(canaryModel)}*`];
const canaryBatches = inboxKeys.batch(canaryModel, '*');

/** What the clock starts. */
export const scheduled: readonly ScheduledEntry[] = [
  {
    name: 'watch-cadence',
    impact: 'nobody is told when a batch is late, when a late one arrives, or of uploads that were ignored.',
    clock: ({ watchEveryMinutes }) => ({
      schedule: ScheduleExpression.rate(Duration.minutes(watchEveryMinutes)),
      description: `Every ${watchEveryMinutes} min: tells of late batches, and of uploads that nothing was done with.`,
      // The period of a metric is a whole number of minutes.
      missedAfter: Duration.minutes(4 * watchEveryMinutes),
    }),
    access: {
      inbox: { read: inInbox('contracts', 'batches') },
      results: {
        read: [
          ...inResults('incidents', 'cadence', 'strays', 'folders'),
          resultsKeys.modelSummary('*'),
          resultsKeys.modelIndex,
          ...inResults('results', 'windows'),
          resultsKeys.comparedInbox,
          resultsKeys.lastRun('watch-cadence'),
        ],
        write: [
          resultsKeys.comparedInbox,
          ...inResults('cadence', 'alerts'),
          resultsKeys.modelIndex,
          resultsKeys.lastRun('watch-cadence'),
        ],
      },
    },
    size: { memoryMb: 512, timeoutSeconds: 300 },
  },
  {
    name: 'close-windows',
    impact: 'batches made of the files of a window, or of a folder without `_SUCCESS`, get no verdict.',
    clock: ({ watchEveryMinutes }) => ({
      schedule: ScheduleExpression.rate(Duration.minutes(watchEveryMinutes)),
      description: `Every ${watchEveryMinutes} min: makes batches of the windows that are over.`,
      missedAfter: Duration.minutes(4 * watchEveryMinutes),
    }),
    access: {
      inbox: {
        read: inInbox('batches', 'contracts', 'references'),
      },
      results: {
        read: [
          ...inResults('windows', 'profiles', 'references', 'contracts', 'quarantine'),
          resultsKeys.lastRun('close-windows'),
        ],
        write: [
          resultsKeys.lastRun('close-windows'),
          ...inResults('windows', 'profiles', 'references', 'contracts', 'quarantine', 'scores', 'alerts'),
        ],
        abort: inResults('quarantine'),
      },
    },
    size: { memoryMb: 1769, timeoutSeconds: 900 },
  },
  {
    name: 'weekly-digest',
    impact: 'nobody gets the summary of the week.',
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
      inbox: { read: inInbox('contracts') },
      results: {
        read: [
          ...inResults('history', 'performance', 'results', 'incidents', 'cadence'),
          resultsKeys.lastRun('weekly-digest'),
        ],
        write: [resultsKeys.digest('*'), ...inResults('alerts'), resultsKeys.lastRun('weekly-digest')],
      },
    },
    size: { memoryMb: 1769, timeoutSeconds: 900 },
  },
  {
    name: 'audit-subscriptions',
    impact:
      'nobody notices when a subscriber has unsubscribed or never confirmed and hears nothing, when a bucket no longer announces what arrives, when the clock no longer starts a function, or that dead letters are still there.',
    clock: (_, { subscribers, wiring }) => ({
      schedule: ScheduleExpression.cron({ hour: '5', minute: '35', timeZone: TimeZone.ETC_UTC }),
      // Variables of a function hold 4 KB in all, what a schedule hands over 256.
      input: { expected: subscribers, wiring },
      description:
        'Every day: compares who listens, what buckets announce and what ran with what the stack expects; tells of dead letters.',
      missedAfter: Duration.days(2),
    }),
    access: {
      results: {
        read: [resultsKeys.subscriptionAudit, resultsKeys.lastRun('*')],
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
      'a batch whose verdict is known did not come to it: other batches may not be judged, or nobody told.',
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
