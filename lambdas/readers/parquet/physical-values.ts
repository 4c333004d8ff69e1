import { slackBytes } from '../cell-spans.ts';

/** Values as a page stores them, nulls left out. */
export type PhysicalValues =
  | { readonly type: 'booleans'; readonly values: Uint8Array }
  | { readonly type: 'int32'; readonly values: Int32Array }
  /** Two words a value, the lower first. */
  | { readonly type: 'int64'; readonly words: Int32Array }
  | { readonly type: 'floats'; readonly values: Float32Array | Float64Array }
  | ByteValues;

/** Values of some bytes each, within shared bytes. */
export interface ByteValues {
  readonly type: 'bytes';
  readonly bytes: Uint8Array;
  /** The same memory; goes on {@link slackBytes} behind the last value. */
  readonly view: DataView;
  /** Half-open, one a value. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** How many values there are. */
export function valueCount(values: PhysicalValues): number {
  switch (values.type) {
    case 'int64':
      return values.words.length / 2;
    case 'bytes':
      return values.starts.length;
    default:
      return values.values.length;
  }
}

/** Byte values over bytes that may end with the last of them. */
export function byteValues(page: Uint8Array, starts: Int32Array, ends: Int32Array): ByteValues {
  const bytes = withSlack(page);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength + slackBytes);
  return { type: 'bytes', bytes, view, starts, ends };
}

function withSlack(bytes: Uint8Array): Uint8Array {
  if (bytes.byteOffset + bytes.byteLength + slackBytes <= bytes.buffer.byteLength) return bytes;
  const copy = new Uint8Array(bytes.byteLength + slackBytes);
  copy.set(bytes);
  return copy.subarray(0, bytes.byteLength);
}
