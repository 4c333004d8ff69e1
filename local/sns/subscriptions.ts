import { randomUUID } from 'node:crypto';
import { account } from '../account.ts';
import { notImplemented, ServiceError } from '../service-error.ts';
import type { Subscription, Topic } from '../sns.ts';
import type { XmlChildren } from '../xml.ts';

/** What of a call these operations need. */
interface Call {
  readonly topics: readonly Topic[];
  readonly parameters: URLSearchParams;
  /** @throws ServiceError AccessDenied */
  demand(action: string, resource: string): void;
}

/** SNS lists so many subscriptions at a time. */
const pageSize = 100;

/** A page of the subscriptions of a topic; the token is the number of those before it. */
export function listSubscriptions({ parameters }: Pick<Call, 'parameters'>, topic: Topic): XmlChildren {
  const first = Number(parameters.get('NextToken') ?? '0');
  const next = first + pageSize;
  const members = topic.subscriptions.slice(first, next).map((one) => listed(topic, one));
  return {
    Subscriptions: { member: members },
    ...(next < topic.subscriptions.length ? { NextToken: String(next) } : {}),
  };
}

function listed({ arn: TopicArn }: Topic, { arn, protocol, endpoint, isPending }: Subscription) {
  const isSlack = protocol === 'slack';
  return {
    TopicArn,
    Protocol: isSlack ? 'https' : protocol,
    SubscriptionArn: isPending ? 'PendingConfirmation' : arn,
    Owner: account,
    Endpoint: isSlack ? 'https://global.sns-api.chatbot.amazonaws.com' : endpoint,
  };
}

/** Subscribes an address, which waits for ever for somebody to confirm it. */
export function subscribe({ parameters }: Pick<Call, 'parameters'>, topic: Topic): XmlChildren {
  const protocol = parameters.get('Protocol');
  const endpoint = parameters.get('Endpoint') ?? '';
  if (protocol !== 'email' && protocol !== 'https') throw notImplemented(`Subscribe by ${protocol}`);
  const isKnown = topic.subscriptions.some((one) => one.protocol === protocol && one.endpoint === endpoint);
  if (!isKnown) {
    const arn = `${topic.arn}:${randomUUID()}`;
    topic.subscriptions.push({ arn, protocol, endpoint, filter: () => true, raw: false, isPending: true });
  }
  return { SubscriptionArn: 'pending confirmation' };
}

/** What a confirmed subscription lets through, among its other attributes. */
export function getSubscriptionAttributes(call: Call): XmlChildren {
  const { topic, found } = findSubscription(call, 'GetSubscriptionAttributes');
  const attributes = {
    SubscriptionArn: found.arn,
    TopicArn: topic.arn,
    Protocol: found.protocol === 'slack' ? 'https' : found.protocol,
    PendingConfirmation: String(found.isPending ?? false),
    RawMessageDelivery: String(found.raw),
    ...(found.filterPolicy !== undefined && { FilterPolicy: JSON.stringify(found.filterPolicy) }),
  };
  return { Attributes: { entry: Object.entries(attributes).map(([key, value]) => ({ key, value })) } };
}

/** Takes a subscription away, as the link at the end of each email does. */
export function unsubscribe(call: Call): XmlChildren {
  const { topic, found } = findSubscription(call, 'Unsubscribe');
  topic.subscriptions.splice(topic.subscriptions.indexOf(found), 1);
  return {};
}

function findSubscription({ topics, parameters, demand }: Call, action: string) {
  const arn = parameters.get('SubscriptionArn') ?? '';
  for (const topic of topics) {
    const found = topic.subscriptions.find((one) => one.arn === arn);
    if (!found) continue;
    demand(action, topic.arn);
    return { topic, found };
  }
  throw new ServiceError(404, 'NotFound', 'Subscription does not exist');
}
