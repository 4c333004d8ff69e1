import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { ByteSource } from '../lambdas/readers/byte-source.ts';

/** Bytes read from a file at once. */
const pieceBytes = 1024 * 1024;

/** The bytes of a local file. @param onBytes  is told of every piece that a stream has read */
export function fileSource(
  path: string,
  size: number,
  onBytes: (count: number) => void = () => {},
): ByteSource {
  return {
    size,
    async *stream(from = 0, to = size) {
      if (from >= to) return;
      const stream: AsyncIterable<Buffer> = createReadStream(path, {
        start: from,
        end: to - 1,
        highWaterMark: pieceBytes,
      });
      for await (const piece of stream) {
        onBytes(piece.byteLength);
        yield piece;
      }
    },
    async slice(from, to) {
      await using file = await open(path);
      const { buffer, bytesRead } = await file.read({ buffer: new Uint8Array(to - from), position: from });
      return buffer.subarray(0, bytesRead);
    },
  };
}
