import * as z from 'zod';
import type { Resource, Template } from '../template.ts';
import { TemplateError } from './intrinsics.ts';

/*
 * What the embedded cloud reads of each resource type. The objects are strict: a property that is neither read
 * nor marked `ignored` is an error, because it would change how the deployed stack behaves and not the local one.
 */
const ignored = z.unknown().optional();

const bucketSchema = z.strictObject({
  BucketName: ignored,
  VersioningConfiguration: z.strictObject({ Status: z.enum(['Enabled', 'Suspended']) }).optional(),
  BucketEncryption: ignored,
  IntelligentTieringConfigurations: ignored,
  LifecycleConfiguration: ignored,
  LoggingConfiguration: ignored,
  OwnershipControls: ignored,
  PublicAccessBlockConfiguration: ignored,
  Tags: ignored,
});

const notificationsSchema = z.strictObject({
  ServiceToken: ignored,
  BucketName: z.string(),
  Managed: ignored,
  SkipDestinationValidation: ignored,
  NotificationConfiguration: z.strictObject({
    QueueConfigurations: z
      .array(
        z.strictObject({
          Id: z.string().optional(),
          Events: z.array(z.string()),
          QueueArn: z.string(),
          Filter: z
            .strictObject({
              Key: z.strictObject({
                FilterRules: z.array(
                  z.strictObject({
                    Name: z
                      .string()
                      .toLowerCase()
                      .pipe(z.enum(['prefix', 'suffix'])),
                    Value: z.string(),
                  }),
                ),
              }),
            })
            .optional(),
        }),
      )
      .default([]),
  }),
});

const queueSchema = z.strictObject({
  QueueName: ignored,
  VisibilityTimeout: z.number().default(30),
  DelaySeconds: z.number().default(0),
  RedrivePolicy: z
    .strictObject({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number().int().positive() })
    .optional(),
  MaximumMessageSize: ignored,
  MessageRetentionPeriod: ignored,
  ReceiveMessageWaitTimeSeconds: ignored,
  RedriveAllowPolicy: ignored,
  SqsManagedSseEnabled: ignored,
  Tags: ignored,
});

const topicSchema = z.strictObject({
  TopicName: ignored,
  DisplayName: z.string().optional(),
  KmsMasterKeyId: ignored,
  Tags: ignored,
  TracingConfig: ignored,
});

const functionSchema = z.strictObject({
  FunctionName: ignored,
  Code: z.strictObject({ S3Bucket: ignored, S3Key: z.string() }),
  Handler: z.string(),
  Role: z.string(),
  Runtime: z.string().startsWith('nodejs'),
  Timeout: z.number().default(3),
  MemorySize: z.number().default(128),
  Environment: z
    .strictObject({ Variables: z.record(z.string(), z.coerce.string()).default({}) })
    .default({ Variables: {} }),
  Architectures: ignored,
  DeadLetterConfig: z.strictObject({ TargetArn: z.string() }).optional(),
  Description: ignored,
  EphemeralStorage: ignored,
  LoggingConfig: ignored,
  ReservedConcurrentExecutions: ignored,
  Tags: ignored,
  TracingConfig: ignored,
});

const mappingSchema = z.strictObject({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  BatchSize: z.number().default(10),
  Enabled: z.boolean().default(true),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  ScalingConfig: z.strictObject({ MaximumConcurrency: z.number() }).optional(),
  Tags: ignored,
});

const permissionSchema = z.strictObject({
  Action: z.string(),
  FunctionName: z.string(),
  Principal: z.string(),
  SourceArn: z.string().optional(),
  SourceAccount: z.string().optional(),
});

const roleSchema = z.strictObject({
  RoleName: ignored,
  AssumeRolePolicyDocument: ignored,
  ManagedPolicyArns: z.array(z.string()).default([]),
  Policies: z.array(z.strictObject({ PolicyName: ignored, PolicyDocument: z.unknown() })).default([]),
  Description: ignored,
  MaxSessionDuration: ignored,
  Path: ignored,
  Tags: ignored,
});

const policySchema = z.strictObject({
  PolicyName: ignored,
  PolicyDocument: z.unknown(),
  Roles: z.array(z.string()),
});

const subscriptionSchema = z.strictObject({
  TopicArn: z.string(),
  Protocol: z.enum(['email', 'email-json', 'http', 'https', 'sqs', 'lambda']),
  Endpoint: z.string(),
  FilterPolicy: z.record(z.string(), z.unknown()).optional(),
  FilterPolicyScope: z.literal('MessageAttributes').optional(),
  RawMessageDelivery: z.boolean().default(false),
  RedrivePolicy: z.strictObject({ deadLetterTargetArn: z.string() }).optional(),
  DeliveryPolicy: z
    .strictObject({
      healthyRetryPolicy: z.looseObject({ numRetries: z.number() }).optional(),
      requestPolicy: z.strictObject({ headerContentType: z.string() }).optional(),
      throttlePolicy: ignored,
    })
    .optional(),
  Region: ignored,
});

