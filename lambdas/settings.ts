import * as z from 'zod';
import { type MetricLevel, metricLevels } from './metric-names.ts';

/**
 * What the stack tells a function through its environment. `lib/` writes these variables, the handlers read
 * them here once, on cold start.
 */
const settingsSchema = z.object({
  /** Name of the environment: dev, staging, prod, local. */
  PLUMBLINE_ENVIRONMENT: z.string().min(1),
  PLUMBLINE_INBOX_BUCKET: z.string().min(1),
  PLUMBLINE_RESULTS_BUCKET: z.string().min(1),
  PLUMBLINE_METRICS: z.enum(metricLevels).default('all'),
});

const topicsSchema = z.object({
  PLUMBLINE_ALERTS_TOPIC_ARN: z.string().startsWith('arn:'),
  PLUMBLINE_CHAT_TOPIC_ARN: z.string().startsWith('arn:'),
});

const largeBatchesSchema = z.object({
  PLUMBLINE_LARGE_BATCHES_ARN: z.string().startsWith('arn:').optional(),
  PLUMBLINE_PART_BYTES: z.coerce.number().int().min(1).optional(),
});

const opsSchema = z.object({ PLUMBLINE_OPS_TOPIC_ARN: z.string().startsWith('arn:') });

export type SettingName =
  | keyof z.infer<typeof settingsSchema>
  | keyof z.infer<typeof topicsSchema>
  | keyof z.infer<typeof largeBatchesSchema>
  | keyof z.infer<typeof opsSchema>;

export interface Settings {
  readonly environment: string;
  readonly inboxBucket: string;
  readonly resultsBucket: string;
  readonly metrics: MetricLevel;
}

export interface TopicSettings {
  readonly alertsTopicArn: string;
  readonly chatTopicArn: string;
}

export interface OpsSettings {
  readonly opsTopicArn: string;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** @throws SettingsError naming each variable that is missing or malformed */
export function readSettings(variables: Variables): Settings {
  const read = parse(settingsSchema, variables);
  return {
    environment: read.PLUMBLINE_ENVIRONMENT,
    inboxBucket: read.PLUMBLINE_INBOX_BUCKET,
    resultsBucket: read.PLUMBLINE_RESULTS_BUCKET,
    metrics: read.PLUMBLINE_METRICS,
  };
}

/** @throws SettingsError naming each variable that is missing or malformed */
export function readTopicSettings(variables: Variables): TopicSettings {
  const read = parse(topicsSchema, variables);
  return { alertsTopicArn: read.PLUMBLINE_ALERTS_TOPIC_ARN, chatTopicArn: read.PLUMBLINE_CHAT_TOPIC_ARN };
}

/** @throws SettingsError naming each variable that is missing or malformed */
export function readOpsSettings(variables: Variables): OpsSettings {
  return { opsTopicArn: parse(opsSchema, variables).PLUMBLINE_OPS_TOPIC_ARN };
}

/** Where large batches go; undefined where the environment reads all at once. @throws SettingsError naming what is malformed */
export function readLargeBatches(
  variables: Variables,
): { readonly stateMachineArn: string; readonly partBytes: number } | undefined {
  const read = parse(largeBatchesSchema, variables);
  const { PLUMBLINE_LARGE_BATCHES_ARN: stateMachineArn, PLUMBLINE_PART_BYTES: partBytes } = read;
  return stateMachineArn === undefined || partBytes === undefined
    ? undefined
    : { stateMachineArn, partBytes };
}

/** The function was deployed without a variable that it needs: a fault of the stack. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

function parse<S extends z.ZodType>(schema: S, variables: Variables): z.infer<S> {
  const parsed = schema.safeParse(variables);
  if (parsed.success) return parsed.data;
  throw new SettingsError(`environment variables of the function: ${z.prettifyError(parsed.error)}`);
}
