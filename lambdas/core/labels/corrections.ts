import * as z from 'zod';
import { type PerformanceResult, performanceSchema } from '../result/performance-schema.ts';

/** Batches whose last told verdict is remembered: the newest. */
const mostTold = 2_000;
/** Label files whose message is remembered, for whoever comes again to tell the same. */
const mostCauses = 200;

const verdictSchema = performanceSchema.shape.verdict;
type Verdict = PerformanceResult['verdict'];

/** A batch of which people think otherwise than is known now. */
const correctionSchema = z.object({
  batchId: z.string(),
  receivedAt: z.iso.datetime(),
  /** As people were told. */
  before: verdictSchema,
  now: verdictSchema,
});

export type Correction = Readonly<z.infer<typeof correctionSchema>>;

/** What people have been told of the performance of a model since each batch's own message. */
export const correctionsSchema = z.object({
  schemaVersion: z.literal(1),
  /** The verdict that was told last, of batches where that is not the first one. */
  told: z.array(correctionSchema.pick({ batchId: true, receivedAt: true, now: true })),
  /** What was told at once, and because of what: the newest last. */
  news: z.array(z.object({ cause: z.string(), corrections: z.array(correctionSchema) })),
});

export type Corrections = Readonly<z.infer<typeof correctionsSchema>>;

export const noCorrections: Corrections = { schemaVersion: 1, told: [], news: [] };

/** A batch with its first verdict, and what is known now. */
export interface JudgedAgain {
  readonly batchId: string;
  readonly receivedAt: string;
  readonly first: Verdict;
  readonly now: Verdict;
}

/**
 * What to tell of batches whose verdict labels have changed: those that have become worse than the contract allows, and those that are
 * no longer. What was told for a cause is told again in the same words.
 *
 * @param cause  the label file, or the batch that came after its labels
 * @returns the very object that was given where nothing is to be stored
 */
export function judgeCorrections(
  corrections: Corrections,
  cause: string,
  batches: readonly JudgedAgain[],
): { readonly after: Corrections; readonly tell: readonly Correction[] } {
  const known = corrections.news.find((one) => one.cause === cause);
  if (known) return { after: corrections, tell: known.corrections };
  const toldOf = new Map(corrections.told.map(({ batchId, now }) => [batchId, now]));
  const tell = batches.flatMap(({ batchId, receivedAt, first, now }): Correction[] => {
    const before = toldOf.get(batchId) ?? first;
    return (before === 'worse') === (now === 'worse') ? [] : [{ batchId, receivedAt, before, now }];
  });
  if (tell.length === 0) return { after: corrections, tell };
  for (const { batchId } of tell) toldOf.delete(batchId);
  const told = [
    ...corrections.told.filter(({ batchId }) => toldOf.has(batchId)),
    ...tell.map(({ batchId, receivedAt, now }) => ({ batchId, receivedAt, now })),
  ];
  return {
    after: {
      schemaVersion: 1,
      told: told.toSorted(byArrival).slice(-mostTold),
      news: [...corrections.news, { cause, corrections: [...tell] }].slice(-mostCauses),
    },
    tell,
  };
}

function byArrival(a: { readonly receivedAt: string }, b: { readonly receivedAt: string }): number {
  return Date.parse(a.receivedAt) - Date.parse(b.receivedAt);
}
