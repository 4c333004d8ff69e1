import type { BatchFormat, Compression, TableFormat } from './batch-reader.ts';
import { type ByteSource, type ByteStreamSource, byteOrderMarkLength, readHead } from './byte-source.ts';
import { equalBytes } from './bytes.ts';
import type { Packing } from './compression/decompress.ts';
import { decompressedSource } from './compression/decompressed-source.ts';
import { refuseForeignFormat } from './foreign-format.ts';
import { type DecompressionLimits, decompressionLimits } from './limits.ts';
import { eventFormat } from './sagemaker/event-record.ts';
import { UnreadableBatchError } from './unreadable-batch-error.ts';

/** What a file is, and what it holds: Parquet is read at any place, texts from front to back. */
export type DetectedFile = {
  readonly compression: Compression;
  /** Where name and content disagree, a sentence each. */
  readonly notes: readonly string[];
} & (
  | { readonly format: 'parquet'; readonly content: ByteSource }
  | { readonly format: Exclude<BatchFormat, 'parquet'>; readonly content: ByteStreamSource }
);

/** Bytes that tell what a file is. */
const HEAD_BYTES = 65_536;

const PARQUET = Uint8Array.of(0x50, 0x41, 0x52, 0x31);

const packings: readonly {
  readonly packing: Packing;
  readonly suffix: string;
  readonly magic: Uint8Array;
}[] = [
  { packing: 'gzip', suffix: '.gz', magic: Uint8Array.of(0x1f, 0x8b) },
  { packing: 'zstd', suffix: '.zst', magic: Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd) },
  // What may stand before the first frame, to be skipped: pzstd writes its sizes there.
  { packing: 'zstd', suffix: '.zst', magic: Uint8Array.of(0x50, 0x2a, 0x4d, 0x18) },
];

const formatsBySuffix: ReadonlyMap<string, TableFormat> = new Map([
  ['.csv', 'csv'],
  ['.tsv', 'csv'],
  ['.jsonl', 'jsonl'],
  ['.ndjson', 'jsonl'],
  ['.json', 'jsonl'],
  ['.parquet', 'parquet'],
]);

const words: Readonly<Record<TableFormat, string>> = { csv: 'CSV', jsonl: 'JSON', parquet: 'Parquet' };
const suffixes: Readonly<Record<TableFormat, string>> = { csv: '.csv', jsonl: '.jsonl', parquet: '.parquet' };

/**
 * Finds out what a file is: by its first bytes, then by its content, then by its name. A name that is wrong about how the file
 * is packed is worth a note; one that is wrong about the format refuses the file, since somebody took one for another.
 *
 * @param name  the file's name or key: its suffixes count
 * @throws UnreadableBatchError when the file is empty, of no format that is read, or not of the one that its name says
 */
export async function detectFormat(
  source: ByteSource,
  name: string,
  limits: DecompressionLimits = decompressionLimits,
): Promise<DetectedFile> {
  const outer = await readHead(source, HEAD_BYTES);
  if (outer.length === 0)
    throw new UnreadableBatchError('empty-batch', 'The file is empty: it has no header and no rows.');
  const named = readName(name);
  const packing = packings.find(({ magic }) => begins(outer, magic))?.packing;
  const notes = packingNotes(packing, named);
  if (packing === undefined) {
    const format = formatOf(outer, named.suffix);
    return format === 'parquet'
      ? { format, compression: 'none', notes, content: source }
      : { format, compression: 'none', notes, content: source };
  }
  const content = decompressedSource(source, packing, limits);
  const format = formatOf(await readHead(content, HEAD_BYTES), named.suffix);
  if (format === 'parquet') {
    throw new UnreadableBatchError(
      'unsupported-format',
      `The file is Parquet packed with ${packing}: upload the Parquet file itself, which is compressed within.`,
    );
  }
  return { format, compression: packing, notes, content };
}

interface FileName {
  /** How the name says that the file is packed. */
  readonly packing: Packing | undefined;
  /** The suffix of the format in lower case, if it is one that is known. */
  readonly suffix: string | undefined;
}

function readName(name: string): FileName {
  const lower = name.toLowerCase();
  const packed = packings.find(({ suffix }) => lower.endsWith(suffix));
  const rest = packed ? lower.slice(0, -packed.suffix.length) : lower;
  return { packing: packed?.packing, suffix: formatsBySuffix.keys().find((suffix) => rest.endsWith(suffix)) };
}

function packingNotes(packing: Packing | undefined, named: FileName): readonly string[] {
  if (packing === named.packing) return [];
  const suffix = packings.find((one) => one.packing === named.packing)?.suffix ?? named.suffix;
  return suffix === undefined ? [] : [`${packing ?? 'not compressed'}, although named ${suffix}`];
}

function formatOf(head: Buffer, suffix: string | undefined): BatchFormat {
  const format = tableFormat(head, suffix);
  return format === 'jsonl' ? (eventFormat(head) ?? format) : format;
}

function tableFormat(head: Buffer, suffix: string | undefined): TableFormat {
  const named = suffix === undefined ? undefined : formatsBySuffix.get(suffix);
  const found = contentOf(head);
  if (found !== 'parquet') {
    refuseForeignFormat(head, named === undefined ? 'CSV, JSON Lines or Parquet' : words[named]);
  }
  if (found !== undefined) {
    if (named === undefined || named === found) return found;
    throw misnamed(`The file is named ${suffix} but is ${words[found]}: name it ${suffixes[found]}.`);
  }
  if (named !== 'parquet') return named ?? 'csv';
  throw misnamed(
    'The file is named .parquet but is not Parquet: name it after what it is, or write it again.',
  );
}

/** What the first bytes say; undefined for any other text, which may be JSON Lines with a first line that is broken. */
function contentOf(head: Buffer): 'parquet' | 'jsonl' | undefined {
  if (begins(head, PARQUET)) return 'parquet';
  const text = head.toString('latin1', byteOrderMarkLength(head));
  return /^\s*(?:\{\s*["}]|\[\s*[\]{])/.test(text) ? 'jsonl' : undefined;
}

function begins(head: Uint8Array, magic: Uint8Array): boolean {
  return head.length >= magic.length && equalBytes(head, 0, magic);
}

function misnamed(message: string): UnreadableBatchError {
  return new UnreadableBatchError('unsupported-format', message);
}
