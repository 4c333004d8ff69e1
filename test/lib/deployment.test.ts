import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { metricNames, metricsOf } from '../../lambdas/metric-names.ts';
import { environmentNamed } from '../../lib/environments.ts';
import { scheduled } from '../../lib/functions/scheduled.ts';
import { steps } from '../../lib/functions/steps.ts';
import { environmentsIn } from '../../lib/settings-file.ts';
import { resourcesOf, runApp, type Template, templateIn } from '../support/templates.ts';

const account = '123456789012';
const boundary = `arn:aws:iam::${account}:policy/boundary`;
const encryptionKey = `arn:aws:kms:eu-west-1:${account}:key/11111111-2222-3333-4444-555555555555`;
const producers = ['210987654321', 'arn:aws:iam::210987654322:role/uploads'];
const vpc = { subnetIds: ['subnet-0123456789abcdef0'], securityGroupIds: ['sg-0123456789abcdef0'] };

const { slack: _, ...dev } = environmentNamed('dev');
const own = {
  ...dev,
  account,
  region: 'eu-west-1',
  alertSubscribers: [{ protocol: 'email', address: 'team@plumbline.dev', minimumSeverity: 'info' }],
  operators: ['ops@plumbline.dev'],
};

let folder: string;
let fitted: Template;
let shared: Template;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-deployment-'));
  const fittedIn = {
    ...own,
    name: 'fitted',
    stackName: 'ml-plumbline',
    tags: { team: 'ml' },
    permissionsBoundary: boundary,
    encryptionKey,
    buckets: { inbox: 'our-inbox', results: 'our-results' },
    vpc,
    metrics: 'none',
    largeBatches: 'off',
  };
  const sharedWith = { ...own, name: 'shared', encryptionKey, producers, metrics: 'few' };
  await writeFile(join(folder, 'settings.json'), JSON.stringify({ environments: [fittedIn, sharedWith] }));
  [fitted, shared] = [await synthesized('fitted'), await synthesized('shared')];
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** As `cdk synth` would, without placeholders: every check of the stack is run and passes. */
async function synthesized(env: string): Promise<Template> {
  const config = join(folder, 'settings.json');
  const context = { env, config, repair: '2026-12-01', 'aws:cdk:bundling-stacks': [] };
  const { exitCode, stderr } = await runApp(join(folder, env), context);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  return templateIn(join(folder, env), env);
}

/** The functions of a template, but for CDK's own. */
function oursOf(template: Template) {
  return resourcesOf(template, 'AWS::Lambda::Function').filter(
    ({ Properties }) => 'MemorySize' in Properties,
  );
}

test('the account, the region and the name are those of the environment', async () => {
  const manifest = JSON.parse(await readFile(join(folder, 'fitted/manifest.json'), 'utf8'));

  expect(manifest.artifacts['Plumbline-fitted']).toMatchObject({
    environment: `aws://${account}/eu-west-1`,
    properties: { stackName: 'ml-plumbline', tags: { team: 'ml', application: 'plumbline' } },
  });
});

describe('buckets that exist', () => {
  test('are not made, and announce what is uploaded', () => {
    const announced = resourcesOf(fitted, 'Custom::S3BucketNotifications');

    expect(resourcesOf(fitted, 'AWS::S3::Bucket')).toEqual([]);
    expect(announced.map(({ Properties }) => [Properties.BucketName, Properties.Managed])).toEqual([
      ['our-inbox', false],
      ['our-results', false],
    ]);
  });

  test('keep what they announce to others: it is read before it is written', () => {
    const ofHandler = (template: Template) =>
      JSON.stringify(resourcesOf(template, 'AWS::IAM::Policy').filter(({ id }) => /^Notifications/.test(id)));
    expect(ofHandler(fitted)).toContain('s3:GetBucketNotification');
    expect(ofHandler(shared)).not.toContain('s3:GetBucketNotification');
  });
});

test('every role has the boundary that the organisation asks for', () => {
  const boundaries = resourcesOf(fitted, 'AWS::IAM::Role').map(
    ({ Properties }) => Properties.PermissionsBoundary,
  );

  expect(new Set(boundaries)).toEqual(new Set([boundary]));
});

test('every function of ours runs in the network, and may join it', () => {
  const networks = oursOf(fitted).map(({ Properties }) => Properties.VpcConfig);
  expect(networks.length).toBeGreaterThan(5);
  for (const network of networks)
    expect(network).toEqual({ SubnetIds: vpc.subnetIds, SecurityGroupIds: vpc.securityGroupIds });
  expect(JSON.stringify(resourcesOf(fitted, 'AWS::IAM::Policy'))).toContain('ec2:CreateNetworkInterface');
  expect(JSON.stringify(resourcesOf(shared, 'AWS::IAM::Policy'))).not.toContain('ec2:');
});

