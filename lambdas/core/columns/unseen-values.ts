import * as z from 'zod';

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
  return Array.from(counts, ([value, count]) => ({ value, count, hash: hashOf(value) }))
    .sort((a, b) => a.hash - b.hash || (a.value < b.value ? -1 : 1))
    .slice(0, maximumUnseenKept)
    .map(({ value, count }) => ({ value, count }));
}

/** FNV-1a over UTF-16 code units with a final mix (Fowler, Noll, Vo; Appleby's fmix32): 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
