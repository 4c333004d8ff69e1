import { promisify } from 'node:util';
import { constants, gunzip, gzip } from 'node:zlib';
import type * as z from 'zod';
import { ArtefactError, decodeJson } from '../json-artefact.ts';

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** Numbers of one type, one a row. */
type NumberColumn = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** The bytes of a header's length; the header and each column begin at a multiple of as many. */
const alignment = 8;

/**
 * A header and columns of numbers as compressed bytes: how long the header is, the header as JSON, then column by column, each from a
 * multiple of eight bytes on. The same content gives the same bytes.
 *
 * @param hashes  columns behind the others, which no compression makes smaller: a second member of the file, only wrapped
 */
export async function encodeColumns(
  header: unknown,
  columns: readonly NumberColumn[],
  hashes: readonly NumberColumn[] = [],
): Promise<Uint8Array> {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const length = new Uint8Array(alignment);
  new DataView(length.buffer).setUint32(0, text.length, true);
  const packed = await compress(alignedBytes([length, text, ...columns]), { level: constants.Z_BEST_SPEED });
  if (hashes.length === 0) return packed;
  return Buffer.concat([packed, await compress(alignedBytes(hashes), { level: constants.Z_NO_COMPRESSION })]);
}

/** Arrays one behind the other, each from a multiple of {@link alignment} bytes on. */
function alignedBytes(arrays: readonly NumberColumn[]): Uint8Array {
  const bytes = new Uint8Array(arrays.reduce((size, { byteLength }) => size + aligned(byteLength), 0));
  let at = 0;
  for (const { buffer, byteOffset, byteLength } of arrays) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += aligned(byteLength);
  }
  return bytes;
}

/** The columns of an artefact, one after the other, in the order in which they were written. */
export interface ColumnsReader {
  readonly uint8: (length: number) => Uint8Array;
  readonly uint16: (length: number) => Uint16Array;
  readonly uint32: (length: number) => Uint32Array;
  readonly float64: (length: number) => Float64Array;
}

/**
 * Reads what {@link encodeColumns} made. A column that the bytes do not have is an ArtefactError, too.
 *
 * @throws ArtefactError naming the object and what is wrong with it
 */
export async function decodeColumns<Schema extends z.ZodType>(
  schema: Schema,
  key: string,
  packed: Uint8Array,
): Promise<{ readonly header: z.infer<Schema>; readonly columns: ColumnsReader }> {
  // A copy begins at the begin of its memory, as columns of eight bytes a row must.
  const { buffer, byteLength } = new Uint8Array(await decompress(packed));
  let at = 0;

  /** Takes so many bytes. @returns where they begin */
  function take(length: number): number {
    const from = at;
    at += aligned(length);
    if (at > byteLength) throw new ArtefactError(`${key} has ${byteLength} bytes, too few for its columns`);
    return from;
  }

  const length = new DataView(buffer, take(alignment)).getUint32(0, true);
  const header = decodeJson(schema, key, new Uint8Array(buffer, take(length), length));
  return {
    header,
    columns: {
      uint8: (rows) => new Uint8Array(buffer, take(rows), rows),
      uint16: (rows) => new Uint16Array(buffer, take(2 * rows), rows),
      uint32: (rows) => new Uint32Array(buffer, take(4 * rows), rows),
      float64: (rows) => new Float64Array(buffer, take(8 * rows), rows),
    },
  };
}

function aligned(length: number): number {
  return Math.ceil(length / alignment) * alignment;
}