test('a customer key is that of both buckets, and every function and uploader may use it', () => {
  const encryption = resourcesOf(shared, 'AWS::S3::Bucket').map(({ Properties }) =>
    JSON.stringify(Properties.BucketEncryption),
  );
  const users = [
    ...resourcesOf(shared, 'AWS::IAM::Policy'),
    ...resourcesOf(shared, 'AWS::IAM::ManagedPolicy'),
  ].filter(({ Properties }) => JSON.stringify(Properties).includes(encryptionKey));

  expect(encryption).toHaveLength(2);
  for (const one of encryption) expect(one).toContain(encryptionKey);
  expect(users.map(({ id }) => id)).toEqual(
    expect.arrayContaining([expect.stringMatching(/^ValidateBatch/), expect.stringMatching(/^Uploader/)]),
  );
});

test('producers of other accounts may write below the prefixes, and no more', () => {
  const [inboxPolicy = '', ...others] = resourcesOf(shared, 'AWS::S3::BucketPolicy')
    .map((policy) => JSON.stringify(policy))
    .filter((policy) => policy.includes('Producers'));

  expect(others).toEqual([]);
  for (const producer of ['arn:aws:iam::210987654321:root', producers[1]])
    expect(inboxPolicy).toContain(`"${producer}"`);
  expect(inboxPolicy).toMatch(/"Action":\["s3:AbortMultipartUpload","s3:PutObject"\]/);
  expect(shared.Outputs).toHaveProperty('UploaderPolicyArn');
});

// A deployment of what is deployed already changed nothing, though the runbook said that it puts notifications back.
test('a deployment for repair writes anew what every bucket announces, made here or not', () => {
  for (const template of [fitted, shared])
    expect(
      resourcesOf(template, 'Custom::S3BucketNotifications').map(({ Properties }) => Properties.Repair),
    ).toEqual(['2026-12-01', '2026-12-01']);
});

describe('metrics that models have', () => {
  const told = (template: Template) =>
    oursOf(template).map(({ Properties }) => {
      const { Variables } = z
        .object({ Variables: z.record(z.string(), z.unknown()) })
        .parse(Properties.Environment);
      return Variables.PLUMBLINE_METRICS;
    });
  const charts = (template: Template) =>
    Array.from(
      JSON.stringify(resourcesOf(template, 'AWS::CloudWatch::Dashboard')).matchAll(/MetricName=\W+(\w+)/g),
      ([, name]) => name,
    );

  test('are few where few are paid for: functions are told, and the dashboard has no other charts', () => {
    expect(new Set(told(shared))).toEqual(new Set(['few']));
    expect(charts(shared)).toEqual(metricsOf.few.map((key) => metricNames[key]));
  });

  test('are none where none is paid for', () => {
    expect(new Set(told(fitted))).toEqual(new Set(['none']));
    expect(charts(fitted)).toEqual([]);
  });
});

test('where large batches are off there is no state machine, and no function that it would call', () => {
  expect(resourcesOf(fitted, 'AWS::StepFunctions::StateMachine')).toEqual([]);
  expect(oursOf(fitted)).toHaveLength(steps.length + scheduled.length);
  expect(resourcesOf(shared, 'AWS::StepFunctions::StateMachine')).toHaveLength(1);
});

describe('a file of settings', () => {
  test.each([
    ['not JSON', '{', /is not JSON/],
    ['without environments', '{"environments": []}', /environments/],
    ['with something else', '{"environments": [{"name": "a"}], "env": 1}', /env/],
  ])('that is %s is told with its name', async (_, text, message) => {
    const path = join(folder, 'broken.json');
    await writeFile(path, text);

    expect(() => environmentsIn(folder, path)).toThrow(message);
    expect(() => environmentsIn(folder, path)).toThrow('broken.json');
  });

  test('that was named must be there; the usual one need not', () => {
    expect(() => environmentsIn(folder, join(folder, 'none.json'))).toThrow('there is no file');
    expect(environmentsIn(folder, undefined)).toEqual([]);
  });

  test('has the first word about an environment that the repository knows', () => {
    const mine = { ...own, name: 'dev', watchEveryMinutes: 5 };

    expect(environmentNamed('dev', [mine])).toMatchObject({ account, watchEveryMinutes: 5 });
  });
});
