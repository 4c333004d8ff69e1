import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { ByteSource } from '../readers/byte-source.ts';
import { readOn } from './read-on.ts';

/** One version of one S3 object. */
export interface S3Version {
  readonly bucket: string;
  readonly key: string;
  /** Undefined where the bucket has no versions. */
  readonly versionId: string | undefined;
  readonly etag: string;
}

/**
 * The bytes of one version of an S3 object: a request for every call of `stream` and `slice`, and for every body that was cut off.
 *
 * @param wait  resolves after so many milliseconds
 */
export function s3Source(
  client: S3Client,
  version: S3Version,
  size: number,
  wait: (milliseconds: number) => Promise<void>,
): ByteSource {
  async function get(from: number, to: number) {
    const response = await client.send(
      new GetObjectCommand({
        Bucket: version.bucket,
        Key: version.key,
        VersionId: version.versionId,
        IfMatch: version.etag,
        Range: `bytes=${from}-${to - 1}`,
      }),
    );
    if (!response.Body) throw new Error(`S3 answered without a body for ${version.bucket}/${version.key}`);
    return response.Body;
  }

  function stream(from = 0, to = size): AsyncIterable<Uint8Array> {
    return readOn(
      async (at) => (await get(at, Math.min(to, size))).transformToWebStream(),
      from,
      Math.min(to, size),
      wait,
    );
  }

  return {
    size,
    stream,
    async slice(from, to) {
      const bytes = new Uint8Array(Math.max(0, to - from));
      let at = 0;
      for await (const piece of stream(from, to)) {
        bytes.set(piece, at);
        at += piece.length;
      }
      return bytes.subarray(0, at);
    },
  };
}
