/** A batch with more columns than this is refused: `too-large`. */
export const maximumColumns = 5_000;

/** A field with more bytes than this makes its row unreadable (`rowFault.tooLarge`): 1 MiB. */
const maximumFieldBytes = 1_048_576;

/** A row with more bytes than this is skipped without being held in memory (`rowFault.tooLarge`): 8 MiB. */
const maximumRowBytes = 8_388_608;

/** A quote that is still open after so many bytes is taken for one that nobody closed: 64 MiB. */
const maximumQuoteBytes = 67_108_864;

/** So many NUL bytes in a row are no damaged cell but a damaged file: a writer that crashed, or no text at all. */
export const maximumNulRun = 15;

/** Brackets of JSON that may be open at once; a row with more is malformed. */
export const maximumJsonDepth = 100;

/** A category of more bytes than this is no value of its column (unparsable): 64 KiB. */
export const maximumCategoryBytes = 65_536;

/** A dictionary with more values than this is replaced before the next block. */
export const maximumDictionaryEntries = 65_536;

/** Bytes of values that the dictionaries of one file may hold together before they are replaced: 64 MiB. */
export const maximumDictionaryBytes = 67_108_864;

/** Rows of a block, by measurement: fewer cost calls, more fall out of the processor's second-level cache. */
const rowsPerBlock = 4_096;

/** Cells of a block: wide files get fewer rows a block, so that memory does not grow with the columns. */
const cellsPerBlock = 262_144;

/** Bytes that are read before rows are looked for in them: 2 MiB; grows to `maximumRowBytes` for one row. */
const windowBytes = 2_097_152;

/** The limits that a reader works under. */
export interface ReaderLimits {
  readonly rowsPerBlock: number;
  readonly cellsPerBlock: number;
  readonly windowBytes: number;
  readonly fieldBytes: number;
  readonly rowBytes: number;
  readonly quoteBytes: number;
}

/**
 * Rows of a block at most.
 *
 * @param columns  those that are asked for: a vector takes as many cells as it has numbers
 * @param columnCount  all whose cells are found, asked for or not
 */
export function rowCapacity(
  { rowsPerBlock: rows, cellsPerBlock: cells }: ReaderLimits,
  columns: readonly { readonly dimension?: number | undefined }[],
  columnCount: number,
): number {
  const inVectors = columns.reduce((sum, { dimension = 1 }) => sum + dimension - 1, 0);
  return Math.max(1, Math.min(rows, Math.floor(cells / Math.max(1, columnCount + inVectors))));
}

/** What is used in production; tests make smaller ones to meet every edge with small files. */
export const readerLimits: ReaderLimits = {
  rowsPerBlock,
  cellsPerBlock,
  windowBytes,
  fieldBytes: maximumFieldBytes,
  rowBytes: maximumRowBytes,
  quoteBytes: maximumQuoteBytes,
};

/** A packed file that unpacks to more bytes than this is refused: 16 GiB, minutes of reading on one processor. */
const maximumDecodedBytes = 17_179_869_184;

/** A packed file that unpacks to more than so many times its size is refused; tables stay below 100. */
const maximumRatio = 1_000;

/** Bytes that may be unpacked before the ratio counts, so that a short constant column is no bomb: 10 MiB. */
const ratioFreeBytes = 10_485_760;

/** What may come out of a packed file. */
export interface DecompressionLimits {
  readonly decodedBytes: number;
  readonly ratio: number;
  readonly ratioFreeBytes: number;
}

/** What is used in production. */
export const decompressionLimits: DecompressionLimits = {
  decodedBytes: maximumDecodedBytes,
  ratio: maximumRatio,
  ratioFreeBytes,
};
