import { expect, it } from '@jest/globals';
import { environmentNames } from '../../lib/environments.ts';
import { type Template, templateOf, templateText } from '../support/templates.ts';

it.each(environmentNames)('the template of %s is as reviewed', async (environment) => {
  const text = await templateText(environment);

  expect(JSON.parse(masked(text))).toMatchSnapshot();
});

it('templates differ between environments in these values only', async () => {
  const [first, ...others] = await Promise.all(environmentNames.map(templateOf));

  const differing = others.flatMap((other) => differences(common(first), common(other)));

  expect([...new Set(differing)].sort()).toEqual([
    'AWS::CloudWatch::Alarm.Properties.AlarmName',
    'AWS::Lambda::EventSourceMapping.Properties.ScalingConfig.MaximumConcurrency',
    'AWS::Lambda::Function.Properties.Environment.Variables.PLUMBLINE_ENVIRONMENT',
    'AWS::Logs::LogGroup.DeletionPolicy',
    'AWS::Logs::LogGroup.Properties.RetentionInDays',
    'AWS::S3::Bucket.DeletionPolicy',
    'AWS::S3::Bucket.Properties.LifecycleConfiguration.Rules.ExpirationInDays',
    'AWS::Scheduler::Schedule.Properties.Target.Input',
  ]);
});

/** Logical ids stay as they are: a bucket with another one is another bucket. */
function masked(text: string): string {
  return text
    .replace(/[0-9a-f]{64}\.zip/g, '<asset>.zip')
    .replace(/("ZipFile": )"(?:[^"\\]|\\.)*"/g, '$1"<code of aws-cdk-lib>"');
}

/** What every environment has: all but the people and machines that listen, and the dashboard, on which they stand. */
function common(template: Template | undefined): Record<string, unknown> {
  const resources = Object.entries(template?.Resources ?? {});
  const people = /^(Slack|Dashboard|Topics(Alerts|Ops)(Undelivered|Queue|Deadlettersof|Unread|.*examplecom))/;
  return Object.fromEntries(
    resources.filter(([id]) => !people.test(id)).map(([id, resource]) => [id, { [resource.Type]: resource }]),
  );
}

/** Paths at which two values differ, without logical ids and positions in lists; assets are not looked at. */
function differences(a: unknown, b: unknown, path: readonly string[] = []): string[] {
  if (isObject(a) && isObject(b)) {
    const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...keys].flatMap((key) => differences(a[key], b[key], /^\d+$/.test(key) ? path : [...path, key]));
  }
  return a === b || path.includes('Code') ? [] : [path.slice(1).join('.')];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
