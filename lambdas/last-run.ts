import * as z from 'zod';

/** `audits/runs/<function>.json`: that a function of the clock has run. */
const lastRunSchema = z.object({
  schemaVersion: z.literal(1),
  /** The last run that ended well. */
  at: z.iso.datetime(),
  /** The first that did. */
  since: z.iso.datetime().optional(),
});

/** What is to be written down of a run that ended well. @param before  the record before, as it lies */
export function encodeRun(at: Date, before: Uint8Array | undefined): Uint8Array {
  const since = before && firstRunIn(before);
  const run: z.infer<typeof lastRunSchema> = {
    schemaVersion: 1,
    at: at.toISOString(),
    since: (since ?? at).toISOString(),
  };
  return new TextEncoder().encode(`${JSON.stringify(run)}\n`);
}

/** When a function ran first; undefined where that can't be read of its record. */
export function firstRunIn(record: Uint8Array): Date | undefined {
  try {
    const { at, since = at } = lastRunSchema.parse(JSON.parse(new TextDecoder().decode(record)));
    return new Date(since);
  } catch {
    return undefined;
  }
}
