import * as z from 'zod';
import { TemplateError } from '../template/intrinsics.ts';

/** An attribute of a message as it was published. */
export interface MessageAttribute {
  readonly type: 'String' | 'String.Array' | 'Number' | 'Binary';
  readonly value: string;
}

export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

/** Whether a message is for a subscriber. */
export type Filter = (attributes: MessageAttributes) => boolean;

type Value = string | number | boolean | null;

const scalar = z.union([z.string(), z.number()]);
const comparison = z.enum(['=', '<', '<=', '>', '>=']);
const conditionSchema = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  z.strictObject({ prefix: z.string() }),
  z.strictObject({ suffix: z.string() }),
  z.strictObject({ 'equals-ignore-case': z.string() }),
  z.strictObject({ exists: z.boolean() }),
  z.strictObject({
    'anything-but': z.union([scalar, z.array(scalar), z.strictObject({ prefix: z.string() })]),
  }),
  z.strictObject({
    numeric: z.union([
      z.tuple([comparison, z.number()]),
      z.tuple([comparison, z.number(), comparison, z.number()]),
    ]),
  }),
]);

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
  if (typeof condition === 'object' && condition !== null && 'exists' in condition) {
    return condition.exists === (attribute !== undefined);
  }
  if (attribute === undefined || attribute.type === 'Binary') return false;
  return attributeValues(attribute).some((value) => meetsValue(condition, value));
}

function meetsValue(condition: Condition, value: Value): boolean {
  if (typeof condition !== 'object' || condition === null) return condition === value;
  if ('prefix' in condition) return String(value).startsWith(condition.prefix);
  if ('suffix' in condition) return String(value).endsWith(condition.suffix);
  if ('equals-ignore-case' in condition) {
    return String(value).toLowerCase() === condition['equals-ignore-case'].toLowerCase();
  }
  if ('numeric' in condition) return typeof value === 'number' && meetsNumeric(condition.numeric, value);
  if ('anything-but' in condition) return !isOneOf(condition['anything-but'], value);
  return condition.exists;
}

function isOneOf(
  listed: string | number | readonly (string | number)[] | { prefix: string },
  value: Value,
): boolean {
  if (typeof listed !== 'object') return listed === value;
  if ('prefix' in listed) return String(value).startsWith(listed.prefix);
  return listed.some((one) => one === value);
}

type Comparison = z.infer<typeof comparison>;

const comparisons: Readonly<Record<Comparison, (value: number, limit: number) => boolean>> = {
  '=': (value, limit) => value === limit,
  '<': (value, limit) => value < limit,
  '<=': (value, limit) => value <= limit,
  '>': (value, limit) => value > limit,
  '>=': (value, limit) => value >= limit,
};

function meetsNumeric(
  [first, limit, second, other]: [Comparison, number] | [Comparison, number, Comparison, number],
  value: number,
): boolean {
  if (!comparisons[first](value, limit)) return false;
  return second === undefined || other === undefined || comparisons[second](value, other);
}

const arraySchema = z.array(z.union([z.string(), z.number(), z.boolean(), z.null()]));

function attributeValues({ type, value }: MessageAttribute): readonly Value[] {
  if (type === 'Number') return [Number(value)];
  if (type === 'String.Array') return arraySchema.parse(JSON.parse(value));
  return [value];
}
