import * as z from 'zod';
import { notImplemented, ServiceError } from '../service-error.ts';
import type { Queue } from '../sqs.ts';
import { type ReceivedMessage, systemAttributes } from './messages.ts';

/** A call of an operation. */
export interface Call {
  readonly input: unknown;
  readonly queues: readonly Queue[];
  /** @throws ServiceError AccessDenied */
  demand(action: string, resource: string): void;
}

type Operation = (call: Call) => unknown;

/** What the cloud knows of SQS: what people and their clients need to look into queues and to empty them. */
export const operations: Readonly<Record<string, Operation>> = {
  ListQueues: listQueues,
  GetQueueUrl: getQueueUrl,
  GetQueueAttributes: getQueueAttributes,
  SendMessage: sendMessage,
  ReceiveMessage: receiveMessage,
  DeleteMessage: deleteMessage,
  ChangeMessageVisibility: changeMessageVisibility,
  PurgeQueue: purgeQueue,
  StartMessageMoveTask: startMessageMoveTask,
};

const queueUrl = { QueueUrl: z.string() };

function listQueues({ input, queues, demand }: Call) {
  const { QueueNamePrefix = '' } = read(
    z.strictObject({ QueueNamePrefix: z.string().optional(), MaxResults: z.number().optional() }),
    input,
  );
  demand('ListQueues', '*');
  return { QueueUrls: queues.filter(({ name }) => name.startsWith(QueueNamePrefix)).map(({ url }) => url) };
}

function getQueueUrl({ input, queues, demand }: Call) {
  const { QueueName } = read(z.strictObject({ QueueName: z.string() }), input);
  const queue = queues.find(({ name }) => name === QueueName);
  if (queue === undefined) throw noSuchQueue();
  demand('GetQueueUrl', queue.arn);
  return { QueueUrl: queue.url };
}

function getQueueAttributes(call: Call) {
  const schema = z.strictObject({ ...queueUrl, AttributeNames: z.array(z.string()).default([]) });
  const { QueueUrl, AttributeNames } = read(schema, call.input);
  const attributes = Object.entries(queueAttributes(find(call, QueueUrl, 'GetQueueAttributes')));
  const wanted = attributes.filter(
    ([name]) => AttributeNames.includes('All') || AttributeNames.includes(name),
  );
  return { Attributes: Object.fromEntries(wanted) };
}

function queueAttributes({ arn, counts, redrive, visibilityTimeoutMs }: Queue): Record<string, string> {
  const { visible, inFlight } = counts();
  return {
    QueueArn: arn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: '0',
    VisibilityTimeout: String(visibilityTimeoutMs / 1000),
    ...(redrive === undefined
      ? {}
      : {
          RedrivePolicy: JSON.stringify({
            deadLetterTargetArn: redrive.deadLetterArn,
            maxReceiveCount: redrive.maxReceiveCount,
          }),
        }),
  };
}

function sendMessage(call: Call) {
  const schema = z.strictObject({ ...queueUrl, MessageBody: z.string().min(1) });
  const { QueueUrl, MessageBody } = read(schema, call.input);
  const sent = find(call, QueueUrl, 'SendMessage').send(MessageBody);
  return { MessageId: sent.messageId, MD5OfMessageBody: sent.md5OfBody };
}

async function receiveMessage(call: Call) {
  const schema = z.strictObject({
    ...queueUrl,
    MaxNumberOfMessages: z.number().int().min(1).max(10).default(1),
    WaitTimeSeconds: z.number().min(0).max(20).default(0),
    VisibilityTimeout: z.number().optional(),
    AttributeNames: z.array(z.string()).optional(),
    MessageSystemAttributeNames: z.array(z.string()).optional(),
    MessageAttributeNames: z.array(z.string()).optional(),
  });
  const wanted = read(schema, call.input);
  const messages = await find(call, wanted.QueueUrl, 'ReceiveMessage').receive({
    maximum: wanted.MaxNumberOfMessages,
    waitMs: wanted.WaitTimeSeconds * 1000,
    visibilityTimeoutMs: wanted.VisibilityTimeout === undefined ? undefined : wanted.VisibilityTimeout * 1000,
  });
  return messages.length === 0 ? {} : { Messages: messages.map(describeMessage) };
}

function describeMessage(message: ReceivedMessage) {
  return {
    MessageId: message.messageId,
    ReceiptHandle: message.receiptHandle,
    MD5OfBody: message.md5OfBody,
    Body: message.body,
    Attributes: systemAttributes(message),
  };
}

function deleteMessage(call: Call) {
  const { QueueUrl, ReceiptHandle } = read(
    z.strictObject({ ...queueUrl, ReceiptHandle: z.string() }),
    call.input,
  );
  find(call, QueueUrl, 'DeleteMessage').delete(ReceiptHandle);
}

function changeMessageVisibility(call: Call) {
  const schema = z.strictObject({ ...queueUrl, ReceiptHandle: z.string(), VisibilityTimeout: z.number() });
  const { QueueUrl, ReceiptHandle, VisibilityTimeout } = read(schema, call.input);
  const queue = find(call, QueueUrl, 'ChangeMessageVisibility');
  if (queue.changeVisibility(ReceiptHandle, VisibilityTimeout * 1000)) return;
  throw new ServiceError(400, 'MessageNotInflight', 'The message referred to is not in flight.');
}

function purgeQueue(call: Call) {
  find(call, read(z.strictObject(queueUrl), call.input).QueueUrl, 'PurgeQueue').purge();
}

/** Sends what a dead-letter queue holds back to the queue that it came from, at once. */
function startMessageMoveTask({ input, queues, demand }: Call) {
  const schema = z.strictObject({ SourceArn: z.string(), DestinationArn: z.string().optional() });
  const { SourceArn, DestinationArn } = read(schema, input);
  const source = queues.find(({ arn }) => arn === SourceArn);
  const origins = queues.filter(({ redrive }) => redrive?.deadLetterArn === SourceArn);
  const target = DestinationArn === undefined ? origins[0] : queues.find(({ arn }) => arn === DestinationArn);
  if (source === undefined || target === undefined) throw noSuchQueue();
  if (DestinationArn === undefined && origins.length > 1) {
    throw notImplemented(
      'the origin of each message: several queues share this dead-letter queue, name a destination',
    );
  }
  demand('StartMessageMoveTask', SourceArn);
  demand('ReceiveMessage', SourceArn);
  demand('SendMessage', target.arn);
  for (const body of source.drain()) target.send(body);
  return { TaskHandle: Buffer.from(SourceArn).toString('base64') };
}

function find({ queues, demand }: Call, url: string, action: string): Queue {
  const queue = queues.find(({ name }) => url.endsWith(`/${name}`));
  if (queue === undefined) throw noSuchQueue();
  demand(action, queue.arn);
  return queue;
}

function noSuchQueue(): ServiceError {
  return new ServiceError(400, 'QueueDoesNotExist', 'The specified queue does not exist.');
}

/** Reads the input of an operation; a parameter that is not known is 501. */
function read<S extends z.ZodType>(schema: S, input: unknown): z.infer<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const unknown = parsed.error.issues.find((issue) => issue.code === 'unrecognized_keys');
  if (unknown !== undefined) throw notImplemented(`the parameter ${unknown.keys.join(', ')}`);
  throw new ServiceError(400, 'InvalidParameterValue', z.prettifyError(parsed.error));
}
