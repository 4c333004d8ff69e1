import type {
  AuditRequest,
  ExpectedSubscription,
  FoundSubscription,
  TopicName,
} from '../../../../lambdas/core/audit/audit-schema.ts';

export const team: ExpectedSubscription = {
  protocol: 'email',
  endpoint: 'data-team@example.com',
  label: 'data-team@example.com',
};
export const pager: ExpectedSubscription = {
  protocol: 'https',
  endpoint: 'https://pager.example.com/key-123',
  label: 'pager',
};
export const operator: ExpectedSubscription = {
  protocol: 'email',
  endpoint: 'operators@example.com',
  label: 'operators@example.com',
};

export const expected: AuditRequest['expected'] = { alerts: [team, pager], chat: [], ops: [operator] };

export const wiring: AuditRequest['wiring'] = {
  announcements: [
    { bucket: 'inbox', prefix: 'batches/', suffix: '', queue: 'validate', step: 'validate-batch' },
    { bucket: 'results', prefix: 'alerts/', suffix: '.json', queue: 'send', step: 'send-alerts' },
  ],
  deadLetters: [
    { queue: 'validate-dead', label: 'validate-batch dead letters' },
    { queue: 'send-dead', label: 'send-alerts dead letters' },
  ],
  runs: [
    { step: 'run-canary', missedAfterHours: 4 },
    { step: 'weekly-digest', missedAfterHours: 192 },
  ],
};

/** What S3 announces when all is well. */
export const announced = {
  inbox: [{ prefix: 'batches/', suffix: '', queue: 'validate' }],
  results: [{ prefix: 'alerts/', suffix: '.json', queue: 'send' }],
};

/** What SNS lists when all is well. */
export const allWell: Readonly<Record<TopicName, readonly FoundSubscription[]>> = {
  alerts: [found(team), found(pager)],
  chat: [],
  ops: [found(operator)],
};

export function found(
  { protocol, endpoint }: Pick<ExpectedSubscription, 'protocol' | 'endpoint'>,
  isPending = false,
): FoundSubscription {
  return { protocol, endpoint, isPending };
}
