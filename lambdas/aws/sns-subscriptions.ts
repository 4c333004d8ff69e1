import { ListSubscriptionsByTopicCommand, type SNSClient, type Subscription } from '@aws-sdk/client-sns';
import type { ListedSubscription, ListSubscriptions } from '../pipeline/ports.ts';

/** What SNS writes for the ARN of a subscription that has none yet, and of one that has none any more. */
const pending = 'PendingConfirmation';
const deleted = 'Deleted';

/** Lists the subscriptions of each topic, page by page, without those that are no more. */
export function snsSubscriptions(
  client: SNSClient,
  topicArns: Readonly<Record<Parameters<ListSubscriptions>[0], string>>,
): ListSubscriptions {
  return async (topic) => {
    const found: ListedSubscription[] = [];
    let NextToken: string | undefined;
    do {
      const page = await client.send(
        new ListSubscriptionsByTopicCommand({ TopicArn: topicArns[topic], NextToken }),
      );
      found.push(...(page.Subscriptions ?? []).flatMap(listed));
      NextToken = page.NextToken;
    } while (NextToken);
    return found;
  };
}

function listed({ Protocol = '', Endpoint = '', SubscriptionArn = '' }: Subscription): ListedSubscription[] {
  if (SubscriptionArn === deleted) return [];
  return [{ protocol: Protocol, endpoint: Endpoint, isPending: SubscriptionArn === pending }];
}
