/** Parquet's indices and levels have at most 32 bits. */
const maximumWidth = 32;

/**
 * Decodes Parquet's hybrid of run lengths and bit packing, in which levels, dictionary indices and booleans are written.
 *
 * @param bytes  the runs stand at [from, to)
 * @param width  bits of a value, 0 to 32
 * @param into   is filled to its end
 * @throws RangeError when the runs end before `into` is full
 */
export function decodeRleHybrid(
  bytes: Uint8Array,
  from: number,
  to: number,
  width: number,
  into: Uint32Array | Uint8Array,
): void {
  if (width > maximumWidth) throw new RangeError(`decodeRleHybrid: requires at most 32 bits, found ${width}`);
  if (width === 0) {
    into.fill(0);
    return;
  }
  let at = from;
  let done = 0;
  while (done < into.length) {
    let header = 0;
    let unit = 1;
    for (;;) {
      if (at >= to || unit > 2 ** 42) throw ended();
      const byte = bytes[at++]!;
      header += (byte & 0x7f) * unit;
      if (byte < 0x80) break;
      unit *= 128;
    }
    const count = Math.floor(header / 2);
    if (count === 0 && at >= to) throw ended();
    if (header % 2 === 0) {
      const end = at + ((width + 7) >> 3);
      if (end > to) throw ended();
      let value = 0;
      for (let shift = 0; at < end; at++, shift += 8) value |= bytes[at]! << shift;
      const until = Math.min(into.length, done + count);
      into.fill(value >>> 0, done, until);
      done = until;
    } else {
      const values = Math.min(count * 8, into.length - done);
      if (at + Math.ceil((values * width) / 8) > to) throw ended();
      unpackBits(bytes, at, width, into, done, values);
      done += values;
      at += count * width;
    }
  }
}

/**
 * Unpacks values of some bits each, the lowest bits of a byte first.
 *
 * @param width  1 to 32
 */
export function unpackBits(
  bytes: Uint8Array,
  from: number,
  width: number,
  into: Uint32Array | Uint8Array,
  first: number,
  count: number,
): void {
  if (width <= 24) {
    unpackNarrow(bytes, from, width, into, first, count);
    return;
  }
  for (let index = 0; index < count; index++) {
    const bit = index * width;
    let at = from + Math.floor(bit / 8);
    let value = bytes[at]! >>> (bit & 7);
    for (let have = 8 - (bit & 7), unit = 2 ** have; have < width; have += 8, unit *= 256) {
      value += bytes[++at]! * unit;
    }
    into[first + index] = width === 32 ? value % 2 ** 32 : value % 2 ** width;
  }
}

/** At most 24 bits and 7 left of the byte before: they fit a word. */
function unpackNarrow(
  bytes: Uint8Array,
  from: number,
  width: number,
  into: Uint32Array | Uint8Array,
  first: number,
  count: number,
): void {
  const mask = (1 << width) - 1;
  const end = first + count;
  let at = from;
  let word = 0;
  let have = 0;
  for (let index = first; index < end; index++) {
    while (have < width) {
      word |= bytes[at++]! << have;
      have += 8;
    }
    into[index] = word & mask;
    word >>>= width;
    have -= width;
  }
}

function ended(): RangeError {
  return new RangeError('decodeRleHybrid: requires runs for every value, found their end');
}
