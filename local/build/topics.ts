import { type Access, servicePrincipal } from '../access.ts';
import { arn } from '../account.ts';
import { readFilterPolicy } from '../sns/filter-policy.ts';
import { isOnThisMachine, post } from '../sns/post.ts';
import type { Subscription, Topic } from '../sns.ts';
import type { Queue } from '../sqs.ts';
import type { Declarations, DeclaredSlackChannel, DeclaredSubscription } from '../template/declarations.ts';
import { TemplateError } from '../template/intrinsics.ts';

export interface TopicParts {
  readonly declared: Declarations;
  readonly access: Access;
  readonly queues: readonly Queue[];
  /** Milliseconds until a request that failed is sent again. */
  readonly retryDelayMs: number;
  /** Told of every request under way. */
  track(request: Promise<unknown>): void;
}

/** Makes the topics with their subscribers; a Slack channel subscribes to each topic that it names. */
export function buildTopics(parts: TopicParts): readonly Topic[] {
  const { topics, subscriptions, slackChannels } = parts.declared;
  return topics.map(({ name }) => {
    const topicArn = arn('sns', name);
    const declared = subscriptions.filter((one) => one.properties.TopicArn === topicArn);
    const channels = slackChannels.filter((one) => one.properties.SnsTopicArns.includes(topicArn));
    return {
      name,
      arn: topicArn,
      subscriptions: [
        ...declared.map((one) => buildSubscription(one, topicArn, parts)),
        ...channels.map((one) => slackSubscription(one, topicArn)),
      ],
    };
  });
}

function slackSubscription({ logicalId, properties }: DeclaredSlackChannel, topicArn: string): Subscription {
  const endpoint = `${properties.SlackWorkspaceId}/${properties.SlackChannelId}`;
  return { arn: `${topicArn}:${logicalId}`, protocol: 'slack', endpoint, filter: () => true, raw: false };
}

function buildSubscription(
  { logicalId, properties }: DeclaredSubscription,
  topicArn: string,
  parts: TopicParts,
): Subscription {
  const { Protocol: protocol, Endpoint: endpoint, FilterPolicy: policy } = properties;
  return {
    arn: `${topicArn}:${logicalId}`,
    protocol,
    endpoint,
    filter: policy === undefined ? () => true : readFilterPolicy(policy, logicalId),
    filterPolicy: policy,
    raw: properties.RawMessageDelivery,
    ...forwarding({ logicalId, protocol, endpoint, topicArn }, parts),
    ...posting(properties, { topicArn, subscriptionArn: `${topicArn}:${logicalId}` }, parts),
    ...deadLetters(logicalId, topicArn, properties.RedrivePolicy?.deadLetterTargetArn, parts),
  };
}

/** The dead-letter queue of a subscription. AWS loses messages in silence when its policy does not let SNS in. */
function deadLetters(
  logicalId: string,
  topicArn: string,
  target: string | undefined,
  { access, queues }: TopicParts,
): Pick<Subscription, 'sendToDeadLetters'> {
  if (target === undefined) return {};
  const queue = queues.find((one) => one.arn === target);
  const request = { action: 'sqs:SendMessage', resource: target, context: { 'aws:SourceArn': topicArn } };
  if (queue === undefined || !access.isAllowed(servicePrincipal('sns.amazonaws.com'), request)) {
    throw new TemplateError(`${logicalId}: SNS may not send to its dead-letter queue ${target}`);
  }
  return { sendToDeadLetters: (body) => void queue.send(body) };
}

/** How a message reaches a queue of this cloud, if the policy of the queue lets SNS in. */
function forwarding(
  target: { logicalId: string; protocol: string; endpoint: string; topicArn: string },
  { access, queues }: TopicParts,
): Pick<Subscription, 'forward'> {
  const { protocol, endpoint, topicArn } = target;
  if (protocol !== 'sqs') return {};
  const queue = queues.find((one) => one.arn === endpoint);
  if (queue === undefined) throw new TemplateError(`${target.logicalId}: nothing here is ${endpoint}`);
  const request = { action: 'sqs:SendMessage', resource: endpoint, context: { 'aws:SourceArn': topicArn } };
  const allowed = access.isAllowed(servicePrincipal('sns.amazonaws.com'), request);
  return {
    forward(body) {
      if (!allowed) return `the policy of ${endpoint} does not allow SNS ${request.action}`;
      queue.send(body);
      return undefined;
    },
  };
}

/** How a message reaches an address on this machine; one elsewhere is only written down. */
function posting(
  {
    Protocol: protocol,
    Endpoint: url,
    RawMessageDelivery: raw,
    DeliveryPolicy: policy,
  }: DeclaredSubscription['properties'],
  { topicArn, subscriptionArn }: { readonly topicArn: string; readonly subscriptionArn: string },
  { retryDelayMs, track }: TopicParts,
): Pick<Subscription, 'forward'> {
  if (protocol !== 'https' || !isOnThisMachine(url)) return {};
  return {
    forward(body, messageId) {
      const headers = {
        'content-type': policy?.requestPolicy?.headerContentType ?? 'text/plain; charset=UTF-8',
        'x-amz-sns-message-type': 'Notification',
        'x-amz-sns-message-id': messageId,
        'x-amz-sns-topic-arn': topicArn,
        'x-amz-sns-subscription-arn': subscriptionArn,
        ...(raw ? { 'x-amz-sns-rawdelivery': 'true' } : {}),
      };
      // SNS itself tries three times more where the subscription says nothing.
      const retries = policy?.healthyRetryPolicy?.numRetries ?? 3;
      const request = post({ url, headers, body, retries, retryDelayMs });
      track(request);
      return request;
    },
  };
}
