import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { environmentNamed, environmentNames } from '../../lib/environments.ts';
import { sizeIn } from '../../lib/function-entry.ts';
import { steps } from '../../lib/functions/steps.ts';
import { functions } from '../../lib/functions.ts';
import { pascalCase } from '../../lib/pascal-case.ts';
import { type Resource, resourcesOf, type Template, templateOf } from '../support/templates.ts';

describe.each(environmentNames)('%s', (environment) => {
  it('objects of these keys start these functions', async () => {
    const template = await templateOf(environment);

    expect(announcements(template)).toEqual([
      'BucketsInbox batches/ → ValidateBatch',
      'BucketsInbox contracts/ → BuildReference',
      'BucketsInbox environments/ → ReadEnvironment',
      'BucketsInbox holdouts/ → ScoreHoldout',
      'BucketsInbox labels/ → JoinLabels',
      'BucketsInbox references/ → BuildReference',
      'BucketsInbox replays/ → BuildReference',
      'BucketsResults alerts/….json → SendAlerts',
      'BucketsResults profiles/….batch.json.gz → DetectDrift',
      'BucketsResults replays/ → ValidateBatch',
    ]);
  });

  it.each(steps)('$name takes one object at a time from its own queue', async (entry) => {
    const template = await templateOf(environment);
    const step = pascalCase(entry.name);

    const [source, ...others] = ofStep(template, 'AWS::Lambda::EventSourceMapping', step);

    expect(others).toEqual([]);
    expect(source?.Properties).toEqual({
      BatchSize: 1,
      EventSourceArn: { 'Fn::GetAtt': [theOne(template, 'AWS::SQS::Queue', `${step}Queue`).id, 'Arn'] },
      FunctionName: { Ref: theOne(template, 'AWS::Lambda::Function', step).id },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: sizeIn(environmentNamed(environment), entry).maxConcurrency },
    });
  });

  it.each(functions)('$name runs on Node 24 and arm64, in its own log and role', async (entry) => {
    const template = await templateOf(environment);
    const step = pascalCase(entry.name);
    const { memoryMb, timeoutSeconds } = sizeIn(environmentNamed(environment), entry);

    const { Properties } = theOne(template, 'AWS::Lambda::Function', step);

    expect(Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      MemorySize: memoryMb,
      Timeout: timeoutSeconds,
      LoggingConfig: { LogGroup: { Ref: theOne(template, 'AWS::Logs::LogGroup', `${step}Log`).id } },
      Role: { 'Fn::GetAtt': [theOne(template, 'AWS::IAM::Role', `${step}Role`).id, 'Arn'] },
    });
    expect(Properties).not.toHaveProperty('ReservedConcurrentExecutions');
  });

  it('every function, of CDK too, has a log group that is not kept for ever', async () => {
    const template = await templateOf(environment);
    const groups = resourcesOf(template, 'AWS::Logs::LogGroup');

    const used = resourcesOf(template, 'AWS::Lambda::Function').map(
      ({ Properties }) => Properties.LoggingConfig,
    );

    expect(used).toHaveLength(functions.length + 1);
    const ofRuns = theOne(template, 'AWS::Logs::LogGroup', 'LargeBatchesLog').id;
    expect(new Set([...used, { LogGroup: { Ref: ofRuns } }])).toEqual(
      new Set(groups.map(({ id }) => ({ LogGroup: { Ref: id } }))),
    );
    expect(groups.map(({ Properties }) => Properties.RetentionInDays)).toEqual(
      groups.map(() => environmentNamed(environment).retentionDays.logs),
    );
  });

  it('functions are told where things are, and only those that speak to people where they are', async () => {
    const template = await templateOf(environment);
    const common = {
      NODE_OPTIONS: '--max-semi-space-size=8',
      PLUMBLINE_ENVIRONMENT: environment,
      PLUMBLINE_INBOX_BUCKET: template.Outputs.InboxBucketName?.Value,
      PLUMBLINE_RESULTS_BUCKET: template.Outputs.ResultsBucketName?.Value,
    };

    const topics = {
      PLUMBLINE_ALERTS_TOPIC_ARN: template.Outputs.AlertsTopicArn?.Value,
      PLUMBLINE_CHAT_TOPIC_ARN: template.Outputs.ChatTopicArn?.Value,
    };

    const { largeBatches } = environmentNamed(environment);
    const more: Readonly<Record<string, object>> = {
      'validate-batch': {
        PLUMBLINE_LARGE_BATCHES_ARN: {
          Ref: theOne(template, 'AWS::StepFunctions::StateMachine', 'LargeBatches').id,
        },
        PLUMBLINE_PART_BYTES: String(Object(largeBatches).partMb * 1024 * 1024),
      },
      'send-alerts': topics,
      'audit-subscriptions': { ...topics, PLUMBLINE_OPS_TOPIC_ARN: template.Outputs.OpsTopicArn?.Value },
    };
    for (const { name } of functions)
      expect(theOne(template, 'AWS::Lambda::Function', pascalCase(name)).Properties.Environment).toEqual({
        Variables: { ...common, ...more[name] },
      });
  });

  it('buckets keep versions, refuse the public and are kept or destroyed as the environment says', async () => {
    const buckets = resourcesOf(await templateOf(environment), 'AWS::S3::Bucket');

    expect(buckets).toHaveLength(2);
    for (const { Properties, DeletionPolicy } of buckets) {
      expect(DeletionPolicy).toBe(environmentNamed(environment).onDelete === 'retain' ? 'Retain' : 'Delete');
      expect(Properties).toMatchObject({
        VersioningConfiguration: { Status: 'Enabled' },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
      });
    }
  });

  it('contracts, references and incidents are never deleted; the rest after its days', async () => {
    const template = await templateOf(environment);
    const { inboxBatches, results, quarantine } = environmentNamed(environment).retentionDays;

    expect(expirations(theOne(template, 'AWS::S3::Bucket', 'BucketsInbox'))).toEqual({
      'batches/': inboxBatches,
      'labels/': inboxBatches,
    });
    expect(expirations(theOne(template, 'AWS::S3::Bucket', 'BucketsResults'))).toEqual({
      'quarantine/': quarantine,
      'profiles/': quarantine,
      'waiting/': 30,
      'replays/': 30,
      'strays/': 7,
      'folders/': 7,
      'results/': results,
      'history/': results,
      'reports/': results,
      'alerts/': results,
      'deliveries/': results,
      'windows/': quarantine,
      'plans/': 14,
      'parts/': Math.min(14, quarantine),
      'scores/': results,
      'labels/': results,
      'joined/': results,
      'performance/': results,
    });
  });

  it('the outputs say where to upload and where to listen', async () => {
    const { Outputs } = await templateOf(environment);
    const queues = environmentNamed(environment).alertSubscribers.flatMap((one) =>
      one.protocol === 'sqs' && !one.queue.startsWith('arn:') ? [one.queue] : [],
    );

    expect(Object.keys(Outputs)).toEqual([
      ...queues.map((name) => `${pascalCase(name)}QueueUrl`),
      'UploaderPolicyArn',
      'InboxBucketName',
      'ResultsBucketName',
      'AlertsTopicArn',
      'ChatTopicArn',
      'OpsTopicArn',
      'UploadHint',
      'DashboardUrl',
    ]);
    expect(Outputs.UploadHint?.Value).toEqual({
      'Fn::Join': ['', ['aws s3 cp <file> s3://', Outputs.InboxBucketName?.Value, '/batches/<model>/']],
    });
  });
});

