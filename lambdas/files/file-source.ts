import { open } from 'node:fs/promises';
import type { ByteSource } from '../readers/byte-source.ts';

/** Bytes read from a file at once. */
const pieceBytes = 2 * 1024 * 1024;

/**
 * The bytes of a local file. A stream reads the next piece while the one before is used, into one of two buffers that it
 * keeps: a buffer a piece would be most of the garbage of a whole pass.
 *
 * @param onBytes  is told of every piece that a stream has read
 */
export function fileSource(
  path: string,
  size: number,
  onBytes: (count: number) => void = () => {},
): ByteSource {
  return {
    size,
    async *stream(from = 0, to = size) {
      const end = Math.min(to, size);
      if (from >= end) return;
      await using file = await open(path);
      const length = Math.min(pieceBytes, end - from);
      let buffer = new Uint8Array(length);
      let other = new Uint8Array(length);
      const read = (position: number) => {
        const reading = file.read(buffer, 0, Math.min(length, end - position), position);
        // One that nobody waits for any more may fail unheard.
        reading.catch(() => {});
        return reading;
      };
      let next = read(from);
      for (let at = from; at < end; ) {
        const { bytesRead } = await next;
        if (bytesRead === 0) return;
        at += bytesRead;
        const piece = buffer.subarray(0, bytesRead);
        [buffer, other] = [other, buffer];
        if (at < end) next = read(at);
        onBytes(bytesRead);
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
