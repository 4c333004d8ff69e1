import { type IRole, type ManagedPolicy, type Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, type LifecycleRule } from 'aws-cdk-lib/aws-s3';
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { inboxPrefixes, resultsPrefixes } from '../../lambdas/keys.ts';
import type { MonitorEnvironment } from '../environment-schema.ts';
import { type AnyBucket, acknowledge } from './acknowledge.ts';

/** An overwritten or deleted version can be fetched back for so long. */
const undoDays = 30;

/** Batches that are older are not judged again. */
const replayDays = 30;

/** Notes of uploads are looked at within two days. */
const noteDays = 7;

/** Of how a batch was cut, and what its parts came to: so long Step Functions can take up a run again. */
const runDays = 14;

export interface BucketsProps {
  readonly environment: MonitorEnvironment;
  /** Of the function that writes what the buckets announce. */
  readonly notificationsHandlerRole: IRole;
}

/** The inbox, where people write, and the results, where only Plumbline writes. */
export class Buckets extends Construct {
  readonly inbox: AnyBucket;
  readonly results: AnyBucket;
  /** Of what lies in them; undefined where it is that of S3. */
  readonly key: IKey | undefined;

  constructor(scope: Construct, id: string, { environment, notificationsHandlerRole: role }: BucketsProps) {
    super(scope, id);
    const { inboxBatches, results, quarantine } = environment.retentionDays;
    const { encryptionKey, buckets } = environment;
    this.key = encryptionKey === undefined ? undefined : Key.fromKeyArn(this, 'Key', encryptionKey);
    const own = (name: 'Inbox' | 'Results', existing: string | undefined, rules: readonly LifecycleRule[]) =>
      existing === undefined
        ? bucket(this, name, { environment, role, rules, key: this.key })
        : Bucket.fromBucketAttributes(this, name, { bucketName: existing, notificationsHandlerRole: role });
    this.inbox = own('Inbox', buckets.inbox, [
      expire('batches', inboxPrefixes.batches, inboxBatches),
      expire('labels', inboxPrefixes.labels, inboxBatches),
    ]);
    const of = (name: ResultsName, days: number) => [expire(name, resultsPrefixes[name], days)];
    const kept: readonly LifecycleRule[] = [];
    const rules: Readonly<Record<ResultsName, readonly LifecycleRule[]>> = {
      // Small, and one of a model, a reference or a deployment.
      ...{
        contracts: kept,
        references: kept,
        incidents: kept,
        cadence: kept,
        recent: kept,
        audits: kept,
        environments: kept,
      },
      // Ids by their hash and predictions, of a fixed set.
      holdouts: kept,
      // Profiles quote cells of rows that broke the contract: they may hold personal data.
      ...{ quarantine: of('quarantine', quarantine), profiles: of('profiles', quarantine) },
      // What waits or is asked for longer than that is not judged again.
      ...{ waiting: of('waiting', replayDays), replays: of('replays', replayDays) },
      ...{ strays: of('strays', noteDays), folders: of('folders', noteDays) },
      ...{ results: of('results', results), history: of('history', results) },
      ...{ reports: of('reports', results), alerts: of('alerts', results) },
      deliveries: of('deliveries', results),
      // Files of windows quote cells as profiles do, and nobody asks for them once the window is closed.
      windows: of('windows', quarantine),
      // A run that failed can be taken up again for two weeks. Parts quote cells as profiles do.
      ...{ plans: of('plans', runDays), parts: of('parts', Math.min(runDays, quarantine)) },
      ...{ scores: of('scores', results), labels: of('labels', results) },
      ...{ joined: of('joined', results), performance: of('performance', results) },
    };
    this.results = own('Results', buckets.results, Object.values(rules).flat());
  }

  /** Lets whoever has a policy use the key of what lies in the buckets, where there is one. */
  letUseKey(policy: Policy | ManagedPolicy): void {
    if (this.key === undefined) return;
    policy.addStatements(
      new PolicyStatement({ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [this.key.keyArn] }),
    );
  }
}

interface BucketParts {
  readonly environment: MonitorEnvironment;
  readonly role: IRole;
  readonly rules: readonly LifecycleRule[];
  readonly key: IKey | undefined;
}

type ResultsName = keyof typeof resultsPrefixes;

function bucket(
  scope: Construct,
  id: string,
  { environment: { onDelete }, role, rules, key }: BucketParts,
): Bucket {
  const made = new Bucket(scope, id, {
    versioned: true,
    ...(key
      ? { encryption: BucketEncryption.KMS, encryptionKey: key, bucketKeyEnabled: true }
      : { encryption: BucketEncryption.S3_MANAGED }),
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    notificationsHandlerRole: role,
    lifecycleRules: [...rules, tidyUp],
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
