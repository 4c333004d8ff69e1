/** The shortest repetition that LZ4 writes. */
const minimumMatch = 4;

/**
 * Decompresses one LZ4 block (no frame).
 *
 * @param size  bytes that it must give
 * @throws RangeError when the block is damaged, or gives another number of bytes
 * @see https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md
 */
export function lz4Decompress(input: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const output = new Uint8Array(size);
  let from = 0;
  let to = 0;
  while (from < input.length) {
    const token = input[from++]!;
    let literals = token >> 4;
    if (literals === 15) {
      let more = 255;
      while (more === 255) {
        more = byteAt(input, from++);
        literals += more;
      }
    }
    if (literals > input.length - from || literals > size - to) throw damaged();
    output.set(input.subarray(from, from + literals), to);
    from += literals;
    to += literals;
    if (from === input.length) break;
    const distance = byteAt(input, from) + byteAt(input, from + 1) * 256;
    from += 2;
    let length = (token & 15) + minimumMatch;
    if ((token & 15) === 15) {
      let more = 255;
      while (more === 255) {
        more = byteAt(input, from++);
        length += more;
      }
    }
    if (distance === 0 || distance > to || length > size - to) throw damaged();
    if (distance >= length) output.copyWithin(to, to - distance, to - distance + length);
    else for (let index = to; index < to + length; index++) output[index] = output[index - distance]!;
    to += length;
  }
  if (to !== size) throw damaged();
  return output;
}

/**
 * Decompresses what Parquet calls `LZ4`, for which writers put different things into their files: Hadoop's blocks, each with its two
 * lengths in front (big-endian), or one plain block.
 *
 * @throws RangeError when it is neither
 */
export function lz4HadoopDecompress(input: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  return hadoopBlocks(input, size) ?? lz4Decompress(input, size);
}

function hadoopBlocks(input: Uint8Array, size: number): Uint8Array<ArrayBuffer> | undefined {
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  const output = new Uint8Array(size);
  let from = 0;
  let to = 0;
  while (input.length - from >= 8) {
    const blockSize = view.getUint32(from);
    const length = view.getUint32(from + 4);
    if (blockSize > size - to || length > input.length - from - 8) return undefined;
    try {
      output.set(lz4Decompress(input.subarray(from + 8, from + 8 + length), blockSize), to);
    } catch {
      return undefined;
    }
    from += 8 + length;
    to += blockSize;
  }
  return from === input.length && to === size ? output : undefined;
}

function byteAt(input: Uint8Array, at: number): number {
  if (at >= input.length) throw damaged();
  return input[at]!;
}

function damaged(): RangeError {
  return new RangeError('lz4Decompress: requires a whole LZ4 block, found a damaged one');
}
