import { crc32 } from 'node:zlib';
import { Encodings, PageTypes } from 'hyparquet/src/constants.js';
import type { CompressionCodec, Encoding } from 'hyparquet/src/types.js';
import type { Leaf } from './schema-columns.ts';
import { booleanAt, integerAt, structAt, type ThriftFields } from './thrift-fields.ts';

/** What stands in front of a page, checked. */
export interface PageHeader {
  readonly type: 'data' | 'data-v2' | 'dictionary' | 'other';
  /** Of the page behind the header, as it stands in the file. */
  readonly storedBytes: number;
  /** The same, unpacked. */
  readonly bytes: number;
  readonly checksum: number | undefined;
  readonly valueCount: number;
  readonly encoding: Encoding | undefined;
  /** Only of `data-v2`. */
  readonly repetitionBytes: number;
  readonly definitionBytes: number;
  readonly isCompressed: boolean;
  /** Only of `data`: how levels are written. */
  readonly levelEncoding: Encoding | undefined;
  readonly repetitionEncoding: Encoding | undefined;
}

/** @throws RangeError when the struct is no page header, or what it says can't be */
export function pageHeader(fields: ThriftFields): PageHeader {
  const kind = PageTypes[integerAt(fields, 1) ?? -1];
  const v2 = kind === 'DATA_PAGE_V2';
  const content = structAt(fields, kind === 'DATA_PAGE' ? 5 : kind === 'DICTIONARY_PAGE' ? 7 : 8) ?? {};
  const header: PageHeader = {
    type:
      kind === 'DATA_PAGE' ? 'data' : v2 ? 'data-v2' : kind === 'DICTIONARY_PAGE' ? 'dictionary' : 'other',
    bytes: integerAt(fields, 2) ?? -1,
    storedBytes: integerAt(fields, 3) ?? -1,
    checksum: integerAt(fields, 4),
    valueCount: kind === 'INDEX_PAGE' ? 0 : (integerAt(content, 1) ?? -1),
    encoding: Encodings[integerAt(content, v2 ? 4 : 2) ?? -1],
    repetitionBytes: v2 ? (integerAt(content, 6) ?? 0) : 0,
    definitionBytes: v2 ? (integerAt(content, 5) ?? 0) : 0,
    isCompressed: v2 ? (booleanAt(content, 7) ?? true) : true,
    levelEncoding: kind === 'DATA_PAGE' ? Encodings[integerAt(content, 3) ?? -1] : 'RLE',
    repetitionEncoding: kind === 'DATA_PAGE' ? Encodings[integerAt(content, 4) ?? -1] : 'RLE',
  };
  const { bytes, storedBytes, repetitionBytes, definitionBytes } = header;
  const levelBytes = repetitionBytes + definitionBytes;
  const sound =
    kind !== undefined &&
    repetitionBytes >= 0 &&
    definitionBytes >= 0 &&
    levelBytes <= Math.min(bytes, storedBytes) &&
    header.valueCount >= 0;
  if (!sound) throw new RangeError('pageHeader: requires a header whose numbers can be');
  return header;
}

/** A page as it stands in the file, and what is needed to read it. */
export interface StoredPage {
  readonly header: PageHeader;
  readonly stored: Uint8Array;
  readonly codec: CompressionCodec;
  readonly leaf: Leaf;
}

/** Holds a page against its checksum, where its writer left one (Spark does). @throws RangeError when they differ */
export function checkPage({ header, stored }: StoredPage): void {
  if (header.checksum === undefined || crc32(stored) === header.checksum >>> 0) return;
  throw new RangeError('checkPage: requires a page that fits its checksum');
}
