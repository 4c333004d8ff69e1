import type { ByteStreamSource } from '../byte-source.ts';
import type { DecompressionLimits } from '../limits.ts';
import { UnreadableBatchError } from '../unreadable-batch-error.ts';
import { decompress, type Packing } from './decompress.ts';

/**
 * What a packed file holds. Nothing is kept: every `stream` unpacks again from the beginning, and no further than it
 * is read.
 *
 * @throws UnreadableBatchError from a stream: `unreadable` when the packed bytes are damaged or cut, `too-large` when
 *   they unpack to more than the limits allow
 */
export function decompressedSource(
  source: ByteStreamSource,
  packing: Packing,
  limits: DecompressionLimits,
): ByteStreamSource {
  return {
    async *stream(from = 0, to = Number.POSITIVE_INFINITY) {
      let read = 0;
      let position = 0;
      async function* counted() {
        for await (const piece of source.stream()) {
          read += piece.byteLength;
          yield piece;
        }
      }
      for await (const piece of decompress(counted(), packing)) {
        const begin = position;
        position += piece.byteLength;
        refuseBomb(read, position, packing, limits);
        if (position > from) yield piece.subarray(Math.max(0, from - begin), Math.max(0, to - begin));
        if (position >= to) return;
      }
    },
  };
}

function refuseBomb(read: number, unpacked: number, packing: Packing, limits: DecompressionLimits): void {
  if (unpacked > limits.decodedBytes) {
    throw new UnreadableBatchError(
      'too-large',
      `The file unpacks to more than ${limits.decodedBytes} bytes: split the batch into smaller ones.`,
    );
  }
  if (unpacked > limits.ratioFreeBytes && unpacked > read * limits.ratio) {
    throw new UnreadableBatchError(
      'too-large',
      `The file's ${packing} data unpacks to more than ${limits.ratio} times its size: that is no table of data.`,
    );
  }
}
