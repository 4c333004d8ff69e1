import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { inboxPrefixes, resultsKeys, resultsPrefixes } from '../../lambdas/keys.ts';
import type { FunctionName } from '../function-names.ts';

/** What a function may do in a bucket; every entry is a key pattern. Each may also list the whole bucket. */
export interface InboxAccess {
  /** The newest version and any announced one. */
  readonly read: readonly string[];
}

export interface ResultsAccess {
  readonly read: readonly string[];
  readonly write: readonly string[];
  /** Uploads in parts that may be given up halfway. */
  readonly abort?: readonly string[];
}

/** There is no way to write here that a function may write to the inbox. */
export interface FunctionAccess {
  readonly inbox?: InboxAccess;
  readonly results: ResultsAccess;
  /** Topics that it may publish to. */
  readonly publishes?: readonly TopicName[];
  /** Topics of which it may see who listens. */
  readonly lists?: readonly TopicName[];
}

export type TopicName = 'alerts' | 'chat' | 'ops';

const { contracts, profiles, quarantine, results, history, reports, alerts, deliveries, incidents, cadence } =
  resultsPrefixes;

/** Who may do what, and nothing else. */
export const access: Readonly<Record<FunctionName, FunctionAccess>> = {
  'build-reference': {
    inbox: { read: [below(inboxPrefixes.contracts), below(inboxPrefixes.references)] },
    results: {
      read: [below(profiles), below(contracts)],
      write: [`${profiles}*/reference/*`, below(contracts), below(alerts)],
    },
  },
  'validate-batch': {
    inbox: {
      read: [below(inboxPrefixes.batches), below(inboxPrefixes.contracts), below(inboxPrefixes.references)],
    },
    results: {
      read: [below(profiles), below(contracts)],
      write: [below(profiles), below(contracts), below(quarantine), below(alerts)],
      abort: [below(quarantine)],
    },
  },
  'detect-drift': {
    results: {
      read: [below(profiles), below(history), below(reports), below(incidents)],
      write: [below(results), below(history), below(reports), below(incidents), below(alerts)],
    },
  },
  'send-alerts': {
    results: {
      read: [below(alerts), below(deliveries)],
      write: [below(deliveries)],
    },
    publishes: ['alerts', 'chat'],
  },
  'watch-cadence': {
    inbox: { read: [below(inboxPrefixes.contracts)] },
    results: {
      read: [below(incidents), below(cadence)],
      write: [below(cadence), below(alerts)],
    },
  },
  'weekly-digest': {
    inbox: { read: [below(inboxPrefixes.contracts)] },
    results: {
      read: [below(history), below(results), below(incidents), below(cadence)],
      write: [resultsKeys.digest('*'), below(alerts)],
    },
  },
  'audit-subscriptions': {
    results: { read: [resultsKeys.subscriptionAudit], write: [resultsKeys.subscriptionAudit] },
    publishes: ['ops'],
    lists: ['alerts', 'chat', 'ops'],
  },
};

interface BucketArn {
  readonly bucketArn: string;
  arnForObjects(pattern: string): string;
}

/** The statements that grant an access to a bucket. */
export function bucketStatements(
  bucket: BucketArn,
  { read, write = [], abort = [] }: InboxAccess & Partial<ResultsAccess>,
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

function below(prefix: string): string {
  return `${prefix}*`;
}
