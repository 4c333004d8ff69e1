import { deltaBinaryUnpack } from 'hyparquet/src/delta.js';
import { readVarInt } from 'hyparquet/src/thrift.js';
import type { DataReader } from 'hyparquet/src/types.js';
import { maximumPageBytes } from './page-budget.ts';
import { byteValues, type PhysicalValues } from './physical-values.ts';

/** Decodes DELTA_BINARY_PACKED. @throws RangeError when the bytes are not that many integers */
export function decodeDeltaIntegers(
  bytes: Uint8Array,
  physical: 'INT32' | 'INT64',
  count: number,
): PhysicalValues {
  const reader = readerOf(bytes);
  if (physical === 'INT32') return { type: 'int32', values: unpackIntegers(reader, count) };
  checkHeader(reader, count);
  const values = new BigInt64Array(count);
  deltaBinaryUnpack(reader, count, values);
  return { type: 'int64', words: new Int32Array(values.buffer) };
}

/** Decodes DELTA_LENGTH_BYTE_ARRAY: all lengths, then all bytes. @throws RangeError when there are fewer bytes */
export function decodeDeltaLengthByteArrays(bytes: Uint8Array, count: number): PhysicalValues {
  const reader = readerOf(bytes);
  const lengths = unpackIntegers(reader, count);
  const starts = new Int32Array(count);
  const ends = new Int32Array(count);
  let at = reader.offset;
  for (let index = 0; index < count; index++) {
    starts[index] = at;
    at += lengthWithin(lengths[index]!, bytes.length - at);
    ends[index] = at;
  }
  return byteValues(bytes, starts, ends);
}

/**
 * Decodes DELTA_BYTE_ARRAY: how much of the value before each value begins with, then the rest of each.
 *
 * @throws RangeError when there are fewer bytes, or the values are more than a page may hold
 */
export function decodeDeltaByteArrays(bytes: Uint8Array, count: number): PhysicalValues {
  const reader = readerOf(bytes);
  const prefixes = unpackIntegers(reader, count);
  const suffixes = unpackIntegers(reader, count);
  const starts = new Int32Array(count);
  const ends = new Int32Array(count);
  const joined = new Uint8Array(joinedLength(prefixes, suffixes));
  let from = reader.offset;
  let at = 0;
  for (let index = 0; index < count; index++) {
    const before = index === 0 ? 0 : starts[index - 1]!;
    const prefix = lengthWithin(prefixes[index]!, index === 0 ? 0 : ends[index - 1]! - before);
    const suffix = lengthWithin(suffixes[index]!, bytes.length - from);
    starts[index] = at;
    joined.copyWithin(at, before, before + prefix);
    joined.set(bytes.subarray(from, from + suffix), at + prefix);
    from += suffix;
    at += prefix + suffix;
    ends[index] = at;
  }
  return byteValues(joined, starts, ends);
}

function joinedLength(prefixes: Int32Array, suffixes: Int32Array): number {
  let length = 0;
  for (let index = 0; index < prefixes.length; index++) length += prefixes[index]! + suffixes[index]!;
  return lengthWithin(length, maximumPageBytes);
}

function unpackIntegers(reader: DataReader, count: number): Int32Array {
  checkHeader(reader, count);
  const values = new Int32Array(count);
  deltaBinaryUnpack(reader, count, values);
  return values;
}

/** Blocks of more values than this are nobody's: writers use 128 or 256. */
const maximumBlockValues = 65_536;

/** The library takes the header's word for what it allocates. */
function checkHeader({ view, offset }: DataReader, count: number): void {
  const reader = { view, offset };
  const blockValues = readVarInt(reader);
  const miniblocks = readVarInt(reader);
  const total = readVarInt(reader);
  const sound =
    blockValues > 0 &&
    blockValues <= maximumBlockValues &&
    miniblocks > 0 &&
    blockValues % (miniblocks * 8) === 0 &&
    total >= count;
  if (!sound) throw new RangeError(`decodeDelta: requires ${count} values in whole blocks, found ${total}`);
}

function lengthWithin(length: number, limit: number): number {
  if (length >= 0 && length <= limit) return length;
  throw new RangeError(`decodeDelta: requires a length of at most ${limit}, found ${length}`);
}

function readerOf(bytes: Uint8Array): DataReader {
  return { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
}
