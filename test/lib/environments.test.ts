import { describe, expect, it } from '@jest/globals';
import { checkDeployable, checked, environmentNamed, environmentNames } from '../../lib/environments.ts';
import { sizeIn } from '../../lib/function-entry.ts';

const dev = environmentNamed('dev');
const subscriber = { protocol: 'email', address: 'a@example.com', minimumSeverity: 'info' };
const hook = { protocol: 'https', name: 'hook', url: 'https://example.com/', minimumSeverity: 'info' };
const models = (count: number) => Array.from({ length: count }, (_, index) => `model-${index}`);

describe('environmentNamed', () => {
  it.each(environmentNames)('%s is valid and has the name that it is found by', (name) => {
    expect(environmentNamed(name).name).toBe(name);
  });

  it('an absent name is an error that lists the known ones and the command', () => {
    expect(() => environmentNamed(undefined)).toThrow(
      'No environment is given. Known: dev, staging, prod, local. Use, for example: npx cdk deploy -c env=dev',
    );
  });

  it('an unknown name is repeated in the error', () => {
    expect(() => environmentNamed('production')).toThrow(
      "There is no environment 'production'. Known: dev, staging, prod, local. Use, for example: npx cdk deploy -c env=dev",
    );
  });

  it('only these values differ between environments', () => {
    const all = environmentNames.map((name) => leaves(environmentNamed(name)));

    const paths = new Set(all.flatMap((values) => [...values.keys()]));
    const differing = [...paths].filter((path) =>
      all.some((values) => values.get(path) !== all[0]?.get(path)),
    );

    expect(differing.sort()).toEqual([
      'account',
      'alertSubscribers',
      'functions.detect-drift.maxConcurrency',
      'functions.send-alerts.maxConcurrency',
      'functions.validate-batch.maxConcurrency',
      'largeBatches.maxConcurrency',
      'largeBatches.partMb',
      'name',
      'onDelete',
      'operators',
      'region',
      'retentionDays.inboxBatches',
      'retentionDays.logs',
      'retentionDays.quarantine',
      'retentionDays.results',
      'slack.channelId',
      'slack.workspaceId',
    ]);
  });
});

describe('checked', () => {
  it.each([
    [
      'a retention that CloudWatch Logs does not know',
      { retentionDays: { ...dev.retentionDays, logs: 15 } },
      'logs',
    ],
    ['an address that is none', { operators: ['nobody'] }, 'operators'],
    ['nobody to tell', { alertSubscribers: [] }, 'alertSubscribers'],
    [
      'a subscriber listed twice',
      { alertSubscribers: [subscriber, { ...subscriber, address: 'A@EXAMPLE.com' }] },
      'listed twice',
    ],
    [
      'an address under two names',
      { alertSubscribers: ['a', 'b'].map((name) => ({ ...hook, name })) },
      'listed twice',
    ],
    [
      'an address without TLS',
      { alertSubscribers: [{ ...hook, url: 'http://example.com' }] },
      'https address',
    ],
    [
      'an address with a password',
      { alertSubscribers: [{ ...hook, url: 'https://me:secret@example.com/' }] },
      'no user and password',
    ],
    ['a kind that is none', { alertSubscribers: [{ ...subscriber, kinds: ['drifts'] }] }, 'kinds'],
    [
      'a model that can be none',
      { alertSubscribers: [{ ...subscriber, models: ['*fraud'] }] },
      '* at its end',
    ],
    [
      'a queue that is neither a name nor an ARN',
      { alertSubscribers: [{ protocol: 'sqs', queue: 'https://sqs/x', minimumSeverity: 'info' }] },
      'the ARN of one that exists',
    ],
    [
      'more combinations than SNS filters by',
      { alertSubscribers: [{ ...subscriber, kinds: ['drift', 'recovered'], models: models(26) }] },
      '3 x 2 x 26 are 156 combinations',
    ],
    [
      'more listeners than fit into a stack',
      {
        alertSubscribers: Array.from({ length: 24 }, (_, index) => ({
          protocol: 'sqs',
          queue: `desk-${index}`,
          minimumSeverity: 'info',
        })),
      },
      '73 listeners',
    ],
    ['an address listed twice', { operators: ['a@example.com', 'A@example.com'] }, 'listed twice'],
    [
      'a channel name for a channel id',
      { slack: { workspaceId: 'T0123ABCD', channelId: '#data' } },
      'C0123ABCD',
    ],
    ['a misspelt value', { retention: 1 }, 'retention'],
    ['a day that schedules do not know', { digest: { ...dev.digest, day: 'Monday' } }, 'digest.day'],
    ['an hour that no day has', { digest: { ...dev.digest, hour: 24 } }, 'digest.hour'],
    ['a place without a clock', { digest: { ...dev.digest, timeZone: 'Berlin' } }, 'a time zone such as'],
    [
      'a size of a function that there is not',
      { functions: { 'validate-batches': { memoryMb: 512 } } },
      'functions["validate-batches"]',
    ],
    [
      'a run that would be over before it can say so',
      { functions: { 'validate-batch': { timeoutSeconds: 30 } } },
      'timeoutSeconds',
    ],
    ['an account that is none', { account: 'prod' }, 'twelve digits'],
    [
      'producers of a bucket whose policy is not ours',
      { buckets: { inbox: 'our-inbox' }, producers: ['123456789012'] },
      'name them there',
    ],
    ['a memory that Lambda has not', { functions: { 'send-alerts': { memoryMb: 64 } } }, 'memoryMb'],
    [
      'many at once of what the clock starts',
      { functions: { 'weekly-digest': { maxConcurrency: 2 } } },
      'no queue feeds it',
    ],
  ])('%s is an error that says where', (_, change, place) => {
    expect(() => checked({ ...dev, ...change })).toThrow(place);
    expect(() => checked({ ...dev, ...change })).toThrow("environment 'dev'");
  });
});

