/** Parquet's indices and levels have at most 32 bits. */
const maximumWidth = 32;

/**
 * Decodes Parquet's hybrid of run lengths and bit packing, in which levels, dictionary indices and booleans are written.
 *
 * @param bytes  the runs stand at [from, to)
 * @param width  bits of a value, 0 to 32
 * @param into   is filled to its end
 * @throws RangeError when the runs end before `into` is full, or one repeats a value of more bits
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
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
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
      // It is stored in whole bytes.
      if (width < maximumWidth && value >>> width !== 0)
        throw new RangeError(`decodeRleHybrid: requires values of ${width} bits, found ${value >>> 0}`);
      const until = Math.min(into.length, done + count);
      into.fill(value >>> 0, done, until);
      done = until;
    } else {
      const values = Math.min(count * 8, into.length - done);
      if (at + Math.ceil((values * width) / 8) > to) throw ended();
      unpackBits(view, at, width, into, done, values);
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
  view: DataView,
  from: number,
  width: number,
  into: Uint32Array | Uint8Array,
  first: number,
  count: number,
): void {
  let done = width <= wordWidth ? unpackWords(view, from, width, into, first, count) : 0;
  for (; done < count; done++) {
    const bit = done * width;
    let at = from + Math.floor(bit / 8);
    let value = view.getUint8(at) >>> (bit & 7);
    for (let have = 8 - (bit & 7), unit = 2 ** have; have < width; have += 8, unit *= 256) {
      value += view.getUint8(++at) * unit;
    }
    into[first + done] = value % 2 ** width;
  }
}

/** So many bits, and 7 left of the byte before, fit a word. */
const wordWidth = 25;

/** Values from words of four bytes, each on its own, as far as there are whole words. @returns how many were unpacked */
function unpackWords(
  view: DataView,
  from: number,
  width: number,
  into: Uint32Array | Uint8Array,
  first: number,
  count: number,
): number {
  const mask = (1 << width) - 1;
  const last = view.byteLength - 4;
  let done = 0;
  for (let bit = 0; done < count; done++, bit += width) {
    const at = from + (bit >>> 3);
    if (at > last) break;
    into[first + done] = (view.getInt32(at, true) >>> (bit & 7)) & mask;
  }
  return done;
}

function ended(): RangeError {
  return new RangeError('decodeRleHybrid: requires runs for every value, found their end');
}
