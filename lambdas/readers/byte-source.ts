/** The one way bytes come in. Intervals are half-open: `from` is read, `to` is not. */
export interface ByteSource {
  /** Length in bytes. */
  readonly size: number;
  /** The bytes of [from, to) in pieces as they arrive; the whole source when no interval is given. */
  stream(from?: number, to?: number): AsyncIterable<Uint8Array>;
  /** The bytes of [from, to) in one piece. */
  slice(from: number, to: number): Promise<Uint8Array>;
}

/** A source over bytes that are in memory already. */
export function memorySource(bytes: Uint8Array, pieceSize = 64 * 1024): ByteSource {
  return {
    size: bytes.byteLength,
    async *stream(from = 0, to = bytes.byteLength) {
      for (let at = from; at < to; at += pieceSize) yield bytes.subarray(at, Math.min(at + pieceSize, to));
    },
    slice: async (from, to) => bytes.subarray(from, to),
  };
}
