import { describe, expect, test } from '@jest/globals';
import { startCloud } from '../../local/cloud.ts';
import { readDeclarations } from '../../local/template/declarations.ts';
import { resourceKinds } from '../../local/template/resource-kinds.ts';
import { readTemplate } from '../../local/template.ts';
import { templateOf } from '../support/templates.ts';
import { hole, makeDirectory, writeAssembly } from './fixtures/assembly.ts';
import { bucket, queue, smallStack, subscription } from './fixtures/small-stack.ts';

const endpoint = 'http://127.0.0.1:1';

async function read(
  Resources: Readonly<Record<string, unknown>>,
  Outputs: Readonly<Record<string, unknown>> = {},
) {
  const template = await readTemplate({ assembly: await writeAssembly({ Resources, Outputs }), endpoint });
  return { ...template, declared: readDeclarations(template) };
}

describe('references', () => {
  test.each([
    [{ Ref: 'B' }, 'small-b'],
    [{ Ref: 'Q' }, 'http://127.0.0.1:1/000000000000/Small-Q'],
    [{ 'Fn::GetAtt': ['Q', 'Arn'] }, 'arn:aws:sqs:eu-central-1:000000000000:Small-Q'],
    [{ 'Fn::GetAtt': 'B.Arn' }, 'arn:aws:s3:::small-b'],
    [{ 'Fn::Join': ['-', ['a', { Ref: 'AWS::Region' }, { Ref: 'B' }]] }, 'a-eu-central-1-small-b'],
    [
      { 'Fn::Sub': `${hole('AWS::Partition')}/${hole('B')}/${hole('Q.QueueName')}/${hole('!kept')}` },
      `aws/small-b/Small-Q/${hole('kept')}`,
    ],
    [{ 'Fn::Sub': [hole('x'), { x: { Ref: 'B' } }] }, 'small-b'],
  ])('%j is %s', async (value, expected) => {
    const { outputs } = await read({ B: bucket(), Q: queue() }, { O: { Value: value } });

    expect(outputs.O).toBe(expected);
  });
});

describe('what is not known is an error that names the resource', () => {
  test.each([
    [
      'a type',
      { Db: { Type: 'AWS::DynamoDB::Table' } },
      /Db: the resource type AWS::DynamoDB::Table is not known/,
    ],
    [
      'an intrinsic',
      { Q: queue({ VisibilityTimeout: { 'Fn::Select': [0, []] } }) },
      /Q \(AWS::SQS::Queue\).*Fn::Select/,
    ],
    ['a property', { Q: queue({ FifoQueue: true }) }, /Q \(AWS::SQS::Queue\).*FifoQueue/],
    [
      'an attribute',
      { Q: queue({ VisibilityTimeout: { 'Fn::GetAtt': ['B', 'Colour'] } }), B: bucket() },
      /Colour of B/,
    ],
    ['a reference', { Q: queue({ VisibilityTimeout: { Ref: 'Nobody' } }) }, /nothing is called Nobody/],
    ['a name', { Q: queue({ QueueName: 'mine' }) }, /Q \(AWS::SQS::Queue\).*QueueName/],
    [
      'a bucket without versions',
      { B: { Type: 'AWS::S3::Bucket' } },
      /B \(AWS::S3::Bucket\).*VersioningConfiguration/s,
    ],
    [
      'a pseudo parameter',
      { Q: queue({ Tags: [{ Ref: 'AWS::StackId' }] }) },
      /nothing is called AWS::StackId/,
    ],
    [
      'a protocol',
      { Topic: { Type: 'AWS::SNS::Topic' }, S: subscription('lambda', 'arn:x') },
      /S \(AWS::SNS::Subscription\).*Protocol/s,
    ],
    ['a condition', { Q: { ...queue(), Condition: 'OnlyHere' } }, /conditions are not known/],
  ])('%s', async (_, resources, message) => {
    await expect(read(resources)).rejects.toThrow(message);
  });
});

test.each(['AWS::Events::EventBus', 'AWS::Lambda::Url', 'AWS::CDK::Metadata', 'Custom::S3AutoDeleteObjects'])(
  '%s, which the stack does not deploy, is refused by name',
  async (Type) => {
    await expect(read({ One: { Type } })).rejects.toThrow(`One: the resource type ${Type} is not known`);
  },
);

test('a policy that is managed or inline is refused by name', async () => {
  const role = (Properties: object) => read({ R: { Type: 'AWS::IAM::Role', Properties } });

  await expect(role({ ManagedPolicyArns: [] })).rejects.toThrow(/R \(AWS::IAM::Role\).*ManagedPolicyArns/);
  await expect(role({ Policies: [] })).rejects.toThrow(/R \(AWS::IAM::Role\).*Policies/);
});

test('every type that is known is one that the stack deploys', async () => {
  const deployed = Object.values((await templateOf('local')).Resources).map(({ Type }) => Type);

  expect(Object.keys(resourceKinds).sort()).toEqual([...new Set(deployed)].sort());
});

describe('what AWS would refuse to deploy is refused', () => {
  const start = async (extra: Readonly<Record<string, unknown>>) => {
    const assembly = await writeAssembly(smallStack({ extra }));
    const cloud = await startCloud({ assembly, directory: await makeDirectory() });
    await cloud.stop();
  };

  test('a notification to a queue whose policy does not let S3 in', async () => {
    const extra = { FirstQueuePolicy: { Type: 'AWS::CloudWatch::Dashboard' } };

    await expect(start(extra)).rejects.toThrow(/small-inbox: unable to validate the destination/);
  });

  test('a queue whose visibility timeout is below the timeout of its function', async () => {
    await expect(start({ FirstQueue: queue({ VisibilityTimeout: 5 }) })).rejects.toThrow(
      /FirstMapping: the visibility timeout of Small-FirstQueue/,
    );
  });

  test('a dead-letter queue of a subscription that does not let SNS in', async () => {
    const redrive = { deadLetterTargetArn: { 'Fn::GetAtt': ['FirstDeadLetters', 'Arn'] } };
    const extra = { Email: subscription('email', 'a@example.org', { RedrivePolicy: redrive }) };

    await expect(start(extra)).rejects.toThrow(/Email: SNS may not send to its dead-letter queue/);
  });
});
