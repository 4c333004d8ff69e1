import type { CompressionCodec } from 'hyparquet/src/types.js';
import { UnreadableBatchError } from '../unreadable-batch-error.ts';
import type { ChunkBytes } from './chunk-bytes.ts';
import { dataPage, dictionaryValues, type ListPage, listPage, type Page } from './page.ts';
import type { PageBudget } from './page-budget.ts';
import { checkPage, type PageHeader, pageHeader, type StoredPage } from './page-header.ts';
import type { PhysicalValues } from './physical-values.ts';
import type { Leaf, ParquetColumn } from './schema-columns.ts';
import { readThrift } from './thrift-fields.ts';

/** One column of one row group. */
export interface ColumnChunk {
  readonly column: ParquetColumn;
  readonly leaf: Leaf;
  readonly codec: CompressionCodec;
  readonly bytes: ChunkBytes;
  readonly rowCount: number;
  /** Values, nulls and empty lists. */
  readonly valueCount: number;
  readonly budget: PageBudget;
}

/** Bytes that are read to find a header: it takes some tens of bytes, with a long text's extremes in it some thousands. */
const headerBytes = [1_024, 65_536, 4_194_304] as const;

/**
 * The pages of a column in a row group, one after the other; a page lives until the one after the next is asked for.
 *
 * @throws UnreadableBatchError when the bytes are no pages, or hold other rows than the row group has
 */
export function columnPages(chunk: ColumnChunk): AsyncGenerator<Page, void> {
  return pagesOf(chunk, { decode: dataPage, values: chunk.rowCount });
}

/**
 * The same of a column of lists: a row may begin in one page and end in another.
 *
 * @throws UnreadableBatchError when the bytes are no pages, or hold other rows than the row group has
 */
export function listPages(chunk: ColumnChunk): AsyncGenerator<ListPage, void> {
  return pagesOf(chunk, { decode: listPage, values: chunk.valueCount });
}

interface PageReading<Decoded> {
  readonly decode: (page: StoredPage, dictionary: PhysicalValues | undefined) => Decoded;
  /** How many values the chunk has, nulls and empty lists too. */
  readonly values: number;
}

async function* pagesOf<Decoded extends { readonly rowCount: number }>(
  chunk: ColumnChunk,
  { decode, values }: PageReading<Decoded>,
): AsyncGenerator<Decoded, void> {
  const { bytes, budget, rowCount } = chunk;
  let dictionary: PhysicalValues | undefined;
  let before = 0;
  let current = 0;
  let at = 0;
  let read = 0;
  let rows = 0;
  while (read < values) {
    if (at >= bytes.size)
      throw damagedColumn(chunk, new RangeError(`columnPages: ends after ${read} values`));
    const { header, end } = await readHeader(chunk, at);
    at = end + header.storedBytes;
    if (at > bytes.size) throw damagedColumn(chunk, new RangeError('columnPages: a page exceeds its column'));
    if (header.type === 'other' || (header.type !== 'dictionary' && header.valueCount === 0)) continue;
    if (header.type !== 'dictionary' && header.valueCount > values - read) {
      throw damagedColumn(chunk, new RangeError('columnPages: more values than the row group has'));
    }
    const taken = budget.take(header.bytes, header.valueCount);
    const page = { header, stored: await bytes.read(end, at), codec: chunk.codec, leaf: chunk.leaf };
    if (header.type === 'dictionary') {
      dictionary = guarded(chunk, page, dictionaryValues);
      continue;
    }
    const decoded = guarded(chunk, page, (one) => decode(one, dictionary));
    read += header.valueCount;
    rows += decoded.rowCount;
    yield decoded;
    budget.giveBack(before);
    before = current;
    current = taken;
  }
  if (rows !== rowCount)
    throw damagedColumn(chunk, new RangeError(`columnPages: requires ${rowCount} rows, found ${rows}`));
}

async function readHeader(chunk: ColumnChunk, from: number): Promise<{ header: PageHeader; end: number }> {
  const { bytes } = chunk;
  for (const length of headerBytes) {
    const to = Math.min(bytes.size, from + length);
    const head = await bytes.read(from, to);
    try {
      const { fields, end } = readThrift(head, 0);
      return { header: pageHeader(fields), end: from + end };
    } catch (cause) {
      if (to === bytes.size || length === headerBytes.at(-1)) throw damagedColumn(chunk, cause);
    }
  }
  throw damagedColumn(chunk, new RangeError('columnPages: a page header without end'));
}

/** What a page's bytes make go wrong is the file's fault, whatever library says so. */
function guarded<Result>(chunk: ColumnChunk, page: StoredPage, decode: (page: StoredPage) => Result): Result {
  try {
    checkPage(page);
    return decode(page);
  } catch (cause) {
    throw cause instanceof UnreadableBatchError ? cause : damagedColumn(chunk, cause);
  }
}

/** What makes a file unreadable: the bytes of one of its columns. */
export function damagedColumn({ column }: ColumnChunk, cause: unknown): UnreadableBatchError {
  const name = JSON.stringify(column.name.slice(0, 200));
  return new UnreadableBatchError(
    'unreadable',
    `The Parquet file is damaged, or written in a way that can't be read, in column ${name}: write it again.`,
    { cause },
  );
}
