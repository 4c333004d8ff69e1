import { describe, expect, test } from '@jest/globals';
import { forEachS3Object } from '../../../lambdas/aws/for-each-s3-object.ts';
import type { FailedMessage } from '../../../lambdas/aws/postpone.ts';
import type { ObjectVersion } from '../../../lambdas/keys.ts';
import type { Log } from '../../../lambdas/pipeline/ports.ts';

function notification(...keys: readonly string[]) {
  return JSON.stringify({
    Records: keys.map((key) => ({ s3: { bucket: { name: 'inbox' }, object: { key, versionId: 'v1' } } })),
  });
}

function buildHandler(use: (object: ObjectVersion) => Promise<void>) {
  const logged: unknown[] = [];
  const log = { info: () => {}, warn: (event: string, fields?: object) => logged.push({ event, ...fields }) };
  let built = 0;
  const build = () => {
    built++;
    return { log };
  };
  const postponed: FailedMessage[] = [];
  const postpone = async (message: FailedMessage) => void postponed.push(message);
  return { handler: forEachS3Object(build, use, postpone), logged, postponed, builds: () => built };
}

function queueEvent(...bodies: readonly string[]) {
  return {
    Records: bodies.map((body, index) => ({
      messageId: `m${index}`,
      body,
      receiptHandle: `r${index}`,
      eventSourceARN: 'arn:aws:sqs:eu-central-1:123456789012:steps',
      attributes: { ApproximateReceiveCount: '2' },
    })),
  };
}

describe('forEachS3Object', () => {
  test('tells the time that is left of the invocation at hand, not of the first', async () => {
    const told: (number | undefined)[] = [];
    const build = (): { log: Log; remainingMs?: () => number } => ({
      log: { info: () => {}, warn: () => {} },
    });
    const handler = forEachS3Object(build, async (_, { remainingMs }) => void told.push(remainingMs?.()));

    for (const left of [900_000, 20_000])
      await handler(queueEvent(notification('a')), { getRemainingTimeInMillis: () => left });
    await handler(queueEvent(notification('a')));

    expect(told).toEqual([900_000, 20_000, undefined]);
  });

  test('decodes keys once: plus is a blank, %2B a plus, and other alphabets come through', async () => {
    const keys: string[] = [];
    const { handler } = buildHandler(async ({ key }) => void keys.push(key));

    await handler(queueEvent(notification('batches/m/a+b%2Bc.csv', 'batches/m/%C3%A9%25.csv')));

    expect(keys).toEqual(['batches/m/a b+c.csv', 'batches/m/é%.csv']);
  });

  test('fails one message and not its neighbours', async () => {
    const { handler, logged } = buildHandler(async ({ key }) => {
      if (key === 'bad') throw new TypeError('broken');
    });

    const response = await handler(
      queueEvent(notification('good'), notification('bad'), notification('good')),
    );

    expect(response).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] });
    expect(logged).toMatchObject([{ event: 'message-failed', messageId: 'm1', error: 'TypeError' }]);
  });

  // A passing fault cost an hour and a half: the queue waits six times the longest run of the function.
  test('postpones what failed, and nothing else, by how often it was tried', async () => {
    const { handler, postponed } = buildHandler(async ({ key }) => {
      if (key === 'bad') throw new TypeError('broken');
    });

    await handler(queueEvent(notification('good'), notification('bad')));

    const eventSourceARN = 'arn:aws:sqs:eu-central-1:123456789012:steps';
    expect(postponed).toEqual([{ receiptHandle: 'r1', eventSourceARN, receiveCount: 2 }]);
  });

  test('fails a message that could not be postponed all the same, and says so', async () => {
    const logged: string[] = [];
    const log = { info: () => {}, warn: (event: string) => void logged.push(event) };
    const fail = async () => {
      throw new Error('away');
    };
    const handler = forEachS3Object(() => ({ log }), fail, fail);

    const response = await handler(queueEvent(notification('a')));

    expect(response).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
    expect(logged).toEqual(['message-failed', 'message-not-postponed']);
  });

  test('acknowledges the test event of S3', async () => {
    const seen: ObjectVersion[] = [];
    const { handler } = buildHandler(async (object) => void seen.push(object));

    const response = await handler(
      queueEvent(JSON.stringify({ Service: 'Amazon S3', Event: 's3:TestEvent' })),
    );

    expect(response).toEqual({ batchItemFailures: [] });
    expect(seen).toEqual([]);
  });

  test.each([
    'not JSON',
    '{}',
    '[]',
    'null',
    '{"Records":[{}]}',
    '{"Records":[{"s3":{"object":{"key":"a%zz"}}}]}',
  ])('keeps %s for the dead-letter queue', async (body) => {
    const { handler } = buildHandler(async () => {});

    expect(await handler(queueEvent(body))).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
  });

  test('builds its services once, on the first call', async () => {
    const { handler, builds } = buildHandler(async () => {});

    expect(builds()).toBe(0);
    await handler(queueEvent(notification('a')));
    await handler(queueEvent(notification('b')));

    expect(builds()).toBe(1);
  });

  test('takes an unversioned bucket', async () => {
    const versions: string[] = [];
    const { handler } = buildHandler(async ({ versionId }) => void versions.push(versionId));
    const body = JSON.stringify({ Records: [{ s3: { bucket: { name: 'inbox' }, object: { key: 'a' } } }] });

    await handler(queueEvent(body));

    expect(versions).toEqual(['null']);
  });
});
