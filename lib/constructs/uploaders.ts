import {
  AccountPrincipal,
  ArnPrincipal,
  type IPrincipal,
  ManagedPolicy,
  PolicyStatement,
} from 'aws-cdk-lib/aws-iam';
import { CfnOutput } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { inboxPrefixes } from '../../lambdas/keys.ts';
import type { MonitorEnvironment } from '../environment-schema.ts';
import { acknowledgeKeyPatterns } from './acknowledge.ts';
import type { Buckets } from './buckets.ts';

const why =
  'Keys are named by model and file, unknown at deployment; an uploader may write below the prefixes and read nothing.';

/**
 * Who may upload: a policy to attach to roles of the account, named in the outputs, and the producers of other accounts in the policy of
 * the inbox. Either may write below the prefixes of the inbox, and read or delete nothing.
 */
export function uploaders(scope: Construct, { producers }: MonitorEnvironment, buckets: Buckets): void {
  const { inbox } = buckets;
  const patterns = Object.values(inboxPrefixes).map((prefix) => `${prefix}*`);
  const resources = patterns.map((pattern) => inbox.arnForObjects(pattern));
  const actions = ['s3:PutObject', 's3:AbortMultipartUpload'];
  const policy = new ManagedPolicy(scope, 'Uploader', {
    description: 'May upload to the inbox of Plumbline: contracts, references, batches, and read nothing',
    statements: [new PolicyStatement({ actions, resources })],
  });
  buckets.letUseKey(policy);
  acknowledgeKeyPatterns(policy, inbox, patterns, why);
  new CfnOutput(scope, 'UploaderPolicyArn', { value: policy.managedPolicyArn });
  if (producers.length > 0)
    inbox.addToResourcePolicy(
      new PolicyStatement({ sid: 'Producers', actions, resources, principals: producers.map(principal) }),
    );
}

function principal(producer: string): IPrincipal {
  return /^\d+$/.test(producer) ? new AccountPrincipal(producer) : new ArnPrincipal(producer);
}
