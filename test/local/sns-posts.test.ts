import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Cloud, startCloud } from '../../local/cloud.ts';
import { close, listen } from '../../local/server.ts';
import { makeDirectory, writeAssembly } from './fixtures/assembly.ts';
import { queue, queuePolicy, subscription } from './fixtures/small-stack.ts';

let cloud: Cloud;
let receiver: Server;
let requests: { readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: string }[] = [];
/** What the receiver answers next, by path; then 200. */
let answers: Record<string, number[]> = {};

beforeAll(async () => {
  receiver = createServer(async (request, response) => {
    const path = request.url ?? '';
    requests.push({ path, headers: request.headers, body: await text(request) });
    response.writeHead(answers[path]?.shift() ?? 200).end();
  });
  const address = `http://127.0.0.1:${await listen(receiver, 0)}`;
  const DeliveryPolicy = {
    healthyRetryPolicy: { numRetries: 2 },
    requestPolicy: { headerContentType: 'application/json' },
  };
  const RedrivePolicy = { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] } };
  const template = {
    Resources: {
      Topic: { Type: 'AWS::SNS::Topic', Properties: {} },
      Raw: subscription('https', `${address}/raw`, {
        RawMessageDelivery: true,
        DeliveryPolicy,
        RedrivePolicy,
      }),
      Wrapped: subscription('https', `${address}/wrapped`),
      Dead: queue(),
      DeadPolicy: queuePolicy('Dead', 'sns.amazonaws.com', { Ref: 'Topic' }),
    },
  };
  cloud = await startCloud({
    assembly: await writeAssembly(template),
    directory: await makeDirectory(),
    retryDelayMs: 1,
  });
});

afterAll(async () => {
  await cloud.stop();
  await close(receiver);
});

beforeEach(() => {
  requests = [];
  answers = {};
});

test('an address on this machine is sent the bare body, or the envelope', async () => {
  await publish('{"rows":1}');

  expect(at('/raw')).toMatchObject([
    {
      body: '{"rows":1}',
      headers: {
        'content-type': 'application/json',
        'x-amz-sns-message-type': 'Notification',
        'x-amz-sns-rawdelivery': 'true',
      },
    },
  ]);
  const [wrapped] = at('/wrapped');
  expect(wrapped?.headers['content-type']).toBe('text/plain; charset=UTF-8');
  expect(JSON.parse(wrapped?.body ?? '')).toMatchObject({ Type: 'Notification', Message: '{"rows":1}' });
});

test('a receiver that is ill is tried again', async () => {
  answers = { '/raw': [500, 429] };

  await publish('text');

  expect(at('/raw')).toHaveLength(3);
  expect(status('/raw')).toMatchObject({ status: 'delivered' });
  expect(cloud.deadLetters()).toEqual([]);
});

test('one that stays ill loses the message to the dead letters of its subscription', async () => {
  answers = { '/raw': [500, 500, 500] };

  await publish('ill');

  expect(at('/raw')).toHaveLength(3);
  expect(status('/raw')).toMatchObject({ status: 'failed', reason: expect.stringMatching(/answered 500$/) });
  expect(cloud.deadLetters().map(({ body }) => body)).toEqual(['ill']);
});

test('one that refuses is not asked twice', async () => {
  answers = { '/raw': [404] };

  await publish('refused');

  expect(at('/raw')).toHaveLength(1);
  expect(cloud.deadLetters().at(-1)?.body).toBe('refused');
});

async function publish(Message: string): Promise<void> {
  await new SNSClient(cloud).send(new PublishCommand({ TopicArn: cloud.topics.Topic, Message }));
  await cloud.settled();
}

function at(path: string) {
  return requests.filter((request) => request.path === path);
}

/** The newest delivery to that path. */
function status(path: string) {
  return cloud.outbox.filter(({ endpoint }) => endpoint.endsWith(path)).at(-1);
}
