import { decodeValues } from './decode-values.ts';
import { decompress } from './decompress.ts';
import type { StoredPage } from './page-header.ts';
import { type PhysicalValues, valueCount } from './physical-values.ts';
import { decodeRleHybrid } from './rle-hybrid.ts';
import type { Leaf } from './schema-columns.ts';

/** Some rows of one column. */
export interface Page {
  readonly rowCount: number;
  /** 1 a row where there is a value, 0 for a null; undefined where no row is null. */
  readonly present: Uint8Array | undefined;
  /** Place of each value among `values`, which are the dictionary's then; undefined where the values are the page's own. */
  readonly indices: Uint32Array | undefined;
  readonly values: PhysicalValues;
}

/** The values of a dictionary page. */
export function dictionaryValues({ header, stored, codec, leaf }: StoredPage): PhysicalValues {
  const bytes = decompress(codec, stored, header.bytes);
  const { physical, byteLength } = storageOf(leaf);
  return decodeValues({ bytes, encoding: 'PLAIN', physical, byteLength, count: header.valueCount });
}

/**
 * Decodes a page of a column that is no list.
 *
 * @throws RangeError when the page is not what its header says
 */
export function dataPage(page: StoredPage, dictionary: PhysicalValues | undefined): Page {
  const { header, leaf } = page;
  const { definition, values: bytes } = pageParts(page);
  const present = presentRows(definition, header.valueCount, leaf.definitionLevel);
  const count = present === undefined ? header.valueCount : countPresent(present);
  return { rowCount: header.valueCount, present, ...pageValues(page, bytes, count, dictionary) };
}

/** Some entries of a list column, each an element, a null or an empty list. */
export interface ListPage extends Pick<Page, 'indices' | 'values'> {
  /** Rows that begin in the page. */
  readonly rowCount: number;
  /** One an entry; 0 where a row begins. */
  readonly repetition: Uint8Array;
  readonly definition: Uint8Array;
}

/** Decodes a page of a column of lists. @throws RangeError when the page is not what its header says */
export function listPage(page: StoredPage, dictionary: PhysicalValues | undefined): ListPage {
  const { header, leaf } = page;
  const parts = pageParts(page);
  const repetition = levelsOf(parts.repetition, header.valueCount, leaf.repetitionLevel);
  const definition = levelsOf(parts.definition, header.valueCount, leaf.definitionLevel);
  let count = 0;
  for (let entry = 0; entry < definition.length; entry++)
    if (definition[entry] === leaf.definitionLevel) count++;
  let rowCount = 0;
  for (let entry = 0; entry < repetition.length; entry++) if (repetition[entry] === 0) rowCount++;
  return { rowCount, repetition, definition, ...pageValues(page, parts.values, count, dictionary) };
}

function pageValues(
  { header, leaf }: StoredPage,
  bytes: Uint8Array,
  count: number,
  dictionary: PhysicalValues | undefined,
): Pick<Page, 'indices' | 'values'> {
  if (header.encoding === 'RLE_DICTIONARY' || header.encoding === 'PLAIN_DICTIONARY') {
    if (count > 0 && dictionary === undefined)
      throw new RangeError('dataPage: requires a dictionary before its indices');
    const values = dictionary ?? decodeValues({ bytes, ...storageOf(leaf), encoding: 'PLAIN', count: 0 });
    return { indices: dictionaryIndices(bytes, count, valueCount(values)), values };
  }
  const values = decodeValues({ bytes, ...storageOf(leaf), encoding: header.encoding, count });
  return { indices: undefined, values };
}

function storageOf({ node }: Leaf) {
  if (node.physical === undefined) throw new RangeError('page: requires a leaf');
  return { physical: node.physical, byteLength: node.byteLength };
}

/** 1 a row where the level says that there is a value; undefined where all rows have one. */
function presentRows(levels: Uint8Array, rowCount: number, definitionLevel: number): Uint8Array | undefined {
  if (definitionLevel === 0) return undefined;
  const rows = levelsOf(levels, rowCount, definitionLevel);
  if (definitionLevel > 1) {
    for (let row = 0; row < rowCount; row++) rows[row] = rows[row] === definitionLevel ? 1 : 0;
  }
  return rows.includes(0) ? rows : undefined;
}

/**
 * @param highest  the highest level, 1 or above
 * @throws RangeError when there is a higher one, which its bits may hold
 */
function levelsOf(levels: Uint8Array, count: number, highest: number): Uint8Array {
  const decoded = new Uint8Array(count);
  const bits = 32 - Math.clz32(highest);
  decodeRleHybrid(levels, 0, levels.length, bits, decoded);
  if (highest < 2 ** bits - 1 && maximum(decoded) > highest)
    throw new RangeError(`page: requires levels of at most ${highest}, found ${maximum(decoded)}`);
  return decoded;
}

function countPresent(rows: Uint8Array): number {
  let count = 0;
  for (let row = 0; row < rows.length; row++) count += rows[row]!;
  return count;
}

function dictionaryIndices(bytes: Uint8Array, count: number, dictionarySize: number): Uint32Array {
  const indices = new Uint32Array(count);
  if (count === 0) return indices;
  decodeRleHybrid(bytes, 1, bytes.length, bytes[0] ?? 0, indices);
  const most = maximum(indices);
  if (most >= dictionarySize)
    throw new RangeError(`dataPage: requires indices below ${dictionarySize}, found ${most}`);
  return indices;
}

function maximum(numbers: Uint32Array | Uint8Array): number {
  let most = 0;
  for (let index = 0; index < numbers.length; index++) if (numbers[index]! > most) most = numbers[index]!;
  return most;
}

/** What a data page consists of. */
export interface PageParts {
  /** Repetition and definition levels as run lengths, without their length; empty where a column has none. */
  readonly repetition: Uint8Array;
  readonly definition: Uint8Array;
  /** Unpacked. */
  readonly values: Uint8Array;
}

/** @throws RangeError when the page is not what its header says */
function pageParts(page: StoredPage): PageParts {
  return page.header.type === 'data' ? splitPage(page) : splitPageV2(page);
}

function splitPage({ header, stored, codec, leaf }: StoredPage): PageParts {
  const bytes = decompress(codec, stored, header.bytes);
  const repetition = levelsAt(bytes, leaf.repetitionLevel, header.repetitionEncoding);
  const definition = levelsAt(repetition.rest, leaf.definitionLevel, header.levelEncoding);
  return { repetition: repetition.levels, definition: definition.levels, values: definition.rest };
}

interface Levels {
  readonly levels: Uint8Array;
  /** What follows them. */
  readonly rest: Uint8Array;
}

function levelsAt(bytes: Uint8Array, maximum: number, encoding: string | undefined): Levels {
  if (maximum === 0) return { levels: bytes.subarray(0, 0), rest: bytes };
  if (encoding !== 'RLE') throw new RangeError(`pageParts: requires levels in RLE, found ${encoding}`);
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0, true);
  if (length > bytes.length - 4) throw new RangeError('pageParts: requires levels within the page');
  return { levels: bytes.subarray(4, 4 + length), rest: bytes.subarray(4 + length) };
}

function splitPageV2({ header, stored, codec }: StoredPage): PageParts {
  const { repetitionBytes, definitionBytes, isCompressed } = header;
  const levelBytes = repetitionBytes + definitionBytes;
  const values = stored.subarray(levelBytes);
  return {
    repetition: stored.subarray(0, repetitionBytes),
    definition: stored.subarray(repetitionBytes, levelBytes),
    values: isCompressed ? decompress(codec, values, header.bytes - levelBytes) : values,
  };
}
