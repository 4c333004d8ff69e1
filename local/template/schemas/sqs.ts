import * as z from 'zod';
import { ignored } from './ignored.ts';

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
