import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { environmentNames } from '../../lib/environments.ts';
import { resourcesOf, type Template, templateOf } from '../support/templates.ts';

/** Who may do what. Written out here a second time: a change must be made twice, on purpose. */
const everyFunction = [
  'logs:CreateLogStream own log',
  'logs:PutLogEvents own log',
  'sqs:ChangeMessageVisibility own queue',
  'sqs:DeleteMessage own queue',
  'sqs:GetQueueAttributes own queue',
  'sqs:GetQueueUrl own queue',
  'sqs:ReceiveMessage own queue',
  's3:ListBucket results',
];

/** Functions that the clock starts: no queue but the one for what was given up. */
const everyScheduled = [
  'logs:CreateLogStream own log',
  'logs:PutLogEvents own log',
  'sqs:SendMessage own dead letters',
  's3:ListBucket results',
  's3:ListBucket inbox',
  's3:GetObject inbox/contracts/*',
  's3:GetObjectVersion inbox/contracts/*',
];

/** Functions that do tasks of runs. */
const everyTask = [
  'logs:CreateLogStream own log',
  'logs:PutLogEvents own log',
  's3:ListBucket results',
  's3:ListBucket inbox',
  's3:GetObject inbox/batches/*',
  's3:GetObjectVersion inbox/batches/*',
];

