import * as z from 'zod';
import { ignored } from './ignored.ts';

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
