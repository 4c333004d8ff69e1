import { type Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Stack, Validations } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/** Accepts one finding of the security checks on one construct; the reason is for whoever audits the stack. */
export function acknowledge(construct: IConstruct, id: string, reason: string): void {
  Validations.of(construct).acknowledge({ id, reason });
}

/** Accepts that a policy names objects of a bucket by pattern, one finding a pattern. */
export function acknowledgeKeyPatterns(
  policy: IConstruct,
  bucket: Bucket,
  patterns: Iterable<string>,
  reason: string,
): void {
  const resource = bucket.node.defaultChild;
  if (!(resource instanceof CfnBucket)) throw new TypeError(`${bucket.node.path} has no bucket resource`);
  const logicalId = Stack.of(bucket).getLogicalId(resource);
  for (const pattern of patterns)
    acknowledge(policy, `AwsSolutions-IAM5[Resource::<${logicalId}.Arn>/${pattern}]`, reason);
}
