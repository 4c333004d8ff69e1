import { describe, expect, test } from '@jest/globals';
import { type Examination, examine } from '../../../bin/command-line/doctor/checks.ts';
import { expectedOf } from '../../../bin/command-line/doctor/expected.ts';
import type { SeenSubscription } from '../../../bin/command-line/doctor/look.ts';

const queueArn = { 'Fn::GetAtt': ['ValidateBatchQueue00000001', 'Arn'] };

/** A stack in small: a notification, an address, a queue with its dead letters, a schedule. */
const stack: Examination['stack'] = {
  name: 'Plumbline-prod',
  status: 'UPDATE_COMPLETE',
  partition: 'aws',
  region: 'eu-central-1',
  account: '123456789012',
  outputs: {
    InboxBucketName: 'inbox',
    ResultsBucketName: 'results',
    AlertsTopicArn: 'arn:alerts',
    ChatTopicArn: 'arn:chat',
    OpsTopicArn: 'arn:ops',
  },
  physicalIds: {
    Inbox: 'inbox',
    Alerts: 'arn:alerts',
    Ops: 'arn:ops',
    ValidateBatchQueue00000001: 'https://sqs.eu-central-1.amazonaws.com/123456789012/validate',
    ValidateBatchDeadLetters00000002: 'https://sqs.eu-central-1.amazonaws.com/123456789012/dead',
    WatchCadenceSchedule00000003: 'watch-1',
  },
  template: {
    Announce: {
      Type: 'Custom::S3BucketNotifications',
      Properties: {
        BucketName: { Ref: 'Inbox' },
        NotificationConfiguration: {
          QueueConfigurations: [
            { QueueArn: queueArn, Filter: { Key: { FilterRules: [{ Name: 'prefix', Value: 'batches/' }] } } },
          ],
        },
      },
    },
    Somebody: {
      Type: 'AWS::SNS::Subscription',
      Properties: { Protocol: 'email', Endpoint: 'a@company.org', TopicArn: { Ref: 'Alerts' } },
    },
    Operator: {
      Type: 'AWS::SNS::Subscription',
      Properties: { Protocol: 'email', Endpoint: 'o@company.org', TopicArn: { Ref: 'Ops' } },
    },
    ValidateBatchQueue00000001: { Type: 'AWS::SQS::Queue', Properties: { RedrivePolicy: {} } },
    ValidateBatchDeadLetters00000002: { Type: 'AWS::SQS::Queue', Properties: {} },
    WatchCadenceSchedule00000003: {
      Type: 'AWS::Scheduler::Schedule',
      Properties: { ScheduleExpression: 'rate(15 minutes)' },
    },
  },
};

const now = new Date('2026-11-30T08:00:00Z');
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

function subscription(endpoint: string, over: Partial<SeenSubscription> = {}): SeenSubscription {
  return { protocol: 'email', endpoint, isPending: false, filter: undefined, ...over };
}

const somebody = subscription('a@company.org');
const operator = subscription('o@company.org');
const allWell: Examination = {
  stack,
  account: '123456789012',
  expected: expectedOf(stack),
  seen: {
    announcements: {
      inbox: { seen: [{ prefix: 'batches/', suffix: '', queue: 'validate' }] },
      results: { seen: [] },
    },
    subscriptions: { alerts: { seen: [somebody] }, chat: { seen: [] }, ops: { seen: [operator] } },
    schedules: [
      {
        seen: {
          name: 'watch-cadence',
          expression: 'rate(15 minutes)',
          isEnabled: true,
          lastRun: minutesAgo(20),
        },
      },
    ],
    queues: [{ seen: { label: 'validate-batch', isDeadLetters: false, depth: 3 } }],
  },
  canary: {
    seen: {
      schemaVersion: 1,
      planted: { time: minutesAgo(5).toISOString(), key: 'k', batchId: 'b' },
      last: { time: minutesAgo(65).toISOString(), outcome: 'well', reasons: [], seconds: 12 },
    },
  },
  now,
};

/** What is not well, a line each. */
function complaints(over: Partial<Omit<Examination, 'seen'>> & { seen?: Partial<Examination['seen']> }) {
  const findings = examine({ ...allWell, ...over, seen: { ...allWell.seen, ...over.seen } });
  for (const { status, next } of findings) expect(next === undefined).toBe(status === 'well');
  return findings.filter(({ status }) => status !== 'well').map(({ check, says }) => `${check}: ${says}`);
}