/** Resources of a step: their logical ids begin with its name. */
function ofStep(template: Template, type: string, step: string): Resource[] {
  return resourcesOf(template, type).filter(({ id }) => id.startsWith(step));
}

function theOne(template: Template, type: string, prefix: string): Resource {
  const [found, ...others] = ofStep(template, type, prefix);
  if (found === undefined || others.length > 0) throw new Error(`not exactly one ${type} called ${prefix}…`);
  return found;
}

const notificationsSchema = z.object({
  BucketName: z.object({ Ref: z.string() }),
  NotificationConfiguration: z.strictObject({
    QueueConfigurations: z.array(
      z.object({
        Events: z.tuple([z.literal('s3:ObjectCreated:*')]),
        QueueArn: z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) }),
        Filter: z.object({
          Key: z.object({ FilterRules: z.array(z.object({ Name: z.string(), Value: z.string() })) }),
        }),
      }),
    ),
  }),
});

/** `bucket prefix…suffix → step`, sorted. */
function announcements(template: Template): string[] {
  return resourcesOf(template, 'Custom::S3BucketNotifications')
    .flatMap(({ Properties }) => {
      const { BucketName, NotificationConfiguration } = notificationsSchema.parse(Properties);
      return NotificationConfiguration.QueueConfigurations.map(({ QueueArn, Filter }) => {
        const rules = Object.fromEntries(Filter.Key.FilterRules.map(({ Name, Value }) => [Name, Value]));
        const keys = rules.suffix === undefined ? rules.prefix : `${rules.prefix}…${rules.suffix}`;
        return `${unhashed(BucketName.Ref)} ${keys} → ${unhashed(QueueArn['Fn::GetAtt'][0]).replace(/Queue$/, '')}`;
      });
    })
    .sort();
}

function unhashed(logicalId: string): string {
  return logicalId.replace(/[0-9A-F]{8}$/, '');
}

const lifecycle = z.object({
  Rules: z.array(z.object({ Prefix: z.string().optional(), ExpirationInDays: z.int().optional() })),
});

/** Days by prefix; the rule without one deletes nothing that can still be seen. */
function expirations({ Properties }: Resource): Record<string, number | undefined> {
  const { Rules } = lifecycle.parse(Properties.LifecycleConfiguration);
  const expiring = Rules.filter(({ ExpirationInDays }) => ExpirationInDays !== undefined);
  return Object.fromEntries(
    expiring.map(({ Prefix, ExpirationInDays }) => [Prefix ?? 'everything', ExpirationInDays]),
  );
}
