import { equalBytes } from './bytes.ts';
import { UnreadableBatchError } from './unreadable-batch-error.ts';

const SIGNATURES: readonly {
  readonly name: string;
  readonly bytes: readonly number[];
  readonly advice: string;
}[] = [
  { name: 'gzip', bytes: [0x1f, 0x8b], advice: 'decompress it before the upload' },
  { name: 'a zip archive or an Excel workbook', bytes: [0x50, 0x4b, 0x03, 0x04], advice: 'save it as CSV' },
  { name: 'an empty zip archive', bytes: [0x50, 0x4b, 0x05, 0x06], advice: 'save it as CSV' },
  { name: 'a PNG image', bytes: [0x89, 0x50, 0x4e, 0x47], advice: 'upload the data itself' },
  { name: 'a PDF document', bytes: [0x25, 0x50, 0x44, 0x46, 0x2d], advice: 'upload the data itself' },
  { name: 'Parquet', bytes: [0x50, 0x41, 0x52, 0x31], advice: 'name it .parquet' },
  { name: 'Avro', bytes: [0x4f, 0x62, 0x6a, 0x01], advice: 'save it as CSV or Parquet' },
  { name: 'zstd', bytes: [0x28, 0xb5, 0x2f, 0xfd], advice: 'decompress it before the upload' },
  { name: 'xz', bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a], advice: 'decompress it before the upload' },
  {
    name: 'bzip2',
    bytes: [0x42, 0x5a, 0x68, 0x39, 0x31, 0x41, 0x59],
    advice: 'decompress it before the upload',
  },
  { name: 'an old Excel workbook', bytes: [0xd0, 0xcf, 0x11, 0xe0], advice: 'save it as CSV' },
  { name: 'UTF-16 text', bytes: [0xff, 0xfe], advice: 'save it as UTF-8' },
  { name: 'UTF-16 text', bytes: [0xfe, 0xff], advice: 'save it as UTF-8' },
];

/**
 * Refuses a file that should be text and begins like something else.
 *
 * @param head    the file's first bytes
 * @param format  what it should be, as people call it: `CSV`
 * @throws UnreadableBatchError `unsupported-format`, which says what the file is and what to do
 */
export function refuseForeignFormat(head: Uint8Array, format: string): void {
  for (const { name, bytes, advice } of SIGNATURES) {
    if (head.length >= bytes.length && equalBytes(head, 0, Uint8Array.from(bytes))) {
      throw new UnreadableBatchError('unsupported-format', `The file is ${name}, not ${format}: ${advice}.`);
    }
  }
}

/**
 * Refuses a first line with NUL bytes in it: UTF-16 without a mark when every other byte is one, else no text at all.
 *
 * @throws UnreadableBatchError `unsupported-format`
 */
export function refuseNulBytes(line: Uint8Array, format: string): void {
  const nuls = line.reduce((count, byte) => (byte === 0 ? count + 1 : count), 0);
  if (nuls === 0) return;
  const wide = nuls * 3 > line.length && nuls * 3 < line.length * 2;
  const what = wide
    ? 'is UTF-16 text, not UTF-8: save it as UTF-8'
    : `is binary, not ${format}: it has NUL bytes`;
  throw new UnreadableBatchError('unsupported-format', `The file ${what}.`);
}
