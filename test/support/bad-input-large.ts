import { constants, crc32, deflateRawSync } from 'node:zlib';

/**
 * The large files of the corpus, as gen_large.py makes them: the same bytes, of the packed one the same content.
 *
 * @param good  the text of good.csv
 */
export function makeLarge(name: string, good: string): Uint8Array {
  const [head = [], ...rows] = good
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  switch (name) {
    case 'huge_field.csv':
      rows[3]![head.indexOf('channel')] = 'x'.repeat(5_000_000);
      return csv([head, ...rows]);
    case 'wide_10k.csv':
      return csv([
        [...head, ...Array.from({ length: 10_000 }, (_, index) => `x${index}`)],
        ...rows.map((row) => [...row, ...new Array<string>(10_000).fill('0')]),
      ]);
    case 'bomb_zeros.csv.gz':
      return gzipOfZeros(2_048);
    default:
      throw new RangeError(`makeLarge: requires a name it knows, found ${name}`);
  }
}

function csv(rows: readonly (readonly string[])[]): Uint8Array {
  return Buffer.from(rows.map((row) => `${row.join(',')}\n`).join(''));
}

/** A gzip member of so many MiB of zeros: one packed MiB over and over, which takes no time to make. */
function gzipOfZeros(mebibytes: number): Uint8Array {
  const zeros = Buffer.alloc(1_048_576);
  const block = deflateRawSync(zeros, { level: 9, finishFlush: constants.Z_FULL_FLUSH });
  let checksum = 0;
  for (let count = 0; count < mebibytes; count++) checksum = crc32(zeros, checksum);
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(checksum, 0);
  trailer.writeUInt32LE((mebibytes * zeros.length) % 2 ** 32, 4);
  const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 0xff]);
  const lastBlock = Buffer.from([0x03, 0x00]);
  return Buffer.concat([header, ...new Array<Buffer>(mebibytes).fill(block), lastBlock, trailer]);
}
