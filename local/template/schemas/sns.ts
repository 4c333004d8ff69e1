import * as z from 'zod';
import { ignored } from './ignored.ts';

export const topicSchema = z.strictObject({
  TopicName: ignored,
  DisplayName: z.string().optional(),
  KmsMasterKeyId: ignored,
  Tags: ignored,
  TracingConfig: ignored,
});

export const topicPolicySchema = z.strictObject({ Topics: z.array(z.string()), PolicyDocument: z.unknown() });

export const subscriptionSchema = z.strictObject({
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

export const slackSchema = z.strictObject({
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
