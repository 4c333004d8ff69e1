import * as z from 'zod';
import { TemplateError } from '../template/intrinsics.ts';

/** An attribute of a message as it was published. */
export interface MessageAttribute {
  readonly type: 'String' | 'String.Array';
  readonly value: string;
}

export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

/** Whether a message is for a subscriber. */
export type Filter = (attributes: MessageAttributes) => boolean;

const conditionSchema = z.union([z.string(), z.strictObject({ prefix: z.string() })]);

const policySchema = z.record(z.string().regex(/^[^$]/), z.array(conditionSchema).min(1));

type Condition = z.infer<typeof conditionSchema>;

/**
 * Reads a filter policy on message attributes: every key must be met, by any one of its conditions.
 *
 * @throws TemplateError naming the subscription when the policy holds something that is not known
 */
export function readFilterPolicy(policy: unknown, owner: string): Filter {
  const parsed = policySchema.safeParse(policy);
  if (!parsed.success) throw new TemplateError(`filter policy of ${owner}: ${z.prettifyError(parsed.error)}`);
  const keys = Object.entries(parsed.data);
  return (attributes) =>
    keys.every(([key, conditions]) => conditions.some((condition) => meets(condition, attributes[key])));
}

function meets(condition: Condition, attribute: MessageAttribute | undefined): boolean {
  if (attribute === undefined) return false;
  return valuesOf(attribute).some((value) =>
    typeof condition === 'string' ? value === condition : String(value).startsWith(condition.prefix),
  );
}

const arraySchema = z.array(z.union([z.string(), z.number(), z.boolean(), z.null()]));

function valuesOf({ type, value }: MessageAttribute): z.infer<typeof arraySchema> {
  return type === 'String.Array' ? arraySchema.parse(JSON.parse(value)) : [value];
}