const expected = {
  BuildReference: [
    ...everyFunction,
    's3:ListBucket inbox',
    's3:GetObject inbox/contracts/*',
    's3:GetObjectVersion inbox/contracts/*',
    's3:GetObject inbox/references/*',
    's3:GetObjectVersion inbox/references/*',
    's3:GetObject inbox/replays/*',
    's3:GetObjectVersion inbox/replays/*',
    's3:GetObject results/references/*',
    's3:GetObject results/contracts/*',
    's3:GetObject results/waiting/*',
    's3:GetObject results/incidents/*',
    's3:PutObject results/references/*',
    's3:PutObject results/contracts/*',
    's3:PutObject results/waiting/*',
    's3:PutObject results/replays/*',
    's3:PutObject results/strays/*',
    's3:PutObject results/folders/*',
    's3:PutObject results/alerts/*',
  ],
  ValidateBatch: [
    ...everyFunction,
    's3:ListBucket inbox',
    's3:GetObject inbox/batches/*',
    's3:GetObjectVersion inbox/batches/*',
    's3:GetObject inbox/contracts/*',
    's3:GetObjectVersion inbox/contracts/*',
    's3:GetObject inbox/references/*',
    's3:GetObjectVersion inbox/references/*',
    's3:GetObject results/references/*',
    's3:GetObject results/profiles/*',
    's3:GetObject results/contracts/*',
    's3:GetObject results/waiting/*',
    's3:GetObject results/windows/*',
    's3:GetObject results/replays/*',
    's3:PutObject results/references/*',
    's3:PutObject results/waiting/*',
    's3:PutObject results/windows/*',
    's3:PutObject results/replays/*',
    's3:PutObject results/strays/*',
    's3:PutObject results/folders/*',
    's3:PutObject results/plans/*',
    'states:StartExecution own machine',
    's3:PutObject results/profiles/*',
    's3:PutObject results/scores/*',
    's3:PutObject results/contracts/*',
    's3:PutObject results/quarantine/*',
    's3:PutObject results/alerts/*',
    's3:AbortMultipartUpload results/quarantine/*',
  ],
  DetectDrift: [
    ...everyFunction,
    's3:GetObject results/references/*',
    's3:GetObject results/profiles/*',
    's3:GetObject results/scores/*',
    's3:GetObject results/labels/*',
    's3:GetObject results/joined/*',
    's3:GetObject results/performance/*',
    's3:GetObject results/results/*',
    's3:GetObject results/history/*',
    's3:GetObject results/reports/*',
    's3:GetObject results/incidents/*',
    's3:GetObject results/environments/*',
    's3:GetObject results/recent/*',
    's3:GetObject results/holdouts/*/runs.json',
    's3:PutObject results/joined/*',
    's3:PutObject results/performance/*',
    's3:PutObject results/results/*',
    's3:PutObject results/history/*',
    's3:PutObject results/reports/*',
    's3:PutObject results/incidents/*',
    's3:PutObject results/recent/*',
    's3:PutObject results/alerts/*',
    's3:PutObject results/environments/*/told.json',
  ],
  ScoreHoldout: [
    ...everyFunction,
    's3:ListBucket inbox',
    's3:GetObject inbox/holdouts/*',
    's3:GetObjectVersion inbox/holdouts/*',
    's3:GetObject inbox/contracts/*',
    's3:GetObjectVersion inbox/contracts/*',
    's3:GetObject results/holdouts/*',
    's3:GetObject results/references/*',
    's3:PutObject results/holdouts/*',
    's3:PutObject results/reports/*',
    's3:PutObject results/strays/*',
    's3:PutObject results/alerts/*',
  ],
  ReadEnvironment: [
    ...everyFunction,
    's3:ListBucket inbox',
    's3:GetObject inbox/environments/*',
    's3:GetObjectVersion inbox/environments/*',
    's3:GetObject results/environments/*',
    's3:PutObject results/environments/*',
    's3:PutObject results/strays/*',
    's3:PutObject results/alerts/*',
  ],
  JoinLabels: [
    ...everyFunction,
    's3:ListBucket inbox',
    's3:GetObject inbox/labels/*',
    's3:GetObjectVersion inbox/labels/*',
    's3:GetObject inbox/contracts/*',
    's3:GetObjectVersion inbox/contracts/*',
    's3:GetObject inbox/references/*',
    's3:GetObjectVersion inbox/references/*',
    's3:GetObject results/references/*',
    's3:GetObject results/profiles/*',
    's3:GetObject results/contracts/*',
    's3:GetObject results/scores/*',
    's3:GetObject results/labels/*',
    's3:GetObject results/joined/*',
    's3:GetObject results/performance/*',
    's3:GetObject results/results/*',
    's3:GetObject results/history/*',
    's3:GetObject results/reports/*',
    's3:GetObject results/incidents/*',
    's3:GetObject results/recent/*',
    's3:GetObject results/holdouts/*/runs.json',
    's3:PutObject results/references/*',
    's3:PutObject results/contracts/*',
    's3:PutObject results/labels/*',
    's3:PutObject results/joined/*',
    's3:PutObject results/performance/*',
    's3:PutObject results/reports/*',
    's3:PutObject results/incidents/*',
    's3:PutObject results/recent/*',
    's3:PutObject results/alerts/*',
  ],
  SendAlerts: [
    ...everyFunction,
    's3:GetObject results/alerts/*',
    's3:GetObject results/deliveries/*',
    's3:PutObject results/deliveries/*',
    'sns:Publish alerts',
    'sns:Publish chat',
  ],
  AuditSubscriptions: [
    'logs:CreateLogStream own log',
    'logs:PutLogEvents own log',
    'sqs:SendMessage own dead letters',
    's3:ListBucket results',
    's3:GetObject results/audits/subscriptions.json',
    's3:PutObject results/audits/subscriptions.json',
    's3:GetObject results/audits/runs/*.json',
    's3:PutObject results/audits/runs/audit-subscriptions.json',
    'sns:ListSubscriptionsByTopic alerts',
    'sns:ListSubscriptionsByTopic chat',
    'sns:ListSubscriptionsByTopic ops',
    'sns:Publish ops',
    's3:GetBucketNotification inbox',
    's3:GetBucketNotification results',
    'sqs:GetQueueAttributes queues of the stack',
  ],
  AuditSubscriptionsScheduler: ['lambda:InvokeFunction own function', 'sqs:SendMessage own dead letters'],
  WatchCadence: [
    ...everyScheduled,
    's3:GetObject inbox/batches/*',
    's3:GetObjectVersion inbox/batches/*',
    's3:GetObject results/results/*',
    's3:GetObject results/windows/*',
    's3:GetObject results/audits/inbox.json',
    's3:PutObject results/audits/inbox.json',
    's3:GetObject results/incidents/*',
    's3:GetObject results/cadence/*',
    's3:GetObject results/strays/*',
    's3:GetObject results/folders/*',
    's3:GetObject results/reports/_models/*.json',
    's3:GetObject results/reports/index.html',
    's3:PutObject results/reports/index.html',
    's3:PutObject results/cadence/*',
    's3:GetObject results/audits/runs/watch-cadence.json',
    's3:PutObject results/audits/runs/watch-cadence.json',
    's3:PutObject results/alerts/*',
  ],
  CloseWindows: [
    ...everyScheduled,
    's3:GetObject inbox/batches/*',
    's3:GetObjectVersion inbox/batches/*',
    's3:GetObject inbox/references/*',
    's3:GetObjectVersion inbox/references/*',
    's3:GetObject results/windows/*',
    's3:GetObject results/profiles/*',
    's3:GetObject results/references/*',
    's3:GetObject results/contracts/*',
    's3:GetObject results/quarantine/*',
    's3:PutObject results/windows/*',
    's3:PutObject results/profiles/*',
    's3:PutObject results/references/*',
    's3:PutObject results/contracts/*',
    's3:PutObject results/quarantine/*',
    's3:PutObject results/scores/*',
    's3:PutObject results/alerts/*',
    's3:AbortMultipartUpload results/quarantine/*',
    's3:GetObject results/audits/runs/close-windows.json',
    's3:PutObject results/audits/runs/close-windows.json',
  ],
  CloseWindowsScheduler: ['lambda:InvokeFunction own function', 'sqs:SendMessage own dead letters'],
  CountPart: [
    ...everyTask,
    's3:GetObject results/plans/*',
    's3:GetObject results/parts/*',
    's3:GetObject results/references/*',
    's3:PutObject results/parts/*',
  ],
  ProfilePart: [
    ...everyTask,
    's3:GetObject results/plans/*',
    's3:GetObject results/parts/*',
    's3:GetObject results/references/*',
    's3:PutObject results/parts/*',
    's3:AbortMultipartUpload results/parts/*',
  ],
  ReportRun: [
    ...everyTask,
    's3:GetObject results/plans/*',
    's3:GetObject results/profiles/*',
    's3:PutObject results/alerts/*',
  ],
  MergeParts: [
    ...everyTask,
    's3:GetObject inbox/contracts/*',
    's3:GetObjectVersion inbox/contracts/*',
    's3:GetObject inbox/references/*',
    's3:GetObjectVersion inbox/references/*',
    's3:GetObject results/plans/*',
    's3:GetObject results/parts/*',
    's3:GetObject results/profiles/*',
    's3:GetObject results/references/*',
    's3:GetObject results/contracts/*',
    's3:GetObject results/waiting/*',
    's3:PutObject results/plans/*',
    's3:PutObject results/parts/*',
    's3:PutObject results/profiles/*',
    's3:PutObject results/references/*',
    's3:PutObject results/contracts/*',
    's3:PutObject results/quarantine/*',
    's3:PutObject results/scores/*',
    's3:PutObject results/waiting/*',
    's3:PutObject results/replays/*',
    's3:PutObject results/alerts/*',
    's3:AbortMultipartUpload results/quarantine/*',
  ],
  LargeBatches: [
    'lambda:InvokeFunction CountPartFunction',
    'lambda:InvokeFunction MergePartsFunction',
    'lambda:InvokeFunction ProfilePartFunction',
    's3:GetObject results/plans/*',
    'states:StartExecution own machine',
    ...['own runs', 'children of own runs'].flatMap((runs) => [
      `states:DescribeExecution ${runs}`,
      `states:StopExecution ${runs}`,
      `states:RedriveExecution ${runs}`,
    ]),
    // Delivery of logs names no resource.
    ...[
      'CreateLogDelivery',
      'DeleteLogDelivery',
      'DescribeLogGroups',
      'DescribeResourcePolicies',
      'GetLogDelivery',
      'ListLogDeliveries',
      'PutResourcePolicy',
      'UpdateLogDelivery',
    ].map((action) => `logs:${action} *`),
  ],
  WeeklyDigest: [
    ...everyScheduled,
    's3:GetObject results/history/*',
    's3:GetObject results/performance/*',
    's3:GetObject results/results/*',
    's3:GetObject results/incidents/*',
    's3:GetObject results/cadence/*',
    's3:PutObject results/reports/week-*.html',
    's3:GetObject results/audits/runs/weekly-digest.json',
    's3:PutObject results/audits/runs/weekly-digest.json',
    's3:PutObject results/alerts/*',
  ],
  WeeklyDigestScheduler: ['lambda:InvokeFunction own function', 'sqs:SendMessage own dead letters'],
  WatchCadenceScheduler: ['lambda:InvokeFunction own function', 'sqs:SendMessage own dead letters'],
  RunCanary: [
    'logs:CreateLogStream own log',
    'logs:PutLogEvents own log',
    'sqs:SendMessage own dead letters',
    's3:ListBucket inbox',
    's3:ListBucket results',
    ...['contracts/_canary.json', 'references/_canary/*', 'batches/_canary/*'].flatMap((key) => [
      `s3:GetObject inbox/${key}`,
      `s3:GetObjectVersion inbox/${key}`,
      `s3:PutObject inbox/${key}`,
    ]),
    's3:GetObject results/audits/canary.json',
    's3:GetObject results/audits/runs/run-canary.json',
    's3:GetObject results/results/_canary/*.json',
    's3:GetObject results/deliveries/_canary/*.json',
    's3:PutObject results/audits/canary.json',
    's3:PutObject results/audits/runs/run-canary.json',
  ],
  RunCanaryScheduler: ['lambda:InvokeFunction own function', 'sqs:SendMessage own dead letters'],
  Notifications: [
    'logs:CreateLogStream own log',
    'logs:PutLogEvents own log',
    's3:PutBucketNotification inbox',
    's3:PutBucketNotification results',
  ],
};

