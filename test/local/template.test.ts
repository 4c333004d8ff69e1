import { describe, expect, test } from '@jest/globals';
import { startCloud } from '../../local/cloud.ts';
import { readDeclarations } from '../../local/template/declarations.ts';
import { readTemplate } from '../../local/template.ts';
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

  test('AWS::NoValue leaves its property out', async () => {
    const { declared } = await read({ Q: queue({ RedrivePolicy: { Ref: 'AWS::NoValue' } }) });

    expect(declared.queues[0]?.properties.RedrivePolicy).toBeUndefined();
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
      { Q: queue({ QueueName: { 'Fn::Select': [0, []] } }) },
      /Q \(AWS::SQS::Queue\).*Fn::Select/,
    ],
    ['a property', { Q: queue({ FifoQueue: true }) }, /Q \(AWS::SQS::Queue\).*FifoQueue/],
    [
      'an attribute',
      { Q: queue({ QueueName: { 'Fn::GetAtt': ['B', 'Colour'] } }), B: bucket() },
      /Colour of B/,
    ],
    ['a reference', { Q: queue({ QueueName: { Ref: 'Nobody' } }) }, /nothing is called Nobody/],
    ['a condition', { Q: { ...queue(), Condition: 'OnlyHere' } }, /conditions are not known/],
  ])('%s', async (_, resources, message) => {
    await expect(read(resources)).rejects.toThrow(message);
  });
});

describe('what AWS would refuse to deploy is refused', () => {
  const start = async (extra: Readonly<Record<string, unknown>>) => {
    const assembly = await writeAssembly(smallStack({ extra }));
    const cloud = await startCloud({ assembly, directory: await makeDirectory() });
    await cloud.stop();
  };

  test('a notification to a queue whose policy does not let S3 in', async () => {
    const extra = { FirstQueuePolicy: { Type: 'AWS::CDK::Metadata' } };

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

  test('a managed policy that is not known', async () => {
    const administrator = ['arn:aws:iam::aws:policy/AdministratorAccess'];
    const extra = { FirstRole: { Type: 'AWS::IAM::Role', Properties: { ManagedPolicyArns: administrator } } };

    await expect(start(extra)).rejects.toThrow(
      /FirstRole: the managed policy .*AdministratorAccess is not known/,
    );
  });
});
