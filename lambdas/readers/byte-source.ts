/**
 * Bytes that are read from front to back, as often as needed: what text formats ask for. How many there are may be
 * known only at the end. Intervals are half-open: `from` is read, `to` is not.
 */
export interface ByteStreamSource {
  /**
   * The bytes of [from, to) in pieces as they arrive; without `to`, or with one past the end, up to the end. A piece is
   * the receiver's until it asks for the next one, which may be written over it.
   */
  stream(from?: number, to?: number): AsyncIterable<Uint8Array>;
}

/** The one way bytes come in: a stream whose length is known, and that is read at any place. */
export interface ByteSource extends ByteStreamSource {
  /** Length in bytes. */
  readonly size: number;
  /** The bytes of [from, to) in one piece. */
  slice(from: number, to: number): Promise<Uint8Array>;
}

/** A source over bytes that are in memory already. */
export function memorySource(bytes: Uint8Array, pieceSize = 64 * 1024): ByteSource {
  return {
    size: bytes.byteLength,
    async *stream(from = 0, to = bytes.byteLength) {
      const end = Math.min(to, bytes.byteLength);
      for (let at = from; at < end; at += pieceSize) yield bytes.subarray(at, Math.min(at + pieceSize, end));
    },
    slice: async (from, to) => bytes.subarray(from, to),
  };
}

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
