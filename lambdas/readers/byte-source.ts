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