const slackSchema = z.strictObject({
  ConfigurationName: z.string(),
  SlackChannelId: z.string(),
  SlackWorkspaceId: z.string(),
  SnsTopicArns: z.array(z.string()).default([]),
  CustomizationResourceArns: ignored,
  GuardrailPolicies: ignored,
  IamRoleArn: ignored,
  LoggingLevel: ignored,
  Tags: ignored,
  UserRoleRequired: ignored,
});

const ruleSchema = z.strictObject({
  Name: ignored,
  Description: ignored,
  ScheduleExpression: z.string(),
  State: z.string().default('ENABLED'),
  Tags: ignored,
  Targets: z.array(
    z.strictObject({
      Id: ignored,
      Arn: z.string(),
      Input: z.string().optional(),
      DeadLetterConfig: ignored,
      RetryPolicy: ignored,
    }),
  ),
});

const scheduleSchema = z.strictObject({
  Name: ignored,
  Description: ignored,
  EndDate: ignored,
  FlexibleTimeWindow: ignored,
  GroupName: ignored,
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: ignored,
  StartDate: ignored,
  State: z.string().default('ENABLED'),
  Target: z.strictObject({
    Arn: z.string(),
    Input: z.string().optional(),
    RoleArn: z.string(),
    DeadLetterConfig: z.strictObject({ Arn: z.string() }).optional(),
    RetryPolicy: ignored,
  }),
});

const bucketPolicySchema = z.strictObject({ Bucket: z.string(), PolicyDocument: z.unknown() });
const queuePolicySchema = z.strictObject({ Queues: z.array(z.string()), PolicyDocument: z.unknown() });
const topicPolicySchema = z.strictObject({ Topics: z.array(z.string()), PolicyDocument: z.unknown() });

/** A resource with its properties read. */
export type Declared<Properties> = Omit<Resource, 'properties'> & { readonly properties: Properties };

export type DeclaredFunction = Declared<z.infer<typeof functionSchema>>;
export type DeclaredQueue = Declared<z.infer<typeof queueSchema>>;
export type DeclaredMapping = Declared<z.infer<typeof mappingSchema>>;
export type DeclaredSubscription = Declared<z.infer<typeof subscriptionSchema>>;
export type DeclaredSlackChannel = Declared<z.infer<typeof slackSchema>>;

export type Declarations = ReturnType<typeof readDeclarations>;

/**
 * Sorts the resources of a template by type and reads their properties.
 *
 * @throws TemplateError naming the resource and the property that is not known
 */
export function readDeclarations({ resources }: Template) {
  const all = <S extends z.ZodType>(type: string, schema: S): readonly Declared<z.infer<S>>[] =>
    resources.filter((resource) => resource.type === type).map((resource) => declare(resource, schema));
  return {
    buckets: all('AWS::S3::Bucket', bucketSchema),
    bucketPolicies: all('AWS::S3::BucketPolicy', bucketPolicySchema),
    notifications: all('Custom::S3BucketNotifications', notificationsSchema),
    queues: all('AWS::SQS::Queue', queueSchema),
    queuePolicies: all('AWS::SQS::QueuePolicy', queuePolicySchema),
    topics: all('AWS::SNS::Topic', topicSchema),
    topicPolicies: all('AWS::SNS::TopicPolicy', topicPolicySchema),
    subscriptions: all('AWS::SNS::Subscription', subscriptionSchema),
    slackChannels: all('AWS::Chatbot::SlackChannelConfiguration', slackSchema),
    functions: all('AWS::Lambda::Function', functionSchema),
    mappings: all('AWS::Lambda::EventSourceMapping', mappingSchema),
    permissions: all('AWS::Lambda::Permission', permissionSchema),
    roles: all('AWS::IAM::Role', roleSchema),
    policies: all('AWS::IAM::Policy', policySchema),
    rules: all('AWS::Events::Rule', ruleSchema),
    schedules: all('AWS::Scheduler::Schedule', scheduleSchema),
  } as const;
}

function declare<S extends z.ZodType>(resource: Resource, schema: S): Declared<z.infer<S>> {
  const parsed = schema.safeParse(resource.properties);
  if (parsed.success) return { ...resource, properties: parsed.data };
  throw new TemplateError(`${resource.logicalId} (${resource.type}): ${z.prettifyError(parsed.error)}`);
}
