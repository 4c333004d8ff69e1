import {
  type AuditRequest,
  type ExpectedSubscription,
  type FoundSubscription,
  type SubscriptionProblem,
  subscriptionProblemKinds,
  type TopicName,
  topicNames,
} from './audit-schema.ts';

/**
 * What is wrong with the subscriptions of all topics: unconfirmed first, then missing, then unknown; within each by topic
 * and name.
 */
export function subscriptionProblems(
  expected: AuditRequest['expected'],
  found: Readonly<Record<TopicName, readonly FoundSubscription[]>>,
): readonly SubscriptionProblem[] {
  return topicNames
    .flatMap((topic) => problemsOf(topic, expected[topic], found[topic]))
    .toSorted((a, b) => compareText(sortKey(a), sortKey(b)));
}

function problemsOf(
  topic: TopicName,
  expected: readonly ExpectedSubscription[],
  found: readonly FoundSubscription[],
): readonly SubscriptionProblem[] {
  const known = new Map(found.map((one) => [identity(one), one]));
  const wanted = new Set(expected.map(identity));
  const lacking = expected.flatMap((one): readonly SubscriptionProblem[] => {
    const listed = known.get(identity(one));
    if (listed !== undefined && !listed.isPending) return [];
    const kind = listed === undefined ? 'missing' : 'pending';
    return [{ kind, topic, protocol: one.protocol, subscriber: one.label }];
  });
  const extra = found
    .filter((one) => !wanted.has(identity(one)))
    .map(
      (one): SubscriptionProblem => ({
        kind: 'unknown',
        topic,
        protocol: one.protocol,
        subscriber: shownEndpoint(one),
      }),
    );
  return [...lacking, ...extra];
}

/** SNS writes addresses of people as they were typed; who is meant does not hang on the case of a letter. */
function identity({ protocol, endpoint }: Pick<FoundSubscription, 'protocol' | 'endpoint'>): string {
  return `${protocol} ${protocol.startsWith('email') ? endpoint.toLowerCase() : endpoint}`;
}

function shownEndpoint({ endpoint }: FoundSubscription): string {
  return endpoint.replace(/^(https?):\/\/(?:[^/@]*@)?([^/?#]*).*$/, '$2');
}

function sortKey({ kind, topic, protocol, subscriber }: SubscriptionProblem): string {
  return `${subscriptionProblemKinds.indexOf(kind)} ${topicNames.indexOf(topic)} ${subscriber} ${protocol}`;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
