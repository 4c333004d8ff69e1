import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { FunctionName } from '../function-names.ts';
import { access, bucketStatements, type TopicName } from './access.ts';
import { acknowledgeKeyPatterns } from './acknowledge.ts';
import type { Buckets } from './buckets.ts';
import type { Topics } from './topics.ts';

export interface StepRoleProps {
  readonly name: FunctionName;
  readonly buckets: Buckets;
  readonly topics: Topics;
}

const whyPatterns =
  'Keys are named by model and batch, unknown at deployment; the prefix is the narrowest thing that can be said.';

/** The role of a function, with what the table of accesses says. */
export function stepRole(scope: Construct, { name, buckets, topics }: StepRoleProps): Role {
  const role = new Role(scope, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  const policy = new Policy(role, 'Access', { roles: [role] });
  const { inbox, results, publishes = [], lists = [] } = access[name];
  if (inbox !== undefined) {
    policy.addStatements(...bucketStatements(buckets.inbox, inbox, { versions: true }));
    acknowledgeKeyPatterns(policy, buckets.inbox, inbox.read, whyPatterns);
  }
  policy.addStatements(...bucketStatements(buckets.results, results, { versions: false }));
  const patterns = new Set([...results.read, ...results.write].filter((key) => key.includes('*')));
  acknowledgeKeyPatterns(policy, buckets.results, patterns, whyPatterns);
  const onTopics = (action: string, names: readonly TopicName[]) => {
    if (names.length === 0) return;
    const resources = names.map((one) => topics[one].topicArn);
    policy.addStatements(new PolicyStatement({ actions: [action], resources }));
  };
  onTopics('sns:Publish', publishes);
  onTopics('sns:ListSubscriptionsByTopic', lists);
  return role;
}
