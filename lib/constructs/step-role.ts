import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { FunctionName } from '../function-names.ts';
import { access, bucketStatements } from './access.ts';
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
  const { inbox, results, publishes } = access[name];
  if (inbox !== undefined) {
    policy.addStatements(...bucketStatements(buckets.inbox, inbox, { versions: true }));
    acknowledgeKeyPatterns(policy, buckets.inbox, inbox.read, whyPatterns);
  }
  policy.addStatements(...bucketStatements(buckets.results, results, { versions: false }));
  acknowledgeKeyPatterns(policy, buckets.results, new Set([...results.read, ...results.write]), whyPatterns);
  if (publishes) policy.addStatements(publishing(topics));
  return role;
}

function publishing({ alerts, chat }: Topics): PolicyStatement {
  return new PolicyStatement({ actions: ['sns:Publish'], resources: [alerts.topicArn, chat.topicArn] });
}
