/** What a block's bytes are: only ASCII, UTF-8, or broken somewhere, so that every cell must be looked at. */
export type BlockEncoding = 'ascii' | 'utf-8' | 'broken';

/** Bytes behind the last cell that decoders may read, and ignore, as they read four bytes at a time. */
export const slackBytes = 4;

/**
 * The cells of one column as byte ranges of a shared buffer, without their quotes and escapes. Intervals are
 * half-open. The cell of a faulty row has `ends[row] < starts[row]`: it is no value, not even an empty one.
 */
export interface CellSpans {
  /** A plain Uint8Array, never a Buffer: the hot loops see one kind of object. */
  readonly bytes: Uint8Array;
  /** The same memory, for reading four bytes at a time; goes on {@link slackBytes} behind the last cell. */
  readonly view: DataView;
  /** The same memory, for what Buffer does better: making strings. */
  readonly buffer: Buffer;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly encoding: BlockEncoding;
}

/** Numbers of four bytes that a line of the processor's cache holds. */
const lineNumbers = 16;

/**
 * How far apart the columns of a layout stand, in cells: an odd number of cache lines. A row writes one cell a column, and with a
 * power of two between them all would fall on the same few places of the cache and drive each other out.
 *
 * @param rowCapacity  cells of a column at most
 * @returns at least `rowCapacity`
 */
export function columnStride(rowCapacity: number): number {
  const lines = Math.ceil(rowCapacity / lineNumbers);
  return (lines % 2 === 0 ? lines + 1 : lines) * lineNumbers;
}
