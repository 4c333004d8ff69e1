import * as z from 'zod';
import { alertKinds } from '../lambdas/alert-kinds.ts';
import { allModels, isModelName, modelNameRule, noModel } from '../lambdas/keys.ts';
import { isAtLeast, type Severity, severities } from '../lambdas/severities.ts';

/** SNS: the product of the numbers of values that each attribute of a filter policy is held against. */
const maximumCombinations = 150;

/** SNS: subscriptions with a filter policy that a topic may have. */
const maximumFilterPolicies = 200;

/** A model, or with a star at its end all models whose names begin so. */
const modelPattern = z
  .string()
  .refine(
    (pattern) => [noModel, allModels].includes(pattern) || isModelName(pattern.replace(/\*$/, '')),
    `a model (${modelNameRule}), the beginning of one with * at its end, ${noModel}, or ${allModels}`,
  );

const name = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'lower-case letters, digits and hyphens, at most 40');

/** What a subscriber asks for; each of the three narrows it. */
const asked = {
  /** This severity and every one more urgent. An all-clear counts as the alarm that it ends. */
  minimumSeverity: z.enum(severities),
  /**
   * Alerts that have news of one of these kinds, all-clears among them.
   *
   * @default every kind
   */
  kinds: z.array(z.enum(alertKinds)).min(1).refine(distinct, 'a kind is listed twice').optional(),
  /**
   * Alerts about these models; `fraud-*` stands for all whose names begin so, `_unrouted` for uploads that name no model,
   * `_all` for the weekly digest.
   *
   * @default every model
   */
  models: z.array(modelPattern).min(1).refine(distinct, 'a model is listed twice').optional(),
} as const;

/** Where the region may be another one; the account is read from the ARN. */
const arn = (service: string, what: string) =>
  z
    .string()
    .regex(
      new RegExp(`^arn:aws[a-z-]*:${service}:[a-z0-9-]+:\\d{12}:[A-Za-z0-9:._-]+$`),
      `the ARN of ${what}`,
    );

/** A person, by email: plain text. */
const email = z.strictObject({ protocol: z.literal('email'), address: z.email(), ...asked });

/** A machine that takes POST requests: the JSON of docs/alert.schema.json. It has to confirm the subscription itself. */
const https = z.strictObject({
  protocol: z.literal('https'),
  /** Stands for the address in alarms and audits: addresses tend to hold keys. */
  name,
  url: z
    .url({ protocol: /^https$/, error: 'an https address' })
    .max(2000)
    .refine(
      (url) => !/^https:\/\/[^/]*@/.test(url),
      'no user and password: they would stand in the template',
    ),
  /**
   * The bare JSON. False wraps it in the signed envelope of SNS, which most ready-made receivers expect.
   *
   * @default true
   */
  rawDelivery: z.boolean().default(true),
  ...asked,
});

/** A program that reads a queue: the JSON of docs/alert.schema.json. */
const sqs = z.strictObject({
  protocol: z.literal('sqs'),
  /** A name, for a queue that the stack makes; or the ARN of one that exists, and whose policy lets the topic send. */
  queue: z.union([name, arn('sqs', 'a queue')], {
    error: 'a name for a new queue (lower-case letters, digits and hyphens), or the ARN of one that exists',
  }),
  ...asked,
});

/** A function of this account and region: the JSON of docs/alert.schema.json in the event of SNS. */
const lambda = z.strictObject({
  protocol: z.literal('lambda'),
  functionArn: arn('lambda', 'a function').regex(/:function:/, 'the ARN of a function'),
  ...asked,
});

const subscriberSchema = z
  .discriminatedUnion('protocol', [email, https, sqs, lambda])
  .superRefine((subscriber, context) => {
    const { minimumSeverity, kinds, models } = subscriber;
    const counts = [severitiesFrom(minimumSeverity).length, kinds?.length ?? 1, models?.length ?? 1];
    const combinations = counts.reduce((product, count) => product * count);
    if (combinations <= maximumCombinations) return;
    context.addIssue({
      code: 'custom',
      path: ['models'],
      message:
        `severities x kinds x models, ${counts.join(' x ')} are ${combinations} combinations; ` +
        `SNS filters by ${maximumCombinations} at most: list fewer, or models by the beginning of their names`,
    });
  });

export type AlertSubscriber = z.infer<typeof subscriberSchema>;

export const subscribersSchema = z
  .array(subscriberSchema)
  .min(1)
  .max(maximumFilterPolicies)
  .superRefine((subscribers, context) => {
    refuseRepeated(subscribers.map(labelOf), context);
    // Two names for one address: SNS would keep the first subscription alone.
    refuseRepeated(
      subscribers.map((one, index) => (one.protocol === 'https' ? one.url : `${index}`)),
      context,
    );
  });

/** The severity and every one more urgent. */
export function severitiesFrom(minimum: Severity): Severity[] {
  return severities.filter((severity) => isAtLeast(severity, minimum));
}

/** What people call a subscriber: an address, or a name. */
export function labelOf(subscriber: AlertSubscriber): string {
  switch (subscriber.protocol) {
    case 'email':
      return subscriber.address;
    case 'https':
      return subscriber.name;
    case 'sqs':
      return lastPart(subscriber.queue);
    case 'lambda':
      return lastPart(subscriber.functionArn);
    default:
      return subscriber satisfies never;
  }
}

function refuseRepeated(names: readonly string[], context: z.core.$RefinementCtx): void {
  const lower = names.map((one) => one.toLowerCase());
  const twice = lower.findIndex((one, index) => lower.indexOf(one) < index);
  if (twice < 0) return;
  context.addIssue({ code: 'custom', path: [twice], message: `${names[twice]} is listed twice` });
}

function lastPart(arnOrName: string): string {
  return arnOrName.replace(/^arn:(?:[^:]*:){4}(?:function:)?/, '');
}

function distinct(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}
