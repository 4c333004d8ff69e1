import * as z from 'zod';
import { ignored } from './ignored.ts';

export const queueSchema = z.strictObject({
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

export const queuePolicySchema = z.strictObject({ Queues: z.array(z.string()), PolicyDocument: z.unknown() });
