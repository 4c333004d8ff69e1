import { account, arn, bucketArn, region, roleArn } from '../account.ts';

/** How a resource type is named and referred to. */
export interface ResourceKind {
  /** The property that may give the physical name. */
  readonly nameProperty?: string;
  /** Whether S3's stricter rules for names hold. */
  readonly lowerCase?: true;
  /** What Ref gives; the physical name when absent. */
  readonly ref?: (name: string, endpoint: string) => string;
  readonly attributes: Readonly<Record<string, (name: string, endpoint: string) => string>>;
  /** True when the embedded cloud knowingly does nothing for it. */
  readonly inert?: true;
}

const queueUrl = (name: string, endpoint: string) => `${endpoint}/${account}/${name}`;
const inert = { attributes: {}, inert: true } as const;
const part = { attributes: {} } as const;

/** Every resource type that a template may hold. Any other is an error that names the resource. */
export const resourceKinds: Readonly<Record<string, ResourceKind>> = {
  'AWS::S3::Bucket': {
    nameProperty: 'BucketName',
    lowerCase: true,
    attributes: {
      Arn: bucketArn,
      DomainName: (name) => `${name}.s3.amazonaws.com`,
      RegionalDomainName: (name) => `${name}.s3.${region}.amazonaws.com`,
    },
  },
  'AWS::SQS::Queue': {
    nameProperty: 'QueueName',
    ref: queueUrl,
    attributes: { Arn: (name) => arn('sqs', name), QueueName: (name) => name, QueueUrl: queueUrl },
  },
  'AWS::SNS::Topic': {
    nameProperty: 'TopicName',
    ref: (name) => arn('sns', name),
    attributes: { TopicArn: (name) => arn('sns', name), TopicName: (name) => name },
  },
  'AWS::Lambda::Function': {
    nameProperty: 'FunctionName',
    attributes: { Arn: (name) => arn('lambda', `function:${name}`) },
  },
  'AWS::IAM::Role': { nameProperty: 'RoleName', attributes: { Arn: roleArn, RoleId: (name) => name } },
  'AWS::Events::Rule': { nameProperty: 'Name', attributes: { Arn: (name) => arn('events', `rule/${name}`) } },
  'AWS::Scheduler::Schedule': {
    nameProperty: 'Name',
    attributes: { Arn: (name) => arn('scheduler', `schedule/default/${name}`) },
  },
  'AWS::Chatbot::SlackChannelConfiguration': {
    attributes: { Arn: (name) => `arn:aws:chatbot::${account}:chat-configuration/slack-channel/${name}` },
  },
  'AWS::SNS::Subscription': { attributes: {}, ref: (name) => arn('sns', name) },
  'AWS::S3::BucketPolicy': part,
  'AWS::SQS::QueuePolicy': part,
  'AWS::SNS::TopicPolicy': part,
  'AWS::IAM::Policy': part,
  'AWS::Lambda::EventSourceMapping': part,
  'AWS::Lambda::Permission': part,
  'Custom::S3BucketNotifications': part,

  'AWS::CloudWatch::Alarm': { ...inert, attributes: { Arn: (name) => arn('cloudwatch', `alarm:${name}`) } },
  'AWS::CloudWatch::CompositeAlarm': {
    ...inert,
    attributes: { Arn: (name) => arn('cloudwatch', `alarm:${name}`) },
  },
  'AWS::CloudWatch::Dashboard': inert,
  'AWS::Logs::LogGroup': {
    ...inert,
    nameProperty: 'LogGroupName',
    attributes: { Arn: (name) => arn('logs', `log-group:${name}:*`) },
  },
  'AWS::Logs::MetricFilter': inert,
  'AWS::Logs::QueryDefinition': inert,
  'AWS::CDK::Metadata': inert,
  'AWS::Scheduler::ScheduleGroup': inert,
  'Custom::S3AutoDeleteObjects': inert,
  /** Declared, not run: a call to it answers 501. */
  'AWS::StepFunctions::StateMachine': {
    ...inert,
    ref: (name) => arn('states', `stateMachine:${name}`),
    attributes: { Arn: (name) => arn('states', `stateMachine:${name}`), Name: (name) => name },
  },
};
