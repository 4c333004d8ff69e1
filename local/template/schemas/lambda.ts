import * as z from 'zod';
import { ignored } from './ignored.ts';

export const functionSchema = z.strictObject({
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

export const mappingSchema = z.strictObject({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  BatchSize: z.number().default(10),
  Enabled: z.boolean().default(true),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  ScalingConfig: z.strictObject({ MaximumConcurrency: z.number() }).optional(),
  Tags: ignored,
});

export const permissionSchema = z.strictObject({
  Action: z.string(),
  FunctionName: z.string(),
  Principal: z.string(),
  SourceArn: z.string().optional(),
  SourceAccount: z.string().optional(),
});
