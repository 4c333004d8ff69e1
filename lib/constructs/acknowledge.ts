import { type Bucket, CfnBucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Stack, Token, Validations } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/** One of the stack, or one that exists. */
export type AnyBucket = Bucket | IBucket;

/** Accepts one finding of the security checks on one construct; the reason is for whoever audits the stack. */
export function acknowledge(construct: IConstruct, id: string, reason: string): void {
  Validations.of(construct).acknowledge({ id, reason });
}

/** Accepts that a policy names objects of a bucket by pattern, one finding a pattern. */
export function acknowledgeKeyPatterns(
  policy: IConstruct,
  bucket: AnyBucket,
  patterns: Iterable<string>,
  reason: string,
): void {
  const arn = arnInFindings(bucket);
  for (const pattern of patterns)
    acknowledge(policy, `AwsSolutions-IAM5[Resource::${arn}/${pattern}]`, reason);
}

/** A bucket of the stack by its logical id, one that exists by its name. */
function arnInFindings(bucket: AnyBucket): string {
  const resource = bucket.node.defaultChild;
  if (resource instanceof CfnBucket) return `<${Stack.of(bucket).getLogicalId(resource)}.Arn>`;
  return `arn:${inFindings(Stack.of(bucket).partition, 'Partition')}:s3:::${bucket.bucketName}`;
}

/** A value of the deployment as findings name it: by its pseudo parameter, where it is not known before. */
export function inFindings(value: string, parameter: 'Partition' | 'Region' | 'AccountId'): string {
  return Token.isUnresolved(value) ? `<AWS::${parameter}>` : value;
}
