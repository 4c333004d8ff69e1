import type { ByteSource } from '../byte-source.ts';

/** Bytes that are asked for at once: 8 MiB, a tenth of a second. */
const usualPieceBytes = 8_388_608;

/** Pieces that are on their way at once. */
const inFlight = 2;

/**
 * A source that streams by asking for pieces, the next one while the one before is read: a body that is slow or cut off costs one piece, not all
 * that is behind it.
 */
export function inPieces(source: ByteSource, pieceBytes = usualPieceBytes): ByteSource {
  return {
    ...source,
    async *stream(from = 0, to = source.size) {
      const end = Math.min(to, source.size);
      const asked: Promise<Uint8Array>[] = [];
      let next = from;
      const ask = () => {
        const begin = next;
        next = Math.min(end, begin + pieceBytes);
        const piece = source.slice(begin, next);
        // Whoever reads no further never looks at it.
        piece.catch(() => {});
        asked.push(piece);
      };
      while (next < end && asked.length < inFlight) ask();
      for (let piece = asked.shift(); piece; piece = asked.shift()) {
        const bytes = await piece;
        if (next < end) ask();
        yield bytes;
      }
    },
  };
}
