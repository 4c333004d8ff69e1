import * as z from 'zod';
import { hashText, mixBits } from '../block/hash.ts';

/** Distinct values of a batch that its reference does not have, kept one by one. */
export const maximumUnseenKept = 256;

/**
 * Values that the reference does not have. All are counted; of the distinct ones those with the smallest hashes are
 * kept (a bottom-k sketch): whoever is among the k smallest of the whole is among the k smallest of every part, so
 * the counts of those kept are exact and merging is commutative and associative, exactly.
 */
export const unseenValuesSchema = z.object({
  count: z.int().min(0),
  /** In the order of their hashes. */
  kept: z.array(z.object({ value: z.string(), count: z.int().min(1) })).max(maximumUnseenKept),
});

/** How many values the reference does not have, and a sketch of which. */
export type UnseenValues = z.infer<typeof unseenValuesSchema>;
type Kept = UnseenValues['kept'][number];

/** Of no cell: the identity of {@link mergeUnseenValues}. */
export const noUnseenValues: UnseenValues = { count: 0, kept: [] };

/** The unseen values of both: associative and commutative, exactly. */
export function mergeUnseenValues(a: UnseenValues, b: UnseenValues): UnseenValues {
  const counts = new Map(a.kept.map(({ value, count }) => [value, count]));
  for (const { value, count } of b.kept) counts.set(value, (counts.get(value) ?? 0) + count);
  return { count: a.count + b.count, kept: smallestHashes(counts) };
}

/** Keeps the values whose hashes are smallest, in that order. */
export function smallestHashes(counts: ReadonlyMap<string, number>): Kept[] {
  return Array.from(counts, ([value, count]) => ({ value, count, hash: mixBits(hashText(value)) >>> 0 }))
    .sort((a, b) => a.hash - b.hash || (a.value < b.value ? -1 : 1))
    .slice(0, maximumUnseenKept)
    .map(({ value, count }) => ({ value, count }));
}
