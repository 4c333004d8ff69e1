import { account, arn, bucketArn, roleArn } from '../account.ts';

/** How a resource type is referred to. */
export interface ResourceKind {
  /** Whether S3's stricter rules for names hold. */
  readonly lowerCase?: true;
  /** What Ref gives; the physical name when absent. */
  readonly ref?: (name: string, endpoint: string) => string;
  readonly attributes: Readonly<Record<string, (name: string) => string>>;
  /** True when the embedded cloud knowingly does nothing for it. */
  readonly inert?: true;
}

const part = { attributes: {} } as const;

/** Every resource type that the stack deploys. Any other is an error that names the resource. */
export const resourceKinds: Readonly<Record<string, ResourceKind>> = {
  'AWS::S3::Bucket': { lowerCase: true, attributes: { Arn: bucketArn } },
  'AWS::SQS::Queue': {
    ref: (name, endpoint) => `${endpoint}/${account}/${name}`,
    attributes: { Arn: (name) => arn('sqs', name), QueueName: (name) => name },
  },
  'AWS::SNS::Topic': {
    ref: (name) => arn('sns', name),
    attributes: { TopicName: (name) => name },
  },
  'AWS::Lambda::Function': { attributes: { Arn: (name) => arn('lambda', `function:${name}`) } },
  'AWS::StepFunctions::StateMachine': {
    ref: (name) => arn('states', `stateMachine:${name}`),
    attributes: { Name: (name) => name },
  },
  'AWS::Events::Rule': { attributes: { Arn: (name) => arn('events', `rule/${name}`) } },
  'AWS::Lambda::Permission': part,
  'AWS::IAM::Role': { attributes: { Arn: roleArn } },
  'AWS::Scheduler::Schedule': part,
  'AWS::Chatbot::SlackChannelConfiguration': part,
  'AWS::SNS::Subscription': part,
  'AWS::S3::BucketPolicy': part,
  'AWS::SQS::QueuePolicy': part,
  'AWS::SNS::TopicPolicy': part,
  'AWS::IAM::Policy': part,
  // Nobody of the template has it: it is for roles of the account.
  'AWS::IAM::ManagedPolicy': { inert: true, ref: (name) => arn('iam', `policy/${name}`), attributes: {} },
  'AWS::Lambda::EventSourceMapping': part,
  'Custom::S3BucketNotifications': part,

  'AWS::CloudWatch::Alarm': {
    inert: true,
    attributes: { Arn: (name) => arn('cloudwatch', `alarm:${name}`) },
  },
  'AWS::CloudWatch::Dashboard': { inert: true, attributes: {} },
  'AWS::Logs::LogGroup': {
    inert: true,
    attributes: { Arn: (name) => arn('logs', `log-group:${name}:*`) },
  },
};
