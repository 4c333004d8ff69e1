import type { IRole } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, type LifecycleRule } from 'aws-cdk-lib/aws-s3';
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { inboxPrefixes, resultsPrefixes } from '../../lambdas/keys.ts';
import type { MonitorEnvironment } from '../environment-schema.ts';
import { acknowledge } from './acknowledge.ts';

/** An overwritten or deleted version can be fetched back for so long. */
const undoDays = 30;

export interface BucketsProps {
  readonly environment: MonitorEnvironment;
  /** Of the function that writes what the buckets announce. */
  readonly notificationsHandlerRole: IRole;
}

/** The inbox, where people write, and the results, where only Plumbline writes. */
export class Buckets extends Construct {
  readonly inbox: Bucket;
  readonly results: Bucket;

  constructor(scope: Construct, id: string, { environment, notificationsHandlerRole: role }: BucketsProps) {
    super(scope, id);
    const { inboxBatches, results, quarantine } = environment.retentionDays;
    this.inbox = bucket(this, 'Inbox', environment, role, [
      expire('batches', inboxPrefixes.batches, inboxBatches),
    ]);
    this.results = bucket(this, 'Results', environment, role, [
      expire('quarantine', resultsPrefixes.quarantine, quarantine),
      expire('results', resultsPrefixes.results, results),
      expire('history', resultsPrefixes.history, results),
      expire('reports', resultsPrefixes.reports, results),
      expire('alerts', resultsPrefixes.alerts, results),
      expire('deliveries', resultsPrefixes.deliveries, results),
    ]);
  }
}

function bucket(
  scope: Construct,
  id: string,
  { onDelete }: MonitorEnvironment,
  notificationsHandlerRole: IRole,
  lifecycleRules: readonly LifecycleRule[],
): Bucket {
  const made = new Bucket(scope, id, {
    versioned: true,
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    notificationsHandlerRole,
    lifecycleRules: [...lifecycleRules, tidyUp],
    removalPolicy: onDelete === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  acknowledge(
    made,
    'AwsSolutions-S1',
    'Server access logs arrive late and incomplete and need a third bucket. Who reads or writes is limited by role; a trail of data events in CloudTrail is the record when one is required. See docs/decisions/003-two-buckets.md.',
  );
  return made;
}

function expire(id: string, prefix: string, days: number): LifecycleRule {
  return { id: `expire-${id}`, prefix, expiration: Duration.days(days) };
}

/** For the whole bucket: what no reader can see any more is not paid for for ever. */
const tidyUp: LifecycleRule = {
  id: 'tidy-up',
  noncurrentVersionExpiration: Duration.days(undoDays),
  expiredObjectDeleteMarker: true,
  abortIncompleteMultipartUploadAfter: Duration.days(1),
};
