import * as z from 'zod';

// Words that settings of a contract have in common.

/** What a column holds. */
export const kinds = ['numeric', 'integer', 'categorical', 'boolean', 'timestamp', 'text', 'vector'] as const;

/** What a column holds; the rest of its settings go by this. */
export type Kind = (typeof kinds)[number];

/** Kinds whose values are numbers inside, and so have an order: timestamps are milliseconds since 1970 UTC. */
export const orderedKinds: readonly Kind[] = ['numeric', 'integer', 'timestamp'];

/** A time of day, to the minute: `00:00` to `23:59`. */
export const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 06:00');

/** The name of a time zone, as `Europe/Berlin` is one. */
export const timeZoneName = z.string().refine(isTimeZone, 'a time zone such as Europe/Berlin');

function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone });
    return true;
  } catch {
    return false;
  }
}