describe.each(environmentNames)('%s', (environment) => {
  it.each(Object.entries(expected))('%s may do exactly what the table says', async (step, permissions) => {
    const granted = grants(await templateOf(environment));

    expect(granted.filter(({ owner }) => owner === step).map(permission)).toEqual([...permissions].sort());
  });

  it('nobody else is granted anything', async () => {
    const granted = grants(await templateOf(environment));

    expect(granted.filter(({ owner }) => !Object.hasOwn(expected, owner))).toEqual([]);
  });

  it('roles have no managed and no inline policies beside those policies', async () => {
    const roles = resourcesOf(await templateOf(environment), 'AWS::IAM::Role');

    expect(roles.map(({ Properties }) => Properties.ManagedPolicyArns ?? Properties.Policies)).toEqual(
      roles.map(() => undefined),
    );
  });

  it('no function may write to the inbox but the canary, which may write its own', async () => {
    const onInbox = grants(await templateOf(environment)).filter(
      // What is said of logs touches no bucket.
      ({ action, resource }) => /^(inbox|\*)/.test(resource) && !action.startsWith('logs:'),
    );

    const actions = new Set(onInbox.map(({ action }) => action));
    const writers = onInbox.filter(({ action }) => action === 's3:PutObject');
    expect(writers.map(({ owner, resource }) => [owner, /\/_canary[/.]/.test(resource)])).toEqual(
      writers.map(() => ['RunCanary', true]),
    );
    expect([...actions].sort()).toEqual([
      's3:GetBucketNotification',
      's3:GetObject',
      's3:GetObjectVersion',
      's3:ListBucket',
      's3:PutBucketNotification',
      's3:PutObject',
    ]);
  });

  it('the policies of the buckets only deny', async () => {
    const policies = resourcesOf(await templateOf(environment), 'AWS::S3::BucketPolicy');

    const effects = policies.flatMap(({ Properties }) =>
      policyDocument.parse(Properties.PolicyDocument).Statement.map(({ Effect }) => Effect),
    );
    expect(effects).toEqual(['Deny', 'Deny']);
  });
});