describe('the doctor', () => {
  test('reads from a template what there should be', () => {
    expect(allWell.expected).toEqual({
      announcements: { inbox: [{ prefix: 'batches/', suffix: '', queue: 'validate' }], results: [] },
      subscriptions: {
        alerts: [{ protocol: 'email', endpoint: 'a@company.org', label: 'a@company.org' }],
        chat: [],
        ops: [{ protocol: 'email', endpoint: 'o@company.org', label: 'o@company.org' }],
      },
      schedules: [{ name: 'watch-cadence', scheduleName: 'watch-1', expression: 'rate(15 minutes)' }],
      queues: [
        { url: expect.stringContaining('/validate'), label: 'validate-batch', isDeadLetters: false },
        { url: expect.stringContaining('/dead'), label: 'validate-batch', isDeadLetters: true },
      ],
    });
  });

  test('has a line for each check where all is well', () => {
    expect(complaints({})).toEqual([]);
    expect(examine(allWell).map(({ check }) => check)).toEqual([
      'stack',
      'notifications',
      'subscriptions',
      'listeners',
      'queues',
      'clock',
      'canary',
    ]);
  });

  test.each([
    [
      'a stack that was rolled back',
      { stack: { ...stack, status: 'UPDATE_ROLLBACK_COMPLETE' } },
      'stack: .*ROLLBACK',
    ],
    ['another account', { account: '999999999999' }, 'stack: .*123456789012.*999999999999'],
    [
      'an output that an older version has not',
      { stack: { ...stack, outputs: { ...stack.outputs, ChatTopicArn: undefined } as never } },
      'stack: .*no output ChatTopicArn',
    ],
    [
      'a notification that somebody took away',
      { seen: { announcements: { ...allWell.seen.announcements, inbox: { seen: [] } } } },
      'notifications: .*batches/.*validate',
    ],
    [
      'dead letters',
      { seen: { queues: [{ seen: { label: 'detect-drift', isDeadLetters: true, depth: 2 } }] } },
      'queues: detect-drift: 2 dead letters',
    ],
    [
      'what may not be looked at',
      { seen: { queues: [{ failure: 'AccessDenied: no' }] } },
      'queues: .*could not be looked at: AccessDenied',
    ],
    [
      'a canary that was judged otherwise',
      { canary: { seen: { ...canaryOf('wrong') } } },
      'canary: .*the batch is',
    ],
    ['no canary', { canary: { seen: undefined } }, 'canary: no canary'],
    ['a canary of this morning', { canary: { seen: { ...canaryOf('well', 300) } } }, 'canary: .*5 h ago'],
  ] as const)('tells of %s', (_, over, line) => {
    expect(complaints(over as never)).toEqual([expect.stringMatching(line)]);
  });

  test.each([
    [{ isEnabled: false }, 'is disabled'],
    [{ lastRun: undefined }, 'has not run yet'],
    [{ lastRun: minutesAgo(61) }, '1 h 1 min ago'],
    [{ expression: 'cron(35 5 * * ? *)', lastRun: minutesAgo(49 * 60) }, '2 days 1 h ago'],
    [{ expression: 'cron(0 8 ? * MON *)', lastRun: minutesAgo(9 * 24 * 60) }, '9 days ago'],
  ])('misses a run: %j', (over, line) => {
    const schedule = {
      name: 'watch-cadence',
      expression: 'rate(15 minutes)',
      isEnabled: true,
      lastRun: minutesAgo(1),
    };

    expect(complaints({ seen: { schedules: [{ seen: { ...schedule, ...over } }] } })).toEqual([
      expect.stringContaining(line),
    ]);
  });

  test('that a weekly run was a week ago is well', () => {
    const schedule = {
      name: 'digest',
      expression: 'cron(0 8 ? * MON *)',
      isEnabled: true,
      lastRun: minutesAgo(7 * 1440),
    };

    expect(complaints({ seen: { schedules: [{ seen: schedule }] } })).toEqual([]);
  });
});

describe('what nobody listens to', () => {
  const listening = (over: Partial<Record<'alerts' | 'chat' | 'ops', readonly SeenSubscription[]>>) => {
    const of = { alerts: [somebody], chat: [], ops: [operator], ...over };
    const subscriptions = { alerts: { seen: of.alerts }, chat: { seen: of.chat }, ops: { seen: of.ops } };
    return complaints({ seen: { subscriptions } }).filter((line) => line.startsWith('listeners'));
  };

  test('a topic whose only subscriber never confirmed', () => {
    const pending = { isPending: true };

    expect(listening({ alerts: [subscription('a@company.org', pending)] })).toEqual([
      expect.stringContaining('nobody hears alerts'),
    ]);
    expect(listening({ ops: [subscription('o@company.org', pending)] })).toEqual([
      expect.stringContaining('nobody hears alarms'),
    ]);
  });

  test('severities and kinds that no filter lets through', () => {
    const critical = subscription('a@company.org', { filter: { severity: ['critical'] } });
    const drift = subscription('b@company.org', {
      filter: { severity: ['info', 'warning', 'critical'], kinds: ['drift'] },
    });

    expect(listening({ alerts: [critical] })).toEqual([
      expect.stringMatching(/severity info, warning: batch-rejected,/),
    ]);
    const [line] = listening({ alerts: [critical, drift] });
    expect(line).toContain('severity info, warning: batch-rejected');
    expect(line).not.toMatch(/[:,] drift/);
  });

  test('models that only some are told of; chat hears all', () => {
    const some = subscription('a@company.org', {
      filter: { severity: ['info'], model: [{ prefix: 'fraud-' }] },
    });

    expect(listening({ alerts: [some] })).toHaveLength(1);
    expect(listening({ alerts: [some], chat: [subscription('chat', { protocol: 'https' })] })).toEqual([]);
  });
});

function canaryOf(outcome: 'well' | 'wrong', minutes = 65) {
  const time = minutesAgo(minutes).toISOString();
  const reasons = outcome === 'wrong' ? ['the batch is "rejected", not "accepted"'] : [];
  return {
    schemaVersion: 1,
    planted: { time: now.toISOString(), key: 'k', batchId: 'b' },
    last: { time, outcome, reasons },
  };
}
