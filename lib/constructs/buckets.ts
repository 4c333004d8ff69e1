import type { IRole } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, type LifecycleRule } from 'aws-cdk-lib/aws-s3';
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { inboxPrefixes, resultsPrefixes } from '../../lambdas/keys.ts';
import type { MonitorEnvironment } from '../environment-schema.ts';
import { acknowledge } from './acknowledge.ts';

/** An overwritten or deleted version can be fetched back for so long. */
const undoDays = 30;

/** Batches that are older are not judged again. */
const replayDays = 30;

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
    const of = (name: ResultsName, days: number) => [expire(name, resultsPrefixes[name], days)];
    const kept: readonly LifecycleRule[] = [];
    const rules: Readonly<Record<ResultsName, readonly LifecycleRule[]>> = {
      // Small, and one of a model or of a reference.
      ...{ contracts: kept, references: kept, incidents: kept, cadence: kept, audits: kept },
      // Profiles quote cells of rows that broke the contract: they may hold personal data.
      ...{ quarantine: of('quarantine', quarantine), profiles: of('profiles', quarantine) },
      // What waits or is asked for longer than that is not judged again.
      ...{ waiting: of('waiting', replayDays), replays: of('replays', replayDays) },
      ...{ results: of('results', results), history: of('history', results) },
      ...{ reports: of('reports', results), alerts: of('alerts', results) },
      deliveries: of('deliveries', results),
    };
    this.results = bucket(this, 'Results', environment, role, Object.values(rules).flat());
  }
}

type ResultsName = keyof typeof resultsPrefixes;

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
