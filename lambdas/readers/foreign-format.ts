import { byteOrderMarkLength } from './byte-source.ts';
import { UnreadableBatchError } from './unreadable-batch-error.ts';

/** What to do with a file of a format that is not read. */
const advices = {
  table: 'save it as Parquet',
  sheet: 'save it as CSV',
  export: 'export the table as CSV or Parquet',
  pack: 'decompress it before the upload',
  unpack: 'unpack it, and upload the tables',
  data: 'upload the data itself',
  text: 'save it as UTF-8',
} as const;

/** A format that is not read, as people call it, and what to do: `save it as Parquet`. */
interface Foreign {
  readonly name: string;
  readonly advice: string;
}

/** A format by the bytes that its files begin with. */
interface Signature extends Foreign {
  /** A character a byte. */
  readonly begins: string;
  /** Where the bytes stand, if not at the beginning. */
  readonly at?: number;
  /** The bytes are letters that a table of texts may begin with, too: then the head must also have bytes that no text has. */
  readonly mustBeBinary?: true;
}

/** The first that fits counts. */
const signatures: readonly Signature[] = [
  { name: 'ORC', advice: advices.table, begins: 'ORC', mustBeBinary: true },
  { name: 'Arrow (Feather)', advice: advices.table, begins: 'ARROW1' },
  { name: 'an Arrow stream', advice: advices.table, begins: '\xff\xff\xff\xff' },
  { name: 'Feather', advice: advices.table, begins: 'FEA1', mustBeBinary: true },
  { name: 'Avro', advice: advices.table, begins: 'Obj\x01' },
  { name: 'encrypted Parquet', advice: 'write it without encryption', begins: 'PARE', mustBeBinary: true },
  { name: 'HDF5', advice: advices.table, begins: '\x89HDF' },
  { name: 'HDF5', advice: advices.table, begins: 'MATLAB 7.3 MAT-file' },
  { name: 'a MATLAB file', advice: advices.table, begins: 'MATLAB 5.0 MAT-file' },
  { name: 'a NumPy array (.npy)', advice: advices.table, begins: '\x93NUMPY' },
  ...['\x02', '\x03', '\x04', '\x05'].map((protocol) => pickle(`\x80${protocol}`)),
  ...['ccopy_reg\n', 'cnumpy.', 'cpandas.', '(lp0\n', '(dp0\n'].map(pickle),
  { name: 'a SQLite database', advice: advices.export, begins: 'SQLite format 3\0' },
  { name: 'a DuckDB database', advice: advices.export, begins: 'DUCK', at: 8, mustBeBinary: true },
  { name: 'a Hadoop SequenceFile', advice: advices.table, begins: 'SEQ\x06' },
  { name: 'an R data file', advice: advices.table, begins: 'RDX2\n' },
  { name: 'an R data file', advice: advices.table, begins: 'RDX3\n' },
  { name: 'an R data file', advice: advices.table, begins: 'X\n\0\0\0' },
  { name: 'a Stata file', advice: advices.table, begins: '<stata_dta>' },
  { name: 'an SPSS file', advice: advices.table, begins: '$FL2', mustBeBinary: true },
  { name: 'a SAS file', advice: advices.table, begins: '\xc2\xea\x81\x60', at: 12 },
  { name: 'a SAS transport file', advice: advices.table, begins: 'HEADER RECORD*******' },
  { name: 'gzip', advice: advices.pack, begins: '\x1f\x8b' },
  { name: 'zstd', advice: advices.pack, begins: '\x28\xb5\x2f\xfd' },
  { name: 'xz', advice: advices.pack, begins: '\xfd7zXZ' },
  { name: 'bzip2', advice: advices.pack, begins: 'BZh91AY' },
  { name: 'lz4', advice: advices.pack, begins: '\x04\x22\x4d\x18' },
  { name: 'snappy', advice: advices.pack, begins: '\xff\x06\0\0sNaPpY' },
  { name: 'zlib', advice: advices.pack, begins: '\x78\x9c' },
  { name: 'zlib', advice: advices.pack, begins: '\x78\xda' },
  { name: 'a 7z archive', advice: advices.unpack, begins: '7z\xbc\xaf\x27\x1c' },
  { name: 'a RAR archive', advice: advices.unpack, begins: 'Rar!\x1a\x07' },
  { name: 'a tar archive', advice: advices.unpack, begins: 'ustar', at: 257, mustBeBinary: true },
  { name: 'an empty zip archive', advice: advices.data, begins: 'PK\x05\x06' },
  { name: 'an old Excel workbook', advice: advices.sheet, begins: '\xd0\xcf\x11\xe0' },
  { name: 'Parquet', advice: 'name it .parquet', begins: 'PAR1' },
  { name: 'a PDF document', advice: advices.data, begins: '%PDF-' },
  { name: 'a PNG image', advice: advices.data, begins: '\x89PNG' },
  { name: 'a JPEG image', advice: advices.data, begins: '\xff\xd8\xff' },
  { name: 'a GIF image', advice: advices.data, begins: 'GIF87a' },
  { name: 'a GIF image', advice: advices.data, begins: 'GIF89a' },
  { name: 'a TIFF image', advice: advices.data, begins: 'II*\0' },
  { name: 'a TIFF image', advice: advices.data, begins: 'MM\0*' },
  { name: 'a WebP image', advice: advices.data, begins: 'WEBP', at: 8, mustBeBinary: true },
  { name: 'a BMP image', advice: advices.data, begins: 'BM', mustBeBinary: true },
  {
    name: 'a pointer of Git LFS',
    advice: 'upload the file that it points to (git lfs pull)',
    begins: 'version https://git-lfs.github.com/',
  },
  { name: 'UTF-32 text', advice: advices.text, begins: '\xff\xfe\0\0' },
  { name: 'UTF-32 text', advice: advices.text, begins: '\0\0\xfe\xff' },
  { name: 'UTF-16 text', advice: advices.text, begins: '\xff\xfe' },
  { name: 'UTF-16 text', advice: advices.text, begins: '\xfe\xff' },
];

