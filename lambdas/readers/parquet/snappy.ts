import { copyShortRuns, type RunCursor } from './snappy-runs.ts';

/** Shorter runs are copied byte by byte: a call costs more than they do. */
const shortRun = 24;

/**
 * Decompresses Snappy's raw format. Short runs, of which numbers that nearly repeat are made, are copied by words, long ones as a
 * whole.
 *
 * @param size  bytes that it must give
 * @throws RangeError when the input is damaged, or gives another number of bytes
 * @see https://github.com/google/snappy/blob/main/format_description.txt
 */
export function snappyDecompress(input: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const output = new Uint8Array(size);
  const source = new DataView(input.buffer, input.byteOffset, input.byteLength);
  const target = new DataView(output.buffer);
  const end = input.length;
  const cursor: RunCursor = { from: afterLength(input), to: 0 };
  while (cursor.from < end) {
    copyShortRuns(source, target, cursor);
    if (cursor.from < end) copyRun(input, output, cursor);
  }
  if (cursor.to !== size) throw damaged();
  return output;
}

/** Copies the run whose tag stands at the cursor, whatever it is. */
function copyRun(input: Uint8Array, output: Uint8Array, cursor: RunCursor): void {
  let { from } = cursor;
  const { to } = cursor;
  const tag = input[from++]!;
  let length = (tag >> 2) + 1;
  if ((tag & 3) === 0) {
    if (length > 60) {
      const lengthBytes = length - 60;
      if (from + lengthBytes > input.length) throw damaged();
      length = littleEndian(input, from, lengthBytes) + 1;
      from += lengthBytes;
    }
    if (length > input.length - from || length > output.length - to) throw damaged();
    if (length > shortRun) output.set(input.subarray(from, from + length), to);
    else for (let index = 0; index < length; index++) output[to + index] = input[from + index]!;
    cursor.from = from + length;
    cursor.to = to + length;
    return;
  }
  const distanceBytes = (tag & 3) === 3 ? 4 : tag & 3;
  if (from + distanceBytes > input.length) throw damaged();
  let distance = littleEndian(input, from, distanceBytes);
  if (distanceBytes === 1) {
    length = ((tag >> 2) & 7) + 4;
    distance += (tag >> 5) << 8;
  }
  if (distance === 0 || distance > to || length > output.length - to) throw damaged();
  const copy = to - distance;
  if (length > shortRun && distance >= length) output.copyWithin(to, copy, copy + length);
  else for (let index = 0; index < length; index++) output[to + index] = output[copy + index]!;
  cursor.from = from + distanceBytes;
  cursor.to = to + length;
}

/** The length of the output stands in front, as a varint; the page's header has said it already. */
function afterLength(input: Uint8Array): number {
  let at = 0;
  while (at < 4 && at < input.length && input[at]! >= 0x80) at++;
  return at + 1;
}

function littleEndian(input: Uint8Array, from: number, count: number): number {
  let value = input[from]!;
  if (count > 1) value += input[from + 1]! << 8;
  if (count > 2) value += input[from + 2]! << 16;
  if (count > 3) value += input[from + 3]! * 16_777_216;
  return value;
}

function damaged(): RangeError {
  return new RangeError('snappyDecompress: requires whole Snappy data, found damaged ones');
}
