import { decompress } from './decompress.ts';
import type { StoredPage } from './page-header.ts';

/** What a data page consists of. */
export interface PageParts {
  /** Repetition and definition levels as run lengths, without their length; empty where a column has none. */
  readonly repetition: Uint8Array;
  readonly definition: Uint8Array;
  /** Unpacked. */
  readonly values: Uint8Array;
}

/** @throws RangeError when the page is not what its header says */
export function pageParts(page: StoredPage): PageParts {
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
