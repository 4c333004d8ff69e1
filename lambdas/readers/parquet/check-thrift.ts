import type { DataReader } from 'hyparquet/src/types.js';

/** Types of Thrift's compact protocol. */
const thriftType = {
  true: 1,
  false: 2,
  byte: 3,
  i16: 4,
  i32: 5,
  i64: 6,
  double: 7,
  binary: 8,
  list: 9,
  struct: 12,
} as const;

/** A varint of 64 bits takes so many bytes. */
const maximumVarintBytes = 10;

/** The footer nests five levels. */
const maximumDepth = 16;

/**
 * Walks over one Thrift struct in the compact protocol without building it, so that what is built afterwards is bounded by the
 * bytes there are: no list longer than its bytes, no endless varint, no depth without end.
 *
 * @returns the offset behind the struct
 * @throws RangeError when the bytes end before the struct does, or are no struct
 */
export function checkThrift({ view, offset }: DataReader): number {
  return skipStruct(view, offset, 0);
}

function skipStruct(view: DataView, from: number, depth: number): number {
  if (depth > maximumDepth) throw new RangeError(`checkThrift: requires at most ${maximumDepth} levels`);
  let at = from;
  for (;;) {
    const head = view.getUint8(at++);
    const type = head & 0x0f;
    if (type === 0) return at;
    if (head >> 4 === 0) at = skipVarint(view, at);
    if (type !== thriftType.true && type !== thriftType.false) at = skipValue(view, at, type, depth);
  }
}

function skipValue(view: DataView, at: number, type: number, depth: number): number {
  switch (type) {
    case thriftType.true:
    case thriftType.false:
    case thriftType.byte:
      return within(view, at, 1);
    case thriftType.i16:
    case thriftType.i32:
    case thriftType.i64:
      return skipVarint(view, at);
    case thriftType.double:
      return within(view, at, 8);
    case thriftType.binary: {
      const from = skipVarint(view, at);
      return within(view, from, lengthAt(view, at));
    }
    case thriftType.list:
      return skipList(view, at, depth);
    case thriftType.struct:
      return skipStruct(view, at, depth + 1);
    default:
      throw new RangeError(`checkThrift: requires a type that Parquet uses, found ${type}`);
  }
}

function skipList(view: DataView, from: number, depth: number): number {
  const head = view.getUint8(from);
  const long = head >> 4 === 15;
  const length = long ? lengthAt(view, from + 1) : head >> 4;
  let at = long ? skipVarint(view, from + 1) : from + 1;
  if (length > view.byteLength - at)
    throw new RangeError(`checkThrift: a list of ${length} exceeds its bytes`);
  for (let index = 0; index < length; index++) at = skipValue(view, at, head & 0x0f, depth + 1);
  return at;
}

function skipVarint(view: DataView, from: number): number {
  for (let at = from; at < from + maximumVarintBytes; at++) if (view.getUint8(at) < 0x80) return at + 1;
  throw new RangeError('checkThrift: a number of more than 64 bits');
}

function lengthAt(view: DataView, from: number): number {
  let length = 0;
  for (let at = from, unit = 1; ; at++, unit *= 128) {
    const byte = view.getUint8(at);
    length += (byte & 0x7f) * unit;
    if (byte < 0x80) return length;
  }
}

function within(view: DataView, at: number, length: number): number {
  if (at + length > view.byteLength)
    throw new RangeError(`checkThrift: ${length} bytes at ${at} exceed the struct`);
  return at + length;
}
