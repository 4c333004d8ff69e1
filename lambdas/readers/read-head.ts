import type { ByteStreamSource } from './byte-source.ts';

/** The first bytes of a source; fewer than `length` only where it has no more. */
export async function readHead(source: ByteStreamSource, length: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let found = 0;
  for await (const piece of source.stream(0, length)) {
    pieces.push(Uint8Array.from(piece));
    found += piece.byteLength;
    if (found >= length) break;
  }
  return Buffer.concat(pieces).subarray(0, length);
}

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** How many bytes of a text's beginning are a byte order mark: 3 or none. */
export function byteOrderMarkLength(bytes: Uint8Array): number {
  return BYTE_ORDER_MARK.every((byte, at) => bytes[at] === byte) ? BYTE_ORDER_MARK.length : 0;
}