const oneOrMore = <S extends z.ZodType>(schema: S) =>
  z.union([z.array(schema), schema.transform((one) => [one])]);

const policyDocument = z.object({
  Statement: z.array(
    z.object({ Effect: z.string(), Action: oneOrMore(z.string()), Resource: oneOrMore(z.unknown()) }),
  ),
});

const oneRole = z.tuple([z.object({ Ref: z.string() })]);

interface Grant {
  /** The step, by the beginning of its logical ids. */
  readonly owner: string;
  readonly action: string;
  readonly resource: string;
}

function permission({ action, resource }: Grant): string {
  return `${action} ${resource}`;
}

/** Every permission of every role, sorted. */
function grants(template: Template): Grant[] {
  return resourcesOf(template, 'AWS::IAM::Policy')
    .flatMap(({ Properties }) => {
      const [role] = oneRole.parse(Properties.Roles);
      const owner = role.Ref.replace(/Role[0-9A-F]{8}$/, '');
      return policyDocument
        .parse(Properties.PolicyDocument)
        .Statement.flatMap(({ Action, Resource }) =>
          Action.flatMap((action) =>
            Resource.map((arn) => ({ owner, action, resource: readable(template, owner, arn) })),
          ),
        );
    })
    .sort((a, b) => (permission(a) < permission(b) ? -1 : 1));
}

