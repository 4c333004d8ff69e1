import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Delivery, Outbox } from './outbox.ts';
import { ServiceError } from './service-error.ts';
import type { Filter, MessageAttributes } from './sns/filter-policy.ts';
import { readSlackCard } from './sns/slack-card.ts';

/** A topic with those who listen to it. */
export interface Topic {
  readonly name: string;
  readonly arn: string;
  /** May change while the cloud runs, as people subscribe and unsubscribe. */
  readonly subscriptions: Subscription[];
}

export interface Subscription {
  readonly arn: string;
  readonly protocol: 'email' | 'https' | 'sqs' | 'slack';
  readonly endpoint: string;
  readonly filter: Filter;
  /** What the filter was made of. @default none */
  readonly filterPolicy?: unknown;
  /** The bare body instead of the SNS envelope. */
  readonly raw: boolean;
  /** Nobody has confirmed it: it gets nothing. @default false */
  readonly isPending?: boolean;
  /** Hands the body to a queue of this cloud, or to an address on this machine. @returns why it could not */
  readonly forward?: (body: string, messageId: string) => string | undefined | Promise<string | undefined>;
  /** Takes what could not be handed on. */
  readonly sendToDeadLetters?: (body: string) => void;
}

export interface Publication {
  readonly message: string;
  readonly subject: string | undefined;
  readonly structure: string | undefined;
  readonly attributes: MessageAttributes;
}

/** Message and attributes together: 256 KiB. */
const largestBytes = 262_144;

/**
 * Publishes to a topic: each subscriber whose filter lets the message through gets the body for its protocol.
 *
 * @returns the id of the message
 * @throws ServiceError InvalidParameter where SNS refuses the message
 */
export function publish(topic: Topic, publication: Publication, outbox: Outbox, now: Date): string {
  checkSubject(publication.subject);
  checkSize(publication);
  const bodies = readBodies(publication);
  const messageId = randomUUID();
  const message: TopicMessage = { topic, messageId, publication, now };
  for (const subscription of topic.subscriptions) {
    if (subscription.isPending || !subscription.filter(publication.attributes)) continue;
    const { protocol } = subscription;
    const body = bodies[protocol === 'slack' ? 'https' : protocol] ?? bodies.default ?? '';
    deliver(subscription, message, body, outbox);
  }
  return messageId;
}

interface TopicMessage {
  readonly topic: Topic;
  readonly messageId: string;
  readonly publication: Publication;
  readonly now: Date;
}

/** AWS documents UTF-8 text; services of its own strip what is not ASCII before they publish. The stricter rule holds. */
function checkSubject(subject: string | undefined): void {
  if (subject === undefined) return;
  if (/^[!-~][ -~]{0,98}$/.test(subject)) return;
  throw invalid('Subject: 1 to 99 printable ASCII characters, no line break, not beginning with a space');
}

function checkSize({ message, attributes }: Publication): void {
  const texts = Object.entries(attributes).flatMap(([name, { type, value }]) => [name, type, value]);
  const bytes = [message, ...texts].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  if (bytes > largestBytes) throw invalid('Message too long');
  if (message === '') throw invalid('Empty message');
}

const bodiesSchema = z.record(z.string(), z.unknown());

/** The bodies by protocol; one body for all is `default`. */
function readBodies({ message, structure }: Publication): Readonly<Record<string, string>> {
  if (structure === undefined) return { default: message };
  if (structure !== 'json') throw invalid(`MessageStructure: ${structure}`);
  const parsed = bodiesSchema.safeParse(parseJson(message));
  if (!parsed.success) throw invalid('Message Structure - JSON message body failed to parse');
  const bodies = Object.entries(parsed.data).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  const found = Object.fromEntries(bodies);
  if (found.default === undefined) throw invalid('Message Structure - No default entry in JSON message body');
  return found;
}

function deliver(subscription: Subscription, message: TopicMessage, text: string, outbox: Outbox): void {
  const body = bodyFor(subscription, message, text);
  const record = (reason: string | undefined) => {
    if (reason !== undefined) subscription.sendToDeadLetters?.(body);
    outbox.add(deliveryOf(subscription, message, { text, body, reason }));
  };
  const outcome = subscription.forward?.(body, message.messageId);
  if (outcome instanceof Promise) void outcome.then(record);
  else record(outcome);
}

interface Outcome {
  readonly text: string;
  readonly body: string;
  readonly reason: string | undefined;
}

function deliveryOf(
  { protocol, endpoint }: Subscription,
  message: TopicMessage,
  { text, body, reason }: Outcome,
): Omit<Delivery, 'number'> {
  const { subject } = message.publication;
  const slack = protocol === 'slack' ? readSlackCard(text) : {};
  return {
    at: message.now,
    topicArn: message.topic.arn,
    messageId: message.messageId,
    protocol,
    endpoint,
    subject: protocol === 'email' ? (subject ?? 'AWS Notification Message') : subject,
    body,
    attributes: plainAttributes(message.publication.attributes),
    status: 'reason' in slack ? 'dropped' : reason === undefined ? 'delivered' : 'failed',
    ...(reason === undefined ? {} : { reason }),
    ...slack,
  };
}

/** Email shows the bare text; Amazon Q takes the text out of the envelope; all others get the envelope. */
function bodyFor({ protocol, raw }: Subscription, message: TopicMessage, text: string): string {
  const isBare = raw || protocol === 'email' || protocol === 'slack';
  return isBare ? text : JSON.stringify(snsEnvelope(message, text));
}

/** Signatures and the links to unsubscribe are left out: there is nobody here to check or to follow them. */
function snsEnvelope({ topic, messageId, publication, now }: TopicMessage, text: string) {
  const attributes = Object.entries(publication.attributes).map(([name, { type, value }]) => [
    name,
    { Type: type, Value: value },
  ]);
  return {
    Type: 'Notification',
    MessageId: messageId,
    TopicArn: topic.arn,
    ...(publication.subject === undefined ? {} : { Subject: publication.subject }),
    Message: text,
    Timestamp: now.toISOString(),
    ...(attributes.length === 0 ? {} : { MessageAttributes: Object.fromEntries(attributes) }),
  };
}

function plainAttributes(attributes: MessageAttributes): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(attributes).map(([name, { value }]) => [name, value]));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function invalid(what: string): ServiceError {
  return new ServiceError(400, 'InvalidParameter', `Invalid parameter: ${what}`);
}
