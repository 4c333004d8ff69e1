import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { decodeAwsChunked } from './aws-chunked.ts';
import { type Checksum, checksumAlgorithm, createDigests, verifyDigests } from './digests.ts';

/** A file that holds an object, or a part of one, and never changes. */
export interface Segment {
  readonly path: string;
  readonly size: number;
}

export interface WrittenBody extends Segment {
  readonly md5: Buffer;
  readonly checksum: Checksum | undefined;
}

let written = 0;

/**
 * Streams a request body into a new file of the folder. Files are numbered: no key is ever part of a file name.
 *
 * @throws ServiceError BadDigest when the body is not what the headers or the trailers announce
 */
export async function writeBody(
  directory: string,
  body: Readable,
  headers: IncomingHttpHeaders,
): Promise<WrittenBody> {
  written += 1;
  const path = join(directory, String(written));
  const algorithm = checksumAlgorithm(headers);
  const digests = createDigests(algorithm);
  const trailers = new Map<string, string>();
  const decoded = isAwsChunked(headers) ? decodeAwsChunked(body, trailers) : body;
  await pipeline(
    decoded,
    async function* digest(chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        digests.update(chunk);
        yield chunk;
      }
    },
    createWriteStream(path),
  );
  const found = { md5: digests.md5(), checksum: digests.checksum() };
  const announced = headers[`x-amz-checksum-${algorithm}`] ?? trailers.get(`x-amz-checksum-${algorithm}`);
  verifyDigests({ md5: headers['content-md5']?.toString(), checksum: announced?.toString() }, found);
  return { path, size: (await stat(path)).size, ...found };
}

/** Bytes `from` (included) to `to` (excluded) of the segments one after the other. */
export function readBody(segments: readonly Segment[], from: number, to: number): Readable {
  return Readable.from(readSegments(segments, from, to), { objectMode: false });
}

async function* readSegments(segments: readonly Segment[], from: number, to: number): AsyncGenerator<Buffer> {
  let start = 0;
  for (const { path, size } of segments) {
    const first = Math.max(from - start, 0);
    const end = Math.min(to - start, size);
    if (first < end) yield* createReadStream(path, { start: first, end: end - 1, highWaterMark: 262_144 });
    start += size;
  }
}

function isAwsChunked(headers: IncomingHttpHeaders): boolean {
  return (
    String(headers['content-encoding'] ?? '').includes('aws-chunked') ||
    String(headers['x-amz-content-sha256'] ?? '').startsWith('STREAMING-')
  );
}
