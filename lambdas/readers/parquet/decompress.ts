import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { CompressionCodec } from 'hyparquet/src/types.js';
import { zstdBytes } from '../compression/zstd.ts';
import { lz4Decompress, lz4HadoopDecompress } from './lz4.ts';
import { snappyDecompress } from './snappy.ts';

type Decompress = (input: Uint8Array, size: number) => Uint8Array;

/** How each codec that can be read is read; LZO has no free, widely used decoder, and no writer that chooses it. */
const decompressors: Readonly<Partial<Record<CompressionCodec, Decompress>>> = {
  UNCOMPRESSED: (input) => input,
  SNAPPY: snappyDecompress,
  GZIP: (input, size) => gunzipSync(input, { maxOutputLength: Math.max(1, size) }),
  ZSTD: (input, size) => zstdBytes(input, Math.max(1, size)),
  BROTLI: (input, size) => brotliDecompressSync(input, { maxOutputLength: Math.max(1, size) }),
  LZ4: lz4HadoopDecompress,
  LZ4_RAW: lz4Decompress,
};

/** Whether pages of the codec can be read. */
export function isReadableCodec(codec: CompressionCodec | undefined): codec is CompressionCodec {
  return codec !== undefined && decompressors[codec] !== undefined;
}

/**
 * Decompresses a page.
 *
 * @param size  bytes that it must give, no more and no less
 * @throws RangeError, or the codec's own error, when it does not
 */
export function decompress(codec: CompressionCodec, input: Uint8Array, size: number): Uint8Array {
  if (input.length === 0 && size === 0) return input;
  const output = decompressors[codec]?.(input, size);
  if (output?.length !== size) {
    throw new RangeError(`decompress: requires ${size} bytes, found ${output?.length} from ${codec}`);
  }
  return output.constructor === Uint8Array
    ? output
    : new Uint8Array(output.buffer, output.byteOffset, output.byteLength);
}
