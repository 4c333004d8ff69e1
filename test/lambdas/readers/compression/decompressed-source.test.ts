import { randomBytes } from 'node:crypto';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import type { ByteStreamSource } from '../../../../lambdas/readers/byte-source.ts';
import { decompressedSource } from '../../../../lambdas/readers/compression/decompressed-source.ts';
import { decompressionLimits } from '../../../../lambdas/readers/limits.ts';
import { piecewise } from '../batch-rows.ts';

const text = Array.from({ length: 4_000 }, (_, row) => `${row},${(row * 7919) % 1009}\n`).join('');
const packers = { gzip: gzipSync, zstd: zstdCompressSync };
const packings = ['gzip', 'zstd'] as const;

async function contentOf(source: ByteStreamSource, from?: number, to?: number): Promise<string> {
  const pieces = await Array.fromAsync(source.stream(from, to));
  return Buffer.concat(pieces).toString();
}

function unpack(packed: Uint8Array, packing: 'gzip' | 'zstd', size = 1_000, limits = decompressionLimits) {
  return decompressedSource(piecewise(packed, [size]), packing, limits);
}

describe.each(packings)('%s', (packing) => {
  const whole = packers[packing](text);

  test.each([1, 7, 100, 1_000_000])('is unpacked from pieces of %d bytes, again and again', async (size) => {
    const source = unpack(whole, packing, size);

    expect(await contentOf(source)).toBe(text);
    expect(await contentOf(source)).toBe(text);
  });

  test('gives an interval of what was packed', async () => {
    const source = unpack(whole, packing);

    expect(await contentOf(source, 10, 20)).toBe(text.slice(10, 20));
    expect(await contentOf(source, text.length - 3)).toBe(text.slice(-3));
    expect(await contentOf(source, text.length + 3)).toBe('');
  });

  // Node's zstd ends after the first frame and drops the rest of the piece: rows were lost without a word.
  test.each([1, 7, 1_000_000])('of several members is all of them, in pieces of %d bytes', async (size) => {
    const packed = Buffer.concat(
      [text.slice(0, 99), '', text.slice(99)].map((part) => packers[packing](part)),
    );

    expect(await contentOf(unpack(packed, packing, size))).toBe(text);
  });

  test.each([1, 1_000_000])('that is cut is unreadable, in pieces of %d bytes', async (size) => {
    const source = unpack(whole.subarray(0, whole.length - 9), packing, size);

    await expect(contentOf(source)).rejects.toMatchObject({
      code: 'unreadable',
      message: expect.stringContaining('middle'),
    });
  });

  test.each([1, 1_000_000])(
    'with something else behind it is unreadable, in pieces of %d bytes',
    async (size) => {
      const source = unpack(Buffer.concat([whole, Buffer.from('garbage!')]), packing, size);

      await expect(contentOf(source)).rejects.toMatchObject({
        code: 'unreadable',
        message: expect.stringContaining('damaged'),
      });
    },
  );

  test('that unpacks to more than the limit is too large', async () => {
    const limits = { ...decompressionLimits, decodedBytes: text.length - 1 };

    await expect(contentOf(unpack(whole, packing, 1_000, limits))).rejects.toMatchObject({
      code: 'too-large',
    });
    await expect(
      contentOf(unpack(whole, packing, 1_000, { ...limits, decodedBytes: text.length })),
    ).resolves.toBe(text);
  });

  test('that unpacks to a thousand times its size is too large, and read no further', async () => {
    const bomb = packers[packing](Buffer.alloc(100_000_000));
    const read = { bytes: 0 };
    const source = decompressedSource(countedSource(bomb, read), packing, decompressionLimits);

    await expect(contentOf(source)).rejects.toMatchObject({ code: 'too-large' });
    expect(read.bytes).toBeLessThan(bomb.length / 2);
  });

  test('is unpacked no further than it is read', async () => {
    const noise = randomBytes(3_000_000);
    const packed = packers[packing](noise);
    const read = { bytes: 0 };

    await contentOf(decompressedSource(countedSource(packed, read), packing, decompressionLimits), 0, 100);

    expect(read.bytes).toBeLessThan(packed.length / 2);
  });

  test('passes on what goes wrong with the source itself', async () => {
    const failing: ByteStreamSource = {
      async *stream() {
        yield whole.subarray(0, 50);
        throw new RangeError('the network is down');
      },
    };

    await expect(contentOf(decompressedSource(failing, packing, decompressionLimits))).rejects.toThrow(
      RangeError,
    );
  });
});

test('a wrong checksum is damage', async () => {
  const packed = Buffer.from(gzipSync(text));
  packed[packed.length - 8]! ^= 1;

  await expect(contentOf(unpack(packed, 'gzip'))).rejects.toMatchObject({ code: 'unreadable' });
});

function countedSource(bytes: Uint8Array, read: { bytes: number }): ByteStreamSource {
  return {
    async *stream() {
      for await (const piece of piecewise(bytes, [1_000]).stream()) {
        read.bytes += piece.byteLength;
        yield piece;
      }
    },
  };
}
