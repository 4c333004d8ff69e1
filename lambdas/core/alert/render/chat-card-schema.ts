import * as z from 'zod';

/**
 * How long the parts of a card may be, in characters. The notification schema itself states no lengths; these are
 * what Slack's message blocks hold (150 in a header, 3,000 in a section), with room for what is put around them.
 */
export const chatCardLimits = {
  title: 150,
  description: 2800,
  nextSteps: 5,
  nextStep: 400,
  keywords: 5,
  keyword: 64,
  relatedResources: 5,
  relatedResource: 1200,
  threadId: 128,
  id: 200,
} as const;

const text = (maximum: number) =>
  z
    .string()
    .min(1)
    .max(maximum)
    .refine((value) => !/<[!@#]/.test(value), 'a text that calls nobody')
    .refine((value) => !/[^\P{Cc}\n]/u.test(value), 'a text without control characters');

/**
 * A custom notification of Amazon Q Developer in chat applications. What does not fit is dropped without a word, so
 * everything that we send is held against this first. `version`, `source` and `content.description` are required.
 *
 * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
export const chatCardSchema = z.strictObject({
  version: z.literal('1.0'),
  source: z.literal('custom'),
  id: text(chatCardLimits.id),
  content: z.strictObject({
    textType: z.literal('client-markdown'),
    title: text(chatCardLimits.title),
    description: text(chatCardLimits.description),
    nextSteps: z.array(text(chatCardLimits.nextStep)).max(chatCardLimits.nextSteps),
    keywords: z.array(text(chatCardLimits.keyword)).max(chatCardLimits.keywords),
  }),
  metadata: z.strictObject({
    threadId: text(chatCardLimits.threadId),
    summary: text(chatCardLimits.title),
    eventType: text(chatCardLimits.keyword),
    relatedResources: z.array(text(chatCardLimits.relatedResource)).max(chatCardLimits.relatedResources),
    additionalContext: z.record(z.string(), text(chatCardLimits.keyword)),
  }),
});

export type ChatCard = z.infer<typeof chatCardSchema>;
