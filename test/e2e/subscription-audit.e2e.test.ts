import {
  ListSubscriptionsByTopicCommand,
  SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { doctor } from '../../bin/command-line/doctor/doctor.ts';
import { type LocalCloud, startLocalCloud } from '../support/local-cloud.ts';

let local: LocalCloud;
let sns: SNSClient;
let seen = 0;

beforeAll(async () => {
  local = await startLocalCloud();
  sns = new SNSClient(local.cloud);
}, 120_000);

afterAll(() => local.stop());

beforeEach(() => {
  seen = local.cloud.outbox.length;
});

test('an audit of what was deployed finds nothing: emails, the pager, the queue and the channel', async () => {
  await audit();

  expect(told()).toEqual([]);
});

test('who unsubscribed, who never confirmed and who nobody knows is told to operators, by email and in chat', async () => {
  const TopicArn = local.cloud.outputs.AlertsTopicArn ?? '';
  const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
  for (const { Endpoint = '', SubscriptionArn } of Subscriptions)
    if (/data-team|on-call/.test(Endpoint)) await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
  for (const Endpoint of ['on-call@example.com', 'stranger@example.org'])
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint }));

  await audit();

  const [email, card] = told();
  expect(told()).toHaveLength(2);
  expect(email).toMatchObject({
    endpoint: 'operators@example.com',
    subject: '[local] Plumbline subscriptions: 1 not confirmed, 1 gone, 1 unknown',
    body: expect.stringMatching(/on-call@.*GONE.*data-team@.*UNKNOWN.*stranger@/s),
  });
  expect(card).toMatchObject({ protocol: 'slack', status: 'delivered' });
});

test('the next audit has nothing new to say', async () => {
  await audit();

  expect(told()).toEqual([]);
});

test('the canary goes the whole road to its verdict, and nobody hears of it', async () => {
  const canary = local.cloud.schedules.find(({ name }) => name === 'run-canary');
  const fly = async (time: string) => {
    const flown = await canary?.run(new Date(time));
    await local.cloud.settled();
    return flown;
  };

  expect(await fly('2026-11-30T05:00:00Z')).toMatchObject({ ok: true });
  expect(await fly('2026-11-30T06:00:00Z')).toMatchObject({ ok: true });

  expect(JSON.parse(await local.readResult('audits/canary.json'))).toMatchObject({
    last: { time: '2026-11-30T05:00:00.000Z', outcome: 'well', reasons: [] },
  });
  expect(told()).toEqual([]);
  expect(local.cloud.deadLetters()).toEqual([]);
  expect(await local.resultKeys('reports/_models/')).toEqual([]);
}, 60_000);

test('the doctor sees who listens, what the clock has not run, and what was taken away', async () => {
  for (const name of ['watch-cadence', 'close-windows', 'weekly-digest'])
    await local.cloud.schedules.find((one) => one.name === name)?.run();
  const { accessKeyId, secretAccessKey } = local.cloud.credentials;
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: local.cloud.endpoint,
    AWS_REGION: local.cloud.region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  });

  const { text, status } = await doctor({ environment: 'local' }, new Date('2026-11-30T06:30:00Z'));

  expect(status).toBe(1);
  for (const line of [
    /^ {2}well {3}stack {9}Plumbline-local is CREATE_COMPLETE/m,
    /^ {2}well {3}notifications both buckets announce what the stack expects: 10 prefixes$/m,
    /WRONG {2}subscriptions on-call@example.com .* has not confirmed/,
    /WRONG {2}subscriptions data-team@example.com .* is gone/,
    /WRONG {2}subscriptions stranger@example.org .* listens/,
    /well {3}listeners {5}every kind and severity/,
    /well {3}queues {8}no dead letters/,
    /well {3}clock {9}5 schedules, all enabled and kept/,
    /well {3}canary {8}the canary of 1 h 30 min ago came to its verdict in \d+ s/,
    /3 of 9 findings need somebody\.$/,
  ])
    expect(text).toMatch(line);
});

test('dead letters that are still there are told by the audit', async () => {
  await local.sendMessage(/^DetectDriftDeadLetters/, 'given up');

  await audit();

  const [email] = told();
  expect(email).toMatchObject({
    subject: '[local] Plumbline audit: 1 not confirmed, 1 gone, 1 unknown, 1 with dead letters',
    body: expect.stringContaining('- detect-drift dead letters: 1 message'),
  });
});

/** What SNS delivered since the test began. */
function told() {
  return local.cloud.outbox.slice(seen);
}

async function audit(): Promise<void> {
  const schedule = local.cloud.schedules.find(({ logicalId }) => /^AuditSubscriptions/.test(logicalId));
  expect(await schedule?.run()).toMatchObject({ ok: true });
}
