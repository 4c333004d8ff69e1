import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { chatCardSchema } from '../../lambdas/core/alert/render/chat-card-schema.ts';
import { resultSchema } from '../../lambdas/core/result/result-schema.ts';
import { customersContract, customersCsv } from '../support/build-csv.ts';
import { type LocalCloud, s3Event, startLocalCloud } from '../support/local-cloud.ts';

let local: LocalCloud;
let seen = 0;

/** A model for each test that expects an alert: a second batch in a row with the same problem is no news. */
const models = ['drifted', 'clean', 'twice', 'again', 'bad-rows', 'short', 'zero', 'fleeting'] as const;

beforeAll(async () => {
  local = await startLocalCloud(undefined, { testEvents: true });
  for (const model of models) {
    await local.upload(`contracts/${model}.json`, JSON.stringify(customersContract));
    await local.upload(`references/${model}/2025.csv`, customersCsv({ rows: 5000, seed: 1 }));
  }
  await local.cloud.settled();
}, 120_000);

afterAll(() => local.stop());

beforeEach(() => {
  seen = local.cloud.outbox.length;
});

/** What SNS delivered since the test began. */
function delivered() {
  return local.cloud.outbox.slice(seen);
}

async function drop(key: string, content: string | Uint8Array) {
  const versionId = await local.upload(key, content);
  await local.cloud.settled();
  return versionId;
}

describe('a batch dropped in S3', () => {
  test('that drifted is an email, a card and a message for machines', async () => {
    await drop('batches/drifted/a.csv', customersCsv({ rows: 5000, seed: 3, older: 6 }));

    const emails = delivered().filter(({ protocol }) => protocol === 'email');
    expect(emails.map(({ endpoint }) => endpoint).sort()).toEqual([
      'data-team@example.com',
      'everything@example.com',
      'on-call@example.com',
    ]);
    expect(emails[0]?.subject).toBe('[local] CRITICAL drifted: age drifted');
    expect(emails[0]?.body).toMatch(/median rose from 39\.9 to 46\.2/);
    const cards = delivered().filter(({ protocol }) => protocol === 'slack');
    expect(cards).toHaveLength(1);
    expect(chatCardSchema.safeParse(JSON.parse(cards[0]?.body ?? '')).success).toBe(true);
    expect(cards[0]?.status).toBe('delivered');
    expect(emails[0]?.attributes).toMatchObject({ severity: 'critical', kind: 'drift', model: 'drifted' });
  });

  test('that is clean leaves a result that its own schema accepts, and no message', async () => {
    await drop('batches/clean/day=1/clean.csv', customersCsv({ rows: 5000, seed: 4 }));

    const [key = ''] = await local.resultKeys('results/clean/clean-');
    const result = resultSchema.parse(JSON.parse(await local.readResult(key)));
    expect(result).toMatchObject({ validation: { status: 'accepted' }, drift: { status: 'stable' } });
    expect(delivered()).toEqual([]);
  });

  test('announced twice is one alert', async () => {
    const key = 'batches/twice/twice.csv';
    const versionId = await drop(key, customersCsv({ rows: 5000, seed: 5, older: -6 }));
    await local.sendMessage(/^ValidateBatchQueue/, s3Event(local.inbox, key, versionId));
    await local.cloud.settled();

    expect(delivered().filter(({ protocol }) => protocol === 'slack')).toHaveLength(1);
    expect(await local.resultKeys('results/twice/twice-')).toHaveLength(1);
  });

  test('whose alert is announced twice is sent once', async () => {
    await drop('batches/again/again.csv', customersCsv({ rows: 5000, seed: 6, older: -6 }));
    const [key = ''] = await local.resultKeys('alerts/again/again-');
    await local.sendMessage(/^SendAlertsQueue/, s3Event(local.results, key, 'null'));
    await local.cloud.settled();

    expect(delivered().filter(({ protocol }) => protocol === 'slack')).toHaveLength(1);
  });

  test('with bad rows has them in quarantine, and tells those who want to hear everything', async () => {
    await drop(
      'batches/bad-rows/bad rows+ä.csv',
      customersCsv({ rows: 300, seed: 7, extraRows: ['1,-5,free,true', '2,40,<!channel>,true'] }),
    );

    const keys = await local.resultKeys('quarantine/bad-rows/bad-rows');
    const key = keys.find((one) => one.endsWith('/rows.jsonl.gz')) ?? '';
    const rows = (await local.readResult(key)).trim().split('\n');
    expect(rows.map((line) => JSON.parse(line).row)).toEqual([301, 302]);
    const [email] = delivered().filter(({ protocol }) => protocol === 'email');
    expect(email).toMatchObject({ endpoint: 'everything@example.com' });
    expect(delivered().every(({ body }) => !body.includes('<!channel>'))).toBe(true);
  });

  test('with a missing column is rejected, loudly', async () => {
    await drop('batches/short/short.csv', 'id,age,plan\n1,40,free\n');

    const emails = delivered().filter(({ protocol }) => protocol === 'email');
    expect(emails).toHaveLength(3);
    expect(emails[0]?.subject).toBe('[local] CRITICAL short: batch rejected: missing column active');
  });

  test('of zero bytes is rejected', async () => {
    await drop('batches/zero/zero.csv', '');

    expect(delivered()[0]?.subject).toMatch(/batch rejected/);
  });

  test('that is deleted before it is read is rejected, not lost', async () => {
    const key = 'batches/fleeting/fleeting.csv';
    await local.sendMessage(/^ValidateBatchQueue/, s3Event(local.inbox, key, 'no-such-version'));
    await local.cloud.settled();

    expect(await local.resultKeys('results/fleeting/fleeting-')).toHaveLength(1);
    expect(delivered()[0]?.body).toMatch(/deleted before it could be read/);
  });
});

