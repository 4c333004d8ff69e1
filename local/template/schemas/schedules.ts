import * as z from 'zod';
import { ignored } from './ignored.ts';

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
