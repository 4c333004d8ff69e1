/** Shorter runs are copied byte by byte: a call costs more than they do. */
const shortRun = 24;

/**
 * Decompresses Snappy's raw format. Runs are copied as a whole, which takes numbers that do not repeat, the larger part of most
 * files, four times as fast as byte by byte.
 *
 * @param size  bytes that it must give
 * @throws RangeError when the input is damaged, or gives another number of bytes
 * @see https://github.com/google/snappy/blob/main/format_description.txt
 */
export function snappyDecompress(input: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const output = new Uint8Array(size);
  const end = input.length;
  let from = afterLength(input);
  let to = 0;
  while (from < end) {
    const tag = input[from++]!;
    let length = (tag >> 2) + 1;
    if ((tag & 3) === 0) {
      if (length > 60) {
        const lengthBytes = length - 60;
        if (from + lengthBytes > end) throw damaged();
        length = littleEndian(input, from, lengthBytes) + 1;
        from += lengthBytes;
      }
      if (length > end - from || length > size - to) throw damaged();
      if (length > shortRun) output.set(input.subarray(from, from + length), to);
      else for (let index = 0; index < length; index++) output[to + index] = input[from + index]!;
      from += length;
      to += length;
      continue;
    }
    const distanceBytes = (tag & 3) === 3 ? 4 : tag & 3;
    if (from + distanceBytes > end) throw damaged();
    let distance = littleEndian(input, from, distanceBytes);
    from += distanceBytes;
    if (distanceBytes === 1) {
      length = ((tag >> 2) & 7) + 4;
      distance += (tag >> 5) << 8;
    }
    if (distance === 0 || distance > to || length > size - to) throw damaged();
    const copy = to - distance;
    if (length > shortRun && distance >= length) output.copyWithin(to, copy, copy + length);
    else for (let index = 0; index < length; index++) output[to + index] = output[copy + index]!;
    to += length;
  }
  if (to !== size) throw damaged();
  return output;
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