describe('what is no batch', () => {
  test('a folder marker leaves nothing', async () => {
    await drop('batches/clean/folder/', '');

    expect(delivered()).toEqual([]);
    expect(local.cloud.deadLetters()).toEqual([]);
  });

  test('a key without a model is told to people', async () => {
    await drop('batches/stray.csv', 'a\n1\n');

    expect(delivered()[0]?.subject).toMatch(/^\[local\] WARNING upload: no model in the key/);
  });

  test('a malformed contract is told when it is uploaded', async () => {
    await drop('contracts/broken.json', '{"columns": []}');

    expect(delivered()[0]?.subject).toMatch(/^\[local\] CRITICAL broken: the contract is invalid/);
  });

  test('an empty reference is told', async () => {
    await drop('references/hollow/a.csv', '');

    expect(delivered()[0]?.subject).toMatch(/^\[local\] WARNING hollow: reference not usable/);
  });

  test('a test event of S3 is acknowledged', async () => {
    await local.sendMessage(/^ValidateBatchQueue/, JSON.stringify({ Event: 's3:TestEvent' }));
    await local.cloud.settled();

    expect(delivered()).toEqual([]);
    expect(local.cloud.deadLetters()).toEqual([]);
  });

  test('a message that is not JSON ends in the dead-letter queue, where it is kept', async () => {
    await local.sendMessage(/^DetectDriftQueue/, 'hello');
    await local.cloud.settled();

    expect(local.cloud.deadLetters()).toMatchObject([
      { queue: expect.stringMatching(/DeadLetters/), body: 'hello' },
    ]);
  });
});

test('a model needs nothing but a reference and batches', async () => {
  await drop('references/beginner/a.csv', customersCsv({ rows: 5000, seed: 1 }));
  await drop('batches/beginner/b.csv', customersCsv({ rows: 5000, seed: 2, older: 6 }));

  const cards = delivered().filter(({ protocol }) => protocol === 'slack');
  expect(cards.map(({ attributes }) => attributes.kind)).toEqual(['contract-inferred', 'drift']);
});
