import * as z from 'zod';

/**
 * A property that the embedded cloud knows and does not read. These schemas are strict: a property that is neither
 * read nor ignored is an error, because it would change how the deployed stack behaves and not the local one.
 */
const ignored = z.unknown().optional();

export const bucketSchema = z.strictObject({
  VersioningConfiguration: z.strictObject({ Status: z.literal('Enabled') }),
  BucketEncryption: ignored,
  LifecycleConfiguration: ignored,
  PublicAccessBlockConfiguration: ignored,
  Tags: ignored,
});

export const bucketPolicySchema = z.strictObject({ Bucket: z.string(), PolicyDocument: z.unknown() });

export const notificationsSchema = z.strictObject({
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

export const queueSchema = z.strictObject({
  VisibilityTimeout: z.number().default(30),
  RedrivePolicy: z
    .strictObject({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number().int().positive() })
    .optional(),
  MessageRetentionPeriod: ignored,
  SqsManagedSseEnabled: ignored,
  Tags: ignored,
});

export const queuePolicySchema = z.strictObject({ Queues: z.array(z.string()), PolicyDocument: z.unknown() });

export const topicSchema = z.strictObject({
  KmsMasterKeyId: ignored,
  Tags: ignored,
});

export const topicPolicySchema = z.strictObject({ Topics: z.array(z.string()), PolicyDocument: z.unknown() });

export const subscriptionSchema = z.strictObject({
  TopicArn: z.string(),
  Protocol: z.enum(['email', 'https', 'sqs']),
  Endpoint: z.string(),
  FilterPolicy: z.record(z.string(), z.unknown()).optional(),
  RawMessageDelivery: z.boolean().default(false),
  RedrivePolicy: z.strictObject({ deadLetterTargetArn: z.string() }).optional(),
  DeliveryPolicy: z
    .strictObject({
      healthyRetryPolicy: z.looseObject({ numRetries: z.number() }).optional(),
      requestPolicy: z.strictObject({ headerContentType: z.string() }).optional(),
    })
    .optional(),
});

export const slackSchema = z.strictObject({
  ConfigurationName: z.string(),
  SlackChannelId: z.string(),
  SlackWorkspaceId: z.string(),
  SnsTopicArns: z.array(z.string()).default([]),
  GuardrailPolicies: ignored,
  IamRoleArn: ignored,
  Tags: ignored,
});

export const functionSchema = z.strictObject({
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
  LoggingConfig: ignored,
  Tags: ignored,
});

export const mappingSchema = z.strictObject({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  BatchSize: z.number().default(10),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  ScalingConfig: z.strictObject({ MaximumConcurrency: z.number() }).optional(),
  Tags: ignored,
});

export const scheduleSchema = z.strictObject({
  Description: ignored,
  FlexibleTimeWindow: ignored,
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: ignored,
  State: z.string().default('ENABLED'),
  Target: z.strictObject({
    Arn: z.string(),
    Input: z.string().optional(),
    RoleArn: z.string(),
    DeadLetterConfig: z.strictObject({ Arn: z.string() }).optional(),
    RetryPolicy: ignored,
  }),
});

export const stateMachineSchema = z.strictObject({
  DefinitionString: z.string(),
  RoleArn: z.string(),
  StateMachineType: z.literal('STANDARD'),
  LoggingConfiguration: ignored,
  Tags: ignored,
});

/** What rules listen for here: how runs of state machines ended. */
export const ruleSchema = z.strictObject({
  Description: ignored,
  EventPattern: z.strictObject({
    source: z.tuple([z.literal('aws.states')]),
    'detail-type': z.tuple([z.literal('Step Functions Execution Status Change')]),
    detail: z.strictObject({ stateMachineArn: z.array(z.string()), status: z.array(z.string()) }),
  }),
  State: z.literal('ENABLED'),
  Targets: z.array(z.strictObject({ Arn: z.string(), Id: z.string() })),
});

/** Who may invoke a function, besides roles of the account. */
export const permissionSchema = z.strictObject({
  Action: z.literal('lambda:InvokeFunction'),
  FunctionName: z.string(),
  Principal: z.literal('events.amazonaws.com'),
  SourceArn: z.string(),
});

export const roleSchema = z.strictObject({ AssumeRolePolicyDocument: ignored, Description: ignored });

export const policySchema = z.strictObject({
  PolicyName: ignored,
  PolicyDocument: z.unknown(),
  Roles: z.array(z.string()),
});
