import { randomUUID } from 'node:crypto';
import type { Access } from '../access.ts';
import { account } from '../account.ts';
import type { Outbox } from '../outbox.ts';
import { readText, type Service, type ServiceReply } from '../service.ts';
import { notImplemented, ServiceError } from '../service-error.ts';
import { publish, type Topic } from '../sns.ts';
import { type XmlChildren, xmlDocument } from '../xml.ts';
import type { MessageAttribute, MessageAttributes } from './filter-policy.ts';
import { getSubscriptionAttributes, listSubscriptions, subscribe, unsubscribe } from './subscriptions.ts';

export interface SnsOptions {
  readonly topics: readonly Topic[];
  readonly outbox: Outbox;
  readonly access: Access;
  now(): Date;
}

interface Call extends SnsOptions {
  readonly parameters: URLSearchParams;
  /** @throws ServiceError AccessDenied */
  demand(action: string, resource: string): void;
}

interface Operation {
  /** Parameters that are known; `Name.*` allows a list. */
  readonly parameters: readonly string[];
  readonly run: (call: Call) => XmlChildren;
}

const namespace = 'http://sns.amazonaws.com/doc/2010-03-31/';
const xmlType = { 'content-type': 'text/xml' } as const;

/** The SNS service in its query protocol. */
export function createSnsApi(options: SnsOptions): Service {
  return {
    async handle({ method, path, body, caller }) {
      if (method !== 'POST' || path !== '/') throw notImplemented(`${method} ${path} of SNS`);
      const parameters = new URLSearchParams(await readText(body));
      const name = parameters.get('Action') ?? '';
      const operation = operations[name];
      if (operation === undefined) throw notImplemented(`the SNS operation "${name}"`);
      checkParameters(operation, parameters);
      const demand = (action: string, resource: string) =>
        options.access.demand(caller, { action: `sns:${action}`, resource });
      const result = operation.run({ ...options, parameters, demand });
      return reply(200, `${name}Response`, {
        [`${name}Result`]: result,
        ResponseMetadata: { RequestId: randomUUID() },
      });
    },
    renderError({ status, code, message }, requestId) {
      const error = {
        Type: status < 500 ? 'Sender' : 'Receiver',
        Code: errorCodes[code] ?? code,
        Message: message,
      };
      return reply(status, 'ErrorResponse', { Error: error, RequestId: requestId });
    },
  };
}

/** SNS has names of its own for the common errors. */
const errorCodes: Readonly<Record<string, string>> = {
  AccessDenied: 'AuthorizationError',
  InvalidAccessKeyId: 'InvalidClientTokenId',
};

const operations: Readonly<Record<string, Operation>> = {
  Publish: {
    parameters: ['TopicArn', 'Message', 'Subject', 'MessageStructure', 'MessageAttributes.*'],
    run: publishMessage,
  },
  ListTopics: { parameters: ['NextToken'], run: listTopics },
  GetTopicAttributes: { parameters: ['TopicArn'], run: getTopicAttributes },
  ListSubscriptionsByTopic: {
    parameters: ['TopicArn', 'NextToken'],
    run: (call) => listSubscriptions(call, findTopic(call, 'ListSubscriptionsByTopic')),
  },
  Subscribe: {
    parameters: ['TopicArn', 'Protocol', 'Endpoint'],
    run: (call) => subscribe(call, findTopic(call, 'Subscribe')),
  },
  GetSubscriptionAttributes: { parameters: ['SubscriptionArn'], run: getSubscriptionAttributes },
  Unsubscribe: { parameters: ['SubscriptionArn'], run: unsubscribe },
};

function checkParameters({ parameters: known }: Operation, parameters: URLSearchParams): void {
  const unknown = [...parameters.keys()].find(
    (name) =>
      !['Action', 'Version'].includes(name) &&
      !known.includes(name) &&
      !known.includes(name.replace(/\..*$/, '.*')),
  );
  if (unknown !== undefined) throw notImplemented(`the parameter ${unknown} of ${parameters.get('Action')}`);
}

function publishMessage(call: Call): XmlChildren {
  const topic = findTopic(call, 'Publish');
  const { parameters, outbox, now } = call;
  const messageId = publish(
    topic,
    {
      message: parameters.get('Message') ?? '',
      subject: parameters.get('Subject') ?? undefined,
      structure: parameters.get('MessageStructure') ?? undefined,
      attributes: readAttributes(parameters),
    },
    outbox,
    now(),
  );
  return { MessageId: messageId };
}

function readAttributes(parameters: URLSearchParams): MessageAttributes {
  const attributes: Record<string, MessageAttribute> = {};
  for (let index = 1; parameters.has(`MessageAttributes.entry.${index}.Name`); index += 1) {
    const part = (name: string) => parameters.get(`MessageAttributes.entry.${index}.${name}`);
    const type = part('Value.DataType') ?? '';
    attributes[part('Name') ?? ''] = readAttribute(type, part('Value.StringValue') ?? '');
  }
  return attributes;
}

const types: readonly MessageAttribute['type'][] = ['String', 'String.Array'];

function readAttribute(name: string, value: string): MessageAttribute {
  const type = types.find((one) => one === name);
  if (type === undefined) throw notImplemented(`the type ${name} of a message attribute`);
  if (value === '') throw new ServiceError(400, 'InvalidParameterValue', 'A message attribute is empty.');
  if (type === 'String.Array' && !value.trimStart().startsWith('[')) {
    throw new ServiceError(400, 'InvalidParameterValue', `A message attribute is no JSON array: ${value}`);
  }
  return { type, value };
}

function listTopics({ topics, demand }: Call): XmlChildren {
  demand('ListTopics', '*');
  return { Topics: { member: topics.map(({ arn }) => ({ TopicArn: arn })) } };
}

function getTopicAttributes(call: Call): XmlChildren {
  const topic = findTopic(call, 'GetTopicAttributes');
  const pending = topic.subscriptions.filter(({ isPending }) => isPending).length;
  const attributes = {
    TopicArn: topic.arn,
    DisplayName: '',
    Owner: account,
    SubscriptionsConfirmed: topic.subscriptions.length - pending,
    SubscriptionsPending: pending,
  };
  return { Attributes: { entry: Object.entries(attributes).map(([key, value]) => ({ key, value })) } };
}

function findTopic({ topics, parameters, demand }: Call, action: string): Topic {
  const arn = parameters.get('TopicArn');
  if (arn === null) throw new ServiceError(400, 'InvalidParameter', 'Invalid parameter: TopicArn');
  demand(action, arn);
  const topic = topics.find((one) => one.arn === arn);
  if (topic === undefined) throw new ServiceError(404, 'NotFound', 'Topic does not exist');
  return topic;
}

function reply(status: number, root: string, children: XmlChildren): ServiceReply {
  return { status, headers: xmlType, body: xmlDocument(root, children, namespace) };
}
