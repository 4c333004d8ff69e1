import * as z from 'zod';
import type { ObjectVersion } from '../keys.ts';

const recordSchema = z.object({
  s3: z.object({
    bucket: z.object({ name: z.string() }),
    object: z.object({ key: z.string(), versionId: z.string().optional() }),
  }),
});

const notificationSchema = z.union([
  z.object({ Records: z.array(recordSchema) }),
  z.object({ Event: z.literal('s3:TestEvent') }),
]);

/** A queue holds something that S3 did not send: a fault of the set-up, kept in the dead-letter queue to be looked at. */
export class UnknownMessageError extends Error {
  override readonly name = 'UnknownMessageError';
}

/**
 * The objects that an S3 notification announces; none for the test event that S3 sends when notifications are set up.
 *
 * @throws UnknownMessageError when the text is no S3 notification
 */
export function announcedObjects(body: string): readonly ObjectVersion[] {
  const parsed = notificationSchema.safeParse(parseJson(body));
  if (!parsed.success) throw new UnknownMessageError(`not an S3 notification: ${body.slice(0, 200)}`);
  if (!('Records' in parsed.data)) return [];
  return parsed.data.Records.map(({ s3 }) => ({
    bucket: s3.bucket.name,
    key: decodeKey(s3.object.key),
    versionId: s3.object.versionId ?? 'null',
  }));
}

/** S3 writes keys URL-encoded, with a plus for a blank. */
function decodeKey(encoded: string): string {
  return decodeURIComponent(encoded.replaceAll('+', ' '));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UnknownMessageError(`not JSON: ${text.slice(0, 200)}`, { cause });
  }
}
