import type { Transform } from 'node:stream';
import zlib from 'node:zlib';
import { UnreadableBatchError } from '../unreadable-batch-error.ts';

/** One of Node's, which count what they have used of their input. */
export type Decompressor = Transform & { readonly bytesWritten: number };

// Functions run on a Node that has zstd. The command may be run on an older one, where a named import would end it at once.

/** As {@link zlib.createZstdDecompress}. @throws UnreadableBatchError where Node has none */
export function zstdDecompressor(chunkSize: number): Decompressor {
  if (!zlib.createZstdDecompress) throw withoutZstd();
  return zlib.createZstdDecompress({ chunkSize });
}

/** As {@link zlib.zstdDecompressSync}. @throws UnreadableBatchError where Node has none */
export function zstdBytes(input: Uint8Array, maxOutputLength: number): Uint8Array {
  if (!zlib.zstdDecompressSync) throw withoutZstd();
  return zlib.zstdDecompressSync(input, { maxOutputLength });
}

function withoutZstd(): UnreadableBatchError {
  return new UnreadableBatchError(
    'unreadable',
    `The file is compressed with zstd, which Node ${process.versions.node} cannot read: use Node 22.15 or newer, or write it with gzip or snappy.`,
  );
}
