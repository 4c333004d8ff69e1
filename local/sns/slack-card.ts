import * as z from 'zod';

/**
 * The custom notification of Amazon Q Developer in chat applications. Amazon Q drops in silence what it can't read as
 * this; the schema is strict, so that a misspelt field counts as that too.
 */
const cardSchema = z.strictObject({
  version: z.literal('1.0'),
  source: z.literal('custom'),
  id: z.string().optional(),
  content: z.strictObject({
    textType: z.literal('client-markdown').optional(),
    title: z.string().optional(),
    description: z.string().min(1),
    nextSteps: z.array(z.string()).optional(),
    keywords: z.array(z.string()).optional(),
  }),
  metadata: z
    .strictObject({
      threadId: z.string().optional(),
      summary: z.string().optional(),
      eventType: z.string().optional(),
      relatedResources: z.array(z.string()).optional(),
      additionalContext: z.record(z.string(), z.string()).optional(),
    })
    .optional(),
});

export type SlackCard = z.infer<typeof cardSchema>;

/** @returns the card that Slack shows, or why Amazon Q drops the message */
export function readSlackCard(body: string): { readonly card: SlackCard } | { readonly reason: string } {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return { reason: 'not JSON, so no custom notification' };
  }
  const parsed = cardSchema.safeParse(json);
  return parsed.success ? { card: parsed.data } : { reason: z.prettifyError(parsed.error) };
}
