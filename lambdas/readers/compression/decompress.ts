import { isNativeError } from 'node:util/types';
import { createGunzip } from 'node:zlib';
import type { Compression } from '../batch-reader.ts';
import { UnreadableBatchError } from '../unreadable-batch-error.ts';
import { type Decompressor, zstdDecompressor } from './zstd.ts';

/** How a file can be packed. */
export type Packing = Exclude<Compression, 'none'>;

/** Bytes that a decompressor hands out at once, at most. */
const CHUNK_BYTES = 262_144;

const makers: Readonly<Record<Packing, () => Decompressor>> = {
  gzip: () => createGunzip({ chunkSize: CHUNK_BYTES }),
  zstd: () => zstdDecompressor(CHUNK_BYTES),
};

/**
 * The bytes that were packed, piece by piece. A file of several members (gzip) or frames (zstd) is all of them in a
 * row: Node's zstd stops after the first, so what it leaves is given to the next one.
 *
 * @throws UnreadableBatchError when the packed bytes are damaged or cut
 */
export async function* decompress(
  packed: AsyncIterable<Uint8Array>,
  packing: Packing,
): AsyncGenerator<Uint8Array> {
  const pieces = packed[Symbol.asyncIterator]();
  try {
    for (let rest: Uint8Array | undefined = new Uint8Array(0); rest !== undefined; ) {
      const decompressor = makers[packing]();
      const feeding = feed(decompressor, rest, pieces);
      try {
        for await (const piece of decompressor) yield piece;
      } catch (error) {
        throw isOfZlib(error) ? unreadable(packing, error) : error;
      }
      rest = await feeding;
    }
  } finally {
    await pieces.return?.();
  }
}

/**
 * Writes pieces until there are no more, or the decompressor ends before its input.
 *
 * @returns what it did not use; undefined when it used everything. Failures are the decompressor's to tell.
 */
async function feed(
  decompressor: Decompressor,
  first: Uint8Array,
  pieces: AsyncIterator<Uint8Array>,
): Promise<Uint8Array | undefined> {
  try {
    for (let piece: Uint8Array | undefined = first; piece !== undefined; piece = await nextOf(pieces)) {
      const used = await write(decompressor, piece);
      if (used < piece.byteLength) {
        decompressor.end();
        return piece.subarray(used);
      }
    }
    decompressor.end();
  } catch (error) {
    decompressor.destroy(isNativeError(error) ? error : new Error(String(error)));
  }
  return undefined;
}

async function nextOf(pieces: AsyncIterator<Uint8Array>): Promise<Uint8Array | undefined> {
  const next = await pieces.next();
  return next.done ? undefined : next.value;
}

/** @returns how many bytes were used */
function write(decompressor: Decompressor, piece: Uint8Array): Promise<number> {
  if (piece.byteLength === 0) return Promise.resolve(0);
  const before = decompressor.bytesWritten;
  return new Promise((resolve, reject) => {
    decompressor.write(piece, (error) =>
      error ? reject(error) : resolve(decompressor.bytesWritten - before),
    );
  });
}

function isOfZlib(error: unknown): error is Error & { readonly code: string } {
  return (
    isNativeError(error) &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^(Z_|ZSTD_)/.test(error.code)
  );
}

function unreadable(packing: Packing, cause: Error & { readonly code: string }): UnreadableBatchError {
  const what =
    cause.code === 'Z_BUF_ERROR'
      ? `The file ends in the middle of its ${packing} data: upload it again, whole.`
      : `The file's ${packing} data is damaged (${cause.message}): pack it again, and upload it.`;
  return new UnreadableBatchError('unreadable', what, { cause });
}
