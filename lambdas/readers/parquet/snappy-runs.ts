/** Where decompression stands: the next tag in the input, the next byte of the output. */
export interface RunCursor {
  from: number;
  to: number;
}

/** Bytes that are copied at once, whatever the run's length: what is too much is written over by the next run. */
const shortRun = 8;

/** A tag, a distance and a literal of eight bytes are read without looking for the end. */
const readAhead = 16;

/**
 * What a tag of a copy says: its length in the lowest byte, the distance's bits above the lowest eight where the tag has them, and
 * above them the bytes of the distance that follow. A table, as the kinds of copies alternate and a branch would be guessed wrong.
 */
const COPIES = Int32Array.from({ length: 256 }, (_, tag) => {
  const kind = tag & 3;
  if (kind === 1) return (((tag >> 2) & 7) + 4) | ((tag >> 5) << 8) | (1 << 11);
  return ((tag >> 2) + 1) | (kind << 11);
});

/** The bytes of a distance within a word. */
const DISTANCE_BITS = Int32Array.of(0, 0xff, 0xffff);

/** A nearer copy repeats what it writes itself. */
const leastDistance = 4;

/** Longer distances take four bytes, and are rare. */
const farCopy = 3;

/**
 * Copies runs of at most eight bytes by two words each, up to a run that is another, or to the last bytes of input or output. A short
 * loop without a call: the compiler then looks once, not once a run, whether the memory is still what it was.
 */
export function copyShortRuns(source: DataView, target: DataView, cursor: RunCursor): void {
  const copies = COPIES;
  const distanceBits = DISTANCE_BITS;
  const lastFrom = source.byteLength - readAhead;
  const lastTo = target.byteLength - shortRun;
  let { from, to } = cursor;
  while (from <= lastFrom && to <= lastTo) {
    const tag = source.getUint8(from);
    if ((tag & 3) === 0) {
      const length = (tag >> 2) + 1;
      if (length > shortRun) break;
      target.setInt32(to, source.getInt32(from + 1, true), true);
      target.setInt32(to + 4, source.getInt32(from + 5, true), true);
      from += 1 + length;
      to += length;
    } else {
      const copy = copies[tag]!;
      const length = copy & 0xff;
      const distanceBytes = copy >> 11;
      if (length > shortRun || distanceBytes === farCopy) break;
      const distance = (copy & 0x700) + (source.getInt32(from + 1, true) & distanceBits[distanceBytes]!);
      if (distance < leastDistance || distance > to) break;
      target.setInt32(to, target.getInt32(to - distance, true), true);
      target.setInt32(to + 4, target.getInt32(to + 4 - distance, true), true);
      from += 1 + distanceBytes;
      to += length;
    }
  }
  cursor.from = from;
  cursor.to = to;
}
