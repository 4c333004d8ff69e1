import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Cloud, startCloud } from '../../local/cloud.ts';
import { createQueue, type QueueOptions } from '../../local/sqs.ts';
import { makeDirectory, writeAssembly } from './fixtures/assembly.ts';
import { queue } from './fixtures/small-stack.ts';

const makeQueue = (options: Partial<QueueOptions> = {}) => {
  const deadLetters: string[] = [];
  const made = createQueue({
    name: 'q',
    endpoint: 'http://127.0.0.1:1',
    visibilityTimeoutMs: 10_000,
    redrive: undefined,
    sendToDeadLetters: (body) => void deadLetters.push(body),
    changed: () => {},
    now: () => new Date(0),
    ...options,
  });
  const receive = (maximum = 1, waitMs = 0) => made.receive({ maximum, waitMs });
  return { queue: made, receive, deadLetters };
};

describe('a queue', () => {
  test('hides a received message until its visibility timeout is over', async () => {
    const { queue: q, receive } = makeQueue({ visibilityTimeoutMs: 200 });
    q.send('a');

    const first = await receive();
    const hidden = await receive();
    const again = await receive(1, 1000);

    expect(first).toMatchObject([{ body: 'a', receiveCount: 1 }]);
    expect(hidden).toEqual([]);
    expect(again).toMatchObject([{ body: 'a', receiveCount: 2 }]);
  });

  test('wakes a waiting reader when a message comes', async () => {
    const { queue: q, receive } = makeQueue();

    const waiting = receive(10, 5000);
    q.send('a');

    expect(await waiting).toMatchObject([{ body: 'a' }]);
  });

  test('moves a message to the dead letters after maxReceiveCount receives', async () => {
    const {
      queue: q,
      receive,
      deadLetters,
    } = makeQueue({
      redrive: { deadLetterArn: 'd', maxReceiveCount: 2 },
    });
    q.send('a');
    for (const time of [1, 2]) {
      const [message] = await receive();
      expect(message).toMatchObject({ receiveCount: time });
      q.changeVisibility(message?.receiptHandle ?? '', 0);
    }

    expect(await receive()).toEqual([]);
    expect(deadLetters).toEqual(['a']);
  });

  test('an old receipt deletes nothing', async () => {
    const { queue: q, receive } = makeQueue();
    q.send('a');
    const [old] = await receive();
    q.changeVisibility(old?.receiptHandle ?? '', 0);
    await receive();

    expect(q.delete(old?.receiptHandle ?? '')).toBe(false);
    expect(q.counts().inFlight).toBe(1);
  });
});

describe('the JSON protocol', () => {
  let cloud: Cloud;

  beforeAll(async () => {
    const redrive = { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 3 };
    const template = { Resources: { Work: queue({ RedrivePolicy: redrive }), Dead: queue() } };
    cloud = await startCloud({ assembly: await writeAssembly(template), directory: await makeDirectory() });
  });

  afterAll(() => cloud.stop());

  const call = async (operation: string, input: object) => {
    const response = await fetch(cloud.endpoint, {
      method: 'POST',
      headers: {
        authorization: 'AWS4-HMAC-SHA256 Credential=AKIALOCALADMIN000000/x/eu-central-1/sqs/aws4_request',
        'x-amz-target': `AmazonSQS.${operation}`,
      },
      body: JSON.stringify(input),
    });
    return { status: response.status, body: JSON.parse(await response.text()) };
  };

  test('sends, receives and deletes', async () => {
    const { body: found } = await call('GetQueueUrl', { QueueName: 'Small-Work' });
    const { QueueUrl } = found;
    await call('SendMessage', { QueueUrl, MessageBody: 'hello' });

    const { body: received } = await call('ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 10 });
    const { ReceiptHandle } = received.Messages[0];
    await call('DeleteMessage', { QueueUrl, ReceiptHandle });
    const again = await call('DeleteMessage', { QueueUrl, ReceiptHandle });
    const { body: after } = await call('ReceiveMessage', { QueueUrl, VisibilityTimeout: 0 });

    expect(received.Messages).toMatchObject([
      { Body: 'hello', MD5OfBody: '5d41402abc4b2a76b9719d911017c592' },
    ]);
    expect([again.status, after]).toEqual([200, {}]);
  });

  test('shows what a queue holds, gives a message back and empties it', async () => {
    const { Work: QueueUrl } = cloud.queues;
    const counts = async () => {
      const { body } = await call('GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] });
      const { ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible } = body.Attributes;
      return [ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible];
    };
    for (const MessageBody of ['a', 'b']) await call('SendMessage', { QueueUrl, MessageBody });

    const { body } = await call('ReceiveMessage', { QueueUrl, VisibilityTimeout: 60 });
    const held = await counts();
    const { ReceiptHandle } = body.Messages[0];
    const back = await call('ChangeMessageVisibility', { QueueUrl, ReceiptHandle, VisibilityTimeout: 0 });
    const again = await call('ChangeMessageVisibility', { QueueUrl, ReceiptHandle, VisibilityTimeout: 0 });
    const given = await counts();
    await call('PurgeQueue', { QueueUrl });

    expect([held, given, await counts()]).toEqual([
      ['1', '1'],
      ['2', '0'],
      ['0', '0'],
    ]);
    expect([back.status, again.status]).toEqual([200, 400]);
  });

  test('lists the queues, and says where dead letters go', async () => {
    const { Work: QueueUrl } = cloud.queues;

    const { body: all } = await call('ListQueues', {});
    const { body: some } = await call('ListQueues', { QueueNamePrefix: 'Small-W' });
    const { body } = await call('GetQueueAttributes', { QueueUrl, AttributeNames: ['RedrivePolicy'] });

    expect(all.QueueUrls).toEqual(Object.values(cloud.queues));
    expect(some.QueueUrls).toEqual([QueueUrl]);
    expect(JSON.parse(body.Attributes.RedrivePolicy)).toMatchObject({ maxReceiveCount: expect.any(Number) });
  });

  test('a move task sends dead letters back to where they came from', async () => {
    const { Work: QueueUrl, Dead } = cloud.queues;
    await call('SendMessage', { QueueUrl: Dead, MessageBody: 'again' });
    expect(cloud.deadLetters()).toEqual([{ queue: 'Small-Dead', body: 'again' }]);

    await call('StartMessageMoveTask', { SourceArn: 'arn:aws:sqs:eu-central-1:000000000000:Small-Dead' });

    const { body } = await call('ReceiveMessage', { QueueUrl });
    expect([body.Messages[0].Body, cloud.deadLetters()]).toEqual(['again', []]);
  });

  test('answers 501 to what it does not know', async () => {
    const { Work: QueueUrl } = cloud.queues;

    const operation = await call('CreateQueue', { QueueName: 'x' });
    const tags = await call('TagQueue', { QueueUrl });
    const parameter = await call('SendMessage', { QueueUrl, MessageBody: 'x', MessageGroupId: 'g' });

    expect([operation.status, tags.status, parameter.status]).toEqual([501, 501, 501]);
    expect(tags.body.message).toMatch(/does not know the SQS operation "TagQueue"/);
    expect(parameter.body.message).toMatch(/does not know the parameter MessageGroupId/);
  });
});
