import { expect, it } from '@jest/globals';
import * as z from 'zod';
import { environmentNames } from '../../lib/environments.ts';
import { describeDifferences, readable, render } from '../support/readable-template.ts';
import { type Template, templateOf, templateText } from '../support/templates.ts';

const whole = 'prod';

it('the template of prod is as reviewed', async () => {
  expect(render(await masked(whole))).toMatchSnapshot();
});

it.each(environmentNames.filter((name) => name !== whole))(
  'the template of %s differs from it as reviewed',
  async (environment) => {
    const [reviewed, other] = await Promise.all([masked(whole), masked(environment)]);

    expect(describeDifferences(everything(reviewed), everything(other))).toMatchSnapshot();
  },
);

it('templates differ between environments in these values only', async () => {
  const [first, ...others] = await Promise.all(environmentNames.map(templateOf));

  const differing = others.flatMap((other) => differences(common(first), common(other)));

  expect([...new Set(differing)].sort()).toEqual([
    'AWS::CloudWatch::Alarm.Properties.AlarmName',
    'AWS::IAM::Policy.Properties.PolicyDocument.Statement.Resource.Fn::Join',
    'AWS::Lambda::EventSourceMapping.Properties.ScalingConfig.MaximumConcurrency',
    'AWS::Lambda::Function.Properties.Environment.Variables.PLUMBLINE_ENVIRONMENT',
    'AWS::Lambda::Function.Properties.Environment.Variables.PLUMBLINE_PART_BYTES',
    'AWS::Logs::LogGroup.DeletionPolicy',
    'AWS::Logs::LogGroup.Properties.RetentionInDays',
    'AWS::S3::Bucket.DeletionPolicy',
    'AWS::S3::Bucket.Properties.LifecycleConfiguration.Rules.ExpirationInDays',
    'AWS::Scheduler::Schedule.Properties.Target.Input.Fn::Join',
    'AWS::Scheduler::Schedule.Properties.Target.Input.Fn::Join.Fn::GetAtt',
    'AWS::StepFunctions::StateMachine.Properties.DefinitionString.Fn::Join',
  ]);
});

/** With all that is in it, also what the other tests do not look at. */
const anyTemplate = z.looseObject({ Resources: z.record(z.string(), z.looseObject({ Type: z.string() })) });

/** Logical ids stay as they are: a bucket with another one is another bucket. */
async function masked(environment: string): Promise<z.infer<typeof anyTemplate>> {
  const text = (await templateText(environment))
    .replace(/[0-9a-f]{64}\.zip/g, '<asset>.zip')
    .replace(/("ZipFile": )"(?:[^"\\]|\\.)*"/g, '$1"<code of aws-cdk-lib>"')
    .replaceAll(`Plumbline-${environment}`, 'Plumbline-<environment>')
    .replaceAll(` environment=\\\\\\"${environment}\\\\\\"`, ' environment=<environment>');
  return anyTemplate.parse(readable(JSON.parse(text)));
}

/** Resources by logical id, and the rest of the template as if it were one. */
function everything({ Resources, ...rest }: z.infer<typeof anyTemplate>) {
  return { ...Resources, rest: { Type: 'template', ...rest } };
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