describe('checkDeployable', () => {
  const email = { ...subscriber, address: 'team@plumbline.dev' };
  const place = { account: '123456789012', region: 'eu-central-1' };
  const own = { ...dev, ...place, alertSubscribers: [email], operators: ['ops@plumbline.dev'] };

  it('accepts addresses that may be somebody', () => {
    const alertSubscribers = [
      email,
      { ...email, address: 'example.com@plumbline.dev' },
      { ...email, address: 'team@myexample.com' },
      { ...hook, url: 'https://hooks.plumbline.dev/example.com' },
    ];

    const values = { ...own, alertSubscribers };

    expect(() => checkDeployable(checked(values))).not.toThrow();
  });

  it.each([
    [{ operators: ['ops@plumbline.dev', 'a@EXAMPLE.org'] }, 'operators[1]: a@EXAMPLE.org'],
    [
      { alertSubscribers: [{ ...subscriber, address: 'a@mail.example.net' }] },
      'alertSubscribers[0].address: a@mail.example.net',
    ],
    [
      { alertSubscribers: [email, { ...hook, url: 'https://pager.example.com/x' }] },
      'alertSubscribers[1].url: https://pager.example.com/x',
    ],
    [
      { alertSubscribers: [{ ...hook, url: 'https://pager.invalid:8443' }] },
      'alertSubscribers[0].url: https://pager.invalid:8443',
    ],
    [{ account: undefined }, 'account: is missing'],
    [{ account: '000000000000' }, 'account: 000000000000'],
    [{ region: undefined }, 'region: is missing'],
  ])('refuses %j', (change, told) => {
    const values = { ...own, ...change };
    const refused = checked(values);

    expect(() => checkDeployable(refused)).toThrow(`lib/environments.ts:\n  ${told}`);
  });
});

it.each(environmentNames)('somebody in %s hears everything, down to information', (name) => {
  const heard = environmentNamed(name).alertSubscribers.map(({ minimumSeverity }) => minimumSeverity);

  expect(heard).toContain('info');
});

describe('sizeIn', () => {
  it('an environment changes what it names of a size, and leaves the rest as it is everywhere', () => {
    const entry = { name: 'send-alerts', size: { memoryMb: 512, timeoutSeconds: 60, maxConcurrency: 2 } };
    const values = { ...dev, functions: { 'send-alerts': { memoryMb: 3008 } } };

    expect(sizeIn(checked(values), entry)).toEqual({ ...entry.size, memoryMb: 3008 });
    expect(sizeIn(dev, entry)).toEqual(entry.size);
  });
});

describe('a subscriber', () => {
  it('may ask for as many combinations as SNS filters by', () => {
    const most = { ...subscriber, kinds: ['drift', 'recovered'], models: models(25) };
    const values = { ...dev, alertSubscribers: [most] };

    expect(() => checked(values)).not.toThrow();
  });

  it('may ask for the alerts of no model, and of models by the beginning of their names', () => {
    const some = { ...subscriber, models: ['_unrouted', 'fraud-*', 'flights'] };
    const values = { ...dev, alertSubscribers: [some] };

    expect(() => checked(values)).not.toThrow();
  });
});

/** Every value by its path; a list is one value. */
function leaves(value: object, prefix = ''): Map<string, string> {
  const entries = Object.entries(value).flatMap(([key, inner]): [string, string][] =>
    typeof inner === 'object' && !Array.isArray(inner)
      ? [...leaves(inner, `${prefix}${key}.`)]
      : [[prefix + key, JSON.stringify(inner)]],
  );
  return new Map(entries);
}
