import type { Encoding, ParquetType } from 'hyparquet/src/types.js';
import { decodeDeltaByteArrays, decodeDeltaIntegers, decodeDeltaLengthByteArrays } from './decode-delta.ts';
import { byteValues, type PhysicalValues } from './physical-values.ts';
import { decodeRleHybrid, unpackBits } from './rle-hybrid.ts';

/** Values of a page as bytes, and how to read them. */
export interface EncodedValues {
  /** The page's values, to the page's end. */
  readonly bytes: Uint8Array;
  readonly encoding: Encoding | undefined;
  readonly physical: ParquetType;
  /** Of a fixed-length value. */
  readonly byteLength: number;
  readonly count: number;
}

/** Bytes of the values of fixed length. */
const widths: Readonly<Partial<Record<ParquetType, number>>> = {
  INT32: 4,
  FLOAT: 4,
  INT64: 8,
  DOUBLE: 8,
  INT96: 12,
};

/**
 * Decodes the values of a page that are not indices into a dictionary.
 *
 * @throws RangeError when the bytes are not that many values
 */
export function decodeValues(values: EncodedValues): PhysicalValues {
  const { bytes, encoding, physical, count } = values;
  if (count === 0) return fixedValues(new Uint8Array(0), values);
  switch (encoding) {
    case 'PLAIN':
      return decodePlain(values);
    case 'RLE': {
      if (physical !== 'BOOLEAN') throw unknown(values);
      const booleans = new Uint8Array(count);
      decodeRleHybrid(bytes, 4, bytes.length, 1, booleans);
      return { type: 'booleans', values: booleans };
    }
    case 'BYTE_STREAM_SPLIT':
      return decodeSplit(values);
    case 'DELTA_BINARY_PACKED':
      if (physical !== 'INT32' && physical !== 'INT64') throw unknown(values);
      return decodeDeltaIntegers(bytes, physical, count);
    case 'DELTA_LENGTH_BYTE_ARRAY':
      if (physical !== 'BYTE_ARRAY') throw unknown(values);
      return decodeDeltaLengthByteArrays(bytes, count);
    case 'DELTA_BYTE_ARRAY':
      if (physical !== 'BYTE_ARRAY' && physical !== 'FIXED_LEN_BYTE_ARRAY') throw unknown(values);
      return decodeDeltaByteArrays(bytes, count);
    default:
      throw unknown(values);
  }
}

function decodePlain(values: EncodedValues): PhysicalValues {
  const { bytes, physical, count } = values;
  if (physical === 'BOOLEAN') {
    if (bytes.length * 8 < count) throw tooShort(values);
    const booleans = new Uint8Array(count);
    unpackBits(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), 0, 1, booleans, 0, count);
    return { type: 'booleans', values: booleans };
  }
  return physical === 'BYTE_ARRAY' ? plainByteArrays(values) : fixedValues(bytes, values);
}

function plainByteArrays(values: EncodedValues): PhysicalValues {
  const { bytes, count } = values;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (count * 4 > bytes.length) throw tooShort(values);
  const starts = new Int32Array(count);
  const ends = new Int32Array(count);
  let at = 0;
  for (let index = 0; index < count; index++) {
    const start = at + 4;
    at = start + view.getUint32(at, true);
    if (at > bytes.length) throw tooShort(values);
    starts[index] = start;
    ends[index] = at;
  }
  return byteValues(bytes, starts, ends);
}

/** Values of fixed length, end to end. */
function fixedValues(bytes: Uint8Array, values: EncodedValues): PhysicalValues {
  const { physical, count } = values;
  const width = widthOf(values);
  const size = width * count;
  if (bytes.length < size) throw tooShort(values);
  switch (physical) {
    case 'BOOLEAN':
      return { type: 'booleans', values: bytes.subarray(0, count) };
    case 'INT32':
      return { type: 'int32', values: new Int32Array(...aligned(bytes, size, 4)) };
    case 'INT64':
      return { type: 'int64', words: new Int32Array(...aligned(bytes, size, 4)) };
    case 'FLOAT':
      return { type: 'floats', values: new Float32Array(...aligned(bytes, size, 4)) };
    case 'DOUBLE':
      return { type: 'floats', values: new Float64Array(...aligned(bytes, size, 8)) };
    default: {
      const starts = Int32Array.from({ length: count }, (_, index) => index * width);
      return byteValues(
        bytes,
        starts,
        starts.map((start) => start + width),
      );
    }
  }
}

/** The arguments of a typed array over the first `size` bytes: the same memory where its elements can stand there. */
function aligned(bytes: Uint8Array, size: number, width: 4 | 8): [ArrayBufferLike, number, number] {
  const count = (size / width) | 0;
  if (bytes.byteOffset % width === 0) return [bytes.buffer, bytes.byteOffset, count];
  return [bytes.slice(0, size).buffer, 0, count];
}

/** Puts the bytes of values together that are written apart: all first bytes, all second ones, and so on. */
function decodeSplit(values: EncodedValues): PhysicalValues {
  const { bytes, physical, count } = values;
  if (physical === 'BOOLEAN' || physical === 'BYTE_ARRAY' || physical === 'INT96') throw unknown(values);
  const width = widthOf(values);
  if (bytes.length < width * count) throw tooShort(values);
  const joined = new Uint8Array(width * count);
  for (let byte = 0; byte < width; byte++) {
    const from = byte * count;
    for (let index = 0, to = byte; index < count; index++, to += width) joined[to] = bytes[from + index]!;
  }
  return fixedValues(joined, values);
}

function widthOf({ physical, byteLength }: EncodedValues): number {
  return widths[physical] ?? (physical === 'FIXED_LEN_BYTE_ARRAY' ? byteLength : 0);
}

function tooShort({ physical, count, bytes }: EncodedValues): RangeError {
  return new RangeError(`decodeValues: requires ${count} values ${physical}, found ${bytes.length} bytes`);
}

function unknown({ encoding, physical }: EncodedValues): RangeError {
  return new RangeError(`decodeValues: requires an encoding of ${physical}, found ${encoding}`);
}
