import * as z from 'zod';
import { UnreadableBatchError } from '../../readers/unreadable-batch-error.ts';

/** A file that a manifest names. */
export interface ManifestEntry {
  /** Its key, within the bucket that the manifest lies in. */
  readonly key: string;
  /** In bytes, where the manifest tells. */
  readonly size?: number;
}

/** More files than this are refused, as more parts of a folder are: opening each takes longer than reading it. */
export const maximumManifestEntries = 5_000;

const size = z.int().min(0).optional();

/** As Amazon Redshift writes it: `UNLOAD … MANIFEST`. */
const redshiftSchema = z.object({
  entries: z.array(
    z.object({ url: z.string(), meta: z.object({ content_length: size }).optional() }).transform((entry) => ({
      name: entry.url,
      size: entry.meta?.content_length,
    })),
  ),
});

const fileSchema = z.union([
  z.string().transform((name) => ({ name, size: undefined })),
  z.object({ key: z.string(), size }).transform((file) => ({ name: file.key, size: file.size })),
]);

/** As S3 Inventory writes it, or the plainest form that there is: a list of names. */
const filesSchema = z.union([
  z.object({ files: z.array(fileSchema) }).transform(({ files }) => files),
  z.array(fileSchema),
  redshiftSchema.transform(({ entries }) => entries),
]);

/**
 * The files that a manifest names, in its order:
 *
 *   { "entries": [{ "url": "s3://bucket/key", "meta": { "content_length": 5956875 } }] }   Redshift
 *   { "files": [{ "key": "path/from/the/bucket", "size": 5956875 }] }                      S3 Inventory
 *   ["part-0.csv", "part-1.csv"], also as "files"                                          by hand
 *   s3://bucket/key                                                                        Athena UNLOAD, a line each
 *
 * A name without a slash is that of a file beside the manifest; every other one begins at the bucket.
 *
 * @param place  of the manifest itself
 * @throws UnreadableBatchError when it is none of these, names nothing, or names something in another bucket
 */
export function readManifest(
  text: string,
  place: { readonly bucket: string; readonly key: string },
): readonly ManifestEntry[] {
  const named = namesIn(text.replace(/^\uFEFF/, '').trim());
  if (named.length === 0) throw unreadable('empty-batch', 'It names no file: check the job that writes it.');
  if (named.length > maximumManifestEntries) {
    throw unreadable('too-large', `It names ${named.length} files, ${maximumManifestEntries} is the most.`);
  }
  const entries = new Map(
    named.map((entry) => {
      const key = keyOf(entry.name, place);
      return [key, { key, ...(entry.size === undefined ? {} : { size: entry.size }) }];
    }),
  );
  return [...entries.values()];
}

function namesIn(text: string): readonly { readonly name: string; readonly size?: number | undefined }[] {
  if (!/^[[{]/.test(text))
    return text.split(/\s*\r?\n\s*/).flatMap((name) => (name === '' ? [] : [{ name }]));
  const parsed = filesSchema.safeParse(parsedJson(text));
  if (parsed.success) return parsed.data;
  throw unreadable(
    'unreadable',
    'It is no manifest that is known: { "entries": [{ "url": "s3://…" }] }, { "files": [{ "key": "…" }] }, a list of names, or a line each.',
  );
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UnreadableBatchError('unreadable', 'It begins as JSON and is none: write it again.', { cause });
  }
}

function keyOf(name: string, { bucket, key }: { readonly bucket: string; readonly key: string }): string {
  const [, other, path] = /^s3[an]?:\/\/([^/]+)\/(.+)$/s.exec(name) ?? [];
  if (other !== undefined && other !== bucket)
    throw unreadable(
      'unreadable',
      `It names a file in another bucket, ${JSON.stringify(name.slice(0, 200))}.`,
    );
  if (path !== undefined) return path;
  return name.includes('/') ? name : `${key.slice(0, key.lastIndexOf('/') + 1)}${name}`;
}

function unreadable(code: UnreadableBatchError['code'], message: string): UnreadableBatchError {
  return new UnreadableBatchError(code, message);
}