const joined = z.object({ 'Fn::Join': z.tuple([z.literal(''), z.array(z.unknown())]) });

/** `inbox/contracts/*` for the join of an ARN and a pattern; a resource of another owner keeps its logical id. */
function readable(template: Template, owner: string, arn: unknown): string {
  if (JSON.stringify(arn).includes(':sqs:') && JSON.stringify(arn).endsWith('-*"]]}'))
    return 'queues of the stack';
  if (JSON.stringify(arn).includes(':execution:'))
    return JSON.stringify(arn).endsWith(':*"]]}') ? 'own runs' : 'children of own runs';
  const join = joined.safeParse(arn);
  if (join.success) return join.data['Fn::Join'][1].map((part) => readable(template, owner, part)).join('');
  if (typeof arn === 'string') return arn;
  const id = logicalId(arn);
  const named = {
    inbox: 'InboxBucketName',
    results: 'ResultsBucketName',
    alerts: 'AlertsTopicArn',
    chat: 'ChatTopicArn',
    ops: 'OpsTopicArn',
  };
  for (const [name, output] of Object.entries(named))
    if (id === logicalId(template.Outputs[output]?.Value)) return name;
  if (id.startsWith(`${owner}Log`)) return 'own log';
  const step = owner.replace(/Scheduler$/, '');
  if (id.startsWith(`${step}DeadLetters`)) return 'own dead letters';
  if (id.startsWith(`${step}Function`)) return 'own function';
  if (id.startsWith(`${owner}Queue`)) return 'own queue';
  if (id.startsWith('LargeBatchesStateMachine')) return 'own machine';
  if (/^[A-Za-z]+Function[0-9A-F]{8}$/.test(id)) return id.slice(0, -8);
  return id;
}

const referenced = z.union([
  z.object({ Ref: z.string() }).transform(({ Ref }) => Ref),
  z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }).transform((get) => get['Fn::GetAtt'][0]),
]);

function logicalId(reference: unknown): string {
  return referenced.parse(reference);
}
