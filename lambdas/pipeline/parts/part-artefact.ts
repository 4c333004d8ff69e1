import * as z from 'zod';
import { mergeProfiles, profileSchema } from '../../core/profile/profile.ts';
import { violationCountSchema } from '../../core/result/result-schema.ts';
import { unreadableCodes } from '../../readers/unreadable-batch-error.ts';
import { decodeCompressedJson, encodeCompressedJson } from '../json-artefact.ts';
import type { Services } from '../ports.ts';
import { maximumStoredRows } from '../quarantine.ts';
import { addTallied } from '../violation-tally.ts';

const count = z.int().min(0);

/** What some parts of a batch, one behind the other, came to: `part-<i>.json.gz` of one, `merged-<g>.json.gz` of several. */
const partsSchema = z.object({
  schemaVersion: z.literal(1),
  /** Of the upload that they are of. */
  etag: z.string(),
  /** From part `start` up to `end`. */
  start: count,
  end: count,
  profile: profileSchema,
  /** In the order in which they were first seen. */
  tallied: z.array(violationCountSchema.omit({ share: true })),
  /** Parts that have quarantined rows, up to the one that fills a quarantine. */
  quarantined: z.array(z.object({ part: count, stored: z.int().min(1) })),
  /** Parts of which rows are kept for labels to come. */
  scored: z.array(count),
  /** Set where the batch turned out unreadable in them: then only what stands before is counted. */
  unreadable: z.object({ code: z.enum(unreadableCodes), message: z.string() }).optional(),
});

export type Parts = z.infer<typeof partsSchema>;

/** Stores what parts came to, once: the same parts come to the same. */
export async function storeParts(key: string, parts: Parts, { results }: Services): Promise<void> {
  const options = { contentType: 'application/json', contentEncoding: 'gzip' };
  await results.create(key, await encodeCompressedJson(parts), options);
}

/**
 * Reads parts that must follow others.
 *
 * @throws Error when they are missing, are not those that are due, or are of another upload: never trust that a run went well
 */
export async function readPartsAt(
  key: string,
  due: Pick<Parts, 'start' | 'end' | 'etag'>,
  { results }: Services,
): Promise<Parts> {
  const stored = await results.read(key);
  if (!stored) throw new Error(`${key} is missing: its part did not come to an end`);
  const parts = await decodeCompressedJson(partsSchema, key, stored.bytes);
  if (parts.etag !== due.etag) throw new Error(`${key} is of another upload`);
  if (parts.start !== due.start || parts.end !== due.end)
    throw new Error(`${key} has parts ${parts.start} to ${parts.end}, not ${due.start} to ${due.end}`);
  return parts;
}

/** Of parts and those right behind them. What is behind where a batch can't be read counts for nothing. */
export function joinParts(before: Parts, after: Parts): Parts {
  if (before.unreadable) return { ...before, end: after.end };
  return {
    ...after,
    start: before.start,
    profile: mergeProfiles(before.profile, after.profile),
    tallied: [...addTallied(before.tallied, after.tallied, 0)],
    quarantined: untilFull([...before.quarantined, ...after.quarantined]),
    scored: [...before.scored, ...after.scored],
  };
}

function untilFull(quarantined: Parts['quarantined']): Parts['quarantined'] {
  let stored = 0;
  return quarantined.filter((one) => {
    const isRoom = stored < maximumStoredRows;
    stored += one.stored;
    return isRoom;
  });
}