function pickle(begins: string): Signature {
  return { name: 'a Python pickle', advice: advices.table, begins };
}

/** A format by what stands near the beginning of its files. */
interface Look extends Foreign {
  readonly pattern: RegExp;
}

/** What zip archives hold. */
const archives: readonly Look[] = [
  { name: 'NumPy arrays (.npz)', advice: advices.table, pattern: /\.npy/ },
  {
    name: 'an OpenDocument spreadsheet',
    advice: advices.sheet,
    pattern: /application\/vnd\.oasis\.opendocument\.spreadsheet/,
  },
  {
    name: 'an Excel workbook',
    advice: advices.sheet,
    pattern: /\[Content_Types\]\.xml|_rels\/|xl\/|docProps\//,
  },
];

const zip: Foreign = { name: 'a zip archive', advice: advices.unpack };

/** Documents by their first tag, without a mark or blanks before it. */
const documents: readonly Look[] = [
  { name: 'an HTML page', advice: advices.data, pattern: /^<(?:!doctype\s+html|html|head|body)\b/i },
  { name: 'an SVG image', advice: advices.data, pattern: /^<(?:\?xml\b[\s\S]*<)?svg\b/i },
  {
    name: 'an Excel workbook',
    advice: advices.sheet,
    pattern: /^<\?xml\b[\s\S]*urn:schemas-microsoft-com:office:spreadsheet/i,
  },
  { name: 'XML', advice: 'save it as CSV or Parquet', pattern: /^<\?xml\b/i },
];

/**
 * Refuses a file that begins as one of a format that is not read.
 *
 * @param head    the file's first bytes
 * @param format  what it should be, as people call it: `CSV`
 * @throws UnreadableBatchError `unsupported-format`, which says what the file is and what to do
 */
export function refuseForeignFormat(head: Buffer, format: string): void {
  const found = foreignFormat(head.subarray(0, SIGNIFICANT_BYTES));
  if (found === undefined) return;
  const { name, advice } = found;
  throw new UnreadableBatchError('unsupported-format', `The file is ${name}, not ${format}: ${advice}.`);
}

/** As far as anything is looked for. */
const SIGNIFICANT_BYTES = 4_096;

/** Whether there are bytes that no text has; some programs separate cells by 1 to 3, or 28 to 31. */
function hasBinaryBytes(head: Uint8Array): boolean {
  return head.some((byte) => byte === 0 || (byte > 3 && byte < 9) || (byte > 13 && byte < 28));
}

function foreignFormat(bytes: Buffer): Foreign | undefined {
  const head = bytes.toString('latin1');
  const isBinary = hasBinaryBytes(bytes);
  const signature = signatures.find(
    ({ begins, at = 0, mustBeBinary }) => head.startsWith(begins, at) && (isBinary || !mustBeBinary),
  );
  if (signature !== undefined) return signature;
  if (head.startsWith('PK\x03\x04')) return archives.find(({ pattern }) => pattern.test(head)) ?? zip;
  const text = head.slice(byteOrderMarkLength(bytes)).trimStart();
  return documents.find(({ pattern }) => pattern.test(text));
}

/**
 * Refuses a first line with NUL bytes in it: UTF-16 without a mark when every other byte is one, UTF-32 when three of four
 * are, else no text at all.
 *
 * @throws UnreadableBatchError `unsupported-format`
 */
export function refuseNulBytes(line: Uint8Array, format: string): void {
  const nuls = line.reduce((count, byte) => (byte === 0 ? count + 1 : count), 0);
  if (nuls === 0) return;
  const share = nuls / line.length;
  throw new UnreadableBatchError('unsupported-format', `The file ${whatNulsSay(share, format)}.`);
}

function whatNulsSay(share: number, format: string): string {
  if (share > 1 / 3 && share < 2 / 3) return 'is UTF-16 text, not UTF-8: save it as UTF-8';
  if (share > 0.7 && share < 0.8) return 'is UTF-32 text, not UTF-8: save it as UTF-8';
  return `is binary, not ${format}: it has NUL bytes`;
}
