import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { MonitorEnvironment } from '../environment-schema.ts';
import type { InboxAccess, ResultsAccess, StepEntry } from '../function-entry.ts';
import { type AnyBucket, acknowledge, acknowledgeKeyPatterns, inFindings } from './acknowledge.ts';
import type { Buckets } from './buckets.ts';
import type { TopicName, Topics } from './topics.ts';

export interface StepRoleProps {
  readonly environment: MonitorEnvironment;
  readonly access: StepEntry['access'];
  readonly buckets: Buckets;
  readonly topics: Topics;
}

const whyPatterns =
  'Keys are named by model and batch, unknown at deployment; the prefix is the narrowest thing that can be said.';

/** The role of a function, with what its entry in the list of functions says. */
export function stepRole(scope: Construct, { environment, access, buckets, topics }: StepRoleProps): Role {
  const role = new Role(scope, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  const policy = new Policy(role, 'Access', { roles: [role] });
  const { inbox, results, publishes = [], lists = [] } = access;
  if (inbox !== undefined) {
    policy.addStatements(...bucketStatements(buckets.inbox, inbox, { versions: true }));
    const keys = [...inbox.read, ...(inbox.write ?? [])].filter((key) => key.includes('*'));
    acknowledgeKeyPatterns(policy, buckets.inbox, new Set(keys), whyPatterns);
  }
  policy.addStatements(...bucketStatements(buckets.results, results, { versions: false }));
  buckets.letUseKey(policy);
  const patterns = new Set([...results.read, ...results.write].filter((key) => key.includes('*')));
  acknowledgeKeyPatterns(policy, buckets.results, patterns, whyPatterns);
  const onTopics = (action: string, names: readonly TopicName[]) => {
    if (names.length === 0) return;
    const resources = names.map((one) => topics[one].topicArn);
    policy.addStatements(new PolicyStatement({ actions: [action], resources }));
  };
  onTopics('sns:Publish', publishes);
  onTopics('sns:ListSubscriptionsByTopic', lists);
  if (access.seesWiring) letSeeWiring(policy, buckets);
  if (environment.vpc !== undefined) letJoinNetwork(policy);
  return role;
}

/** A policy has no room for each queue of a large stack; CloudFormation begins their names with the stack's. */
function letSeeWiring(policy: Policy, { inbox, results }: Buckets): void {
  const stack = Stack.of(policy);
  const queues = stack.formatArn({ service: 'sqs', resource: `${stack.stackName}-*` });
  policy.addStatements(
    new PolicyStatement({
      actions: ['s3:GetBucketNotification'],
      resources: [inbox.bucketArn, results.bucketArn],
    }),
    new PolicyStatement({ actions: ['sqs:GetQueueAttributes'], resources: [queues] }),
  );
  const partition = inFindings(stack.partition, 'Partition');
  const place = `${inFindings(stack.region, 'Region')}:${inFindings(stack.account, 'AccountId')}`;
  acknowledge(
    policy,
    `AwsSolutions-IAM5[Resource::arn:${partition}:sqs:${place}:${stack.stackName}-*]`,
    'It counts the messages in the queues of the stack, dead letters of any subscriber among them.',
  );
}

/** Lambda makes a network interface for each subnet with the function's role. */
function letJoinNetwork(policy: Policy): void {
  const actions = [
    'ec2:CreateNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DeleteNetworkInterface',
  ];
  policy.addStatements(new PolicyStatement({ actions, resources: ['*'] }));
  acknowledge(policy, 'AwsSolutions-IAM5[Resource::*]', 'Network interfaces have no name before they exist.');
}

/** The statements that grant an access to a bucket. */
function bucketStatements(
  bucket: AnyBucket,
  { read, write = [], abort = [] }: InboxAccess & Pick<Partial<ResultsAccess>, 'abort'>,
  { versions }: { readonly versions: boolean },
): PolicyStatement[] {
  const objects = (patterns: readonly string[]) => patterns.map((pattern) => bucket.arnForObjects(pattern));
  // Listing is what makes S3 answer 404 instead of 403 for a key that does not exist.
  const statements = [new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] })];
  const allow = (actions: string[], patterns: readonly string[]) => {
    if (patterns.length > 0) statements.push(new PolicyStatement({ actions, resources: objects(patterns) }));
  };
  allow(versions ? ['s3:GetObject', 's3:GetObjectVersion'] : ['s3:GetObject'], read);
  allow(['s3:PutObject'], write);
  allow(['s3:AbortMultipartUpload'], abort);
  return statements;
}
