import * as z from 'zod';
import { ignored } from './ignored.ts';

export const ruleSchema = z.strictObject({
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

export const scheduleSchema = z.strictObject({
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
