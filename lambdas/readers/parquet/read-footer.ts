import type { ByteSource } from '../byte-source.ts';
import { UnreadableBatchError } from '../unreadable-batch-error.ts';
import { fetchBytes } from './chunk-bytes.ts';
import type { FileFacts } from './file-facts.ts';
import { parseFooter } from './parse-footer.ts';

/** A larger footer is refused: 128 MiB. That of a thousand row groups of a thousand columns is about as large. */
const maximumFooterBytes = 134_217_728;

/** Length of the footer, then the magic. */
const endBytes = 8;

/** What the footer says, and the source, which does not fetch again what the footer's fetch brought. */
export interface OpenedFile {
  readonly facts: FileFacts;
  readonly source: ByteSource;
}

/**
 * Reads a file's footer with one fetch, or two where it is large.
 *
 * @param tailBytes  what is fetched first; at least 8
 * @throws UnreadableBatchError when the file is no Parquet, cut off, encrypted, or its footer is damaged
 */
export async function readFooter(source: ByteSource, tailBytes: number): Promise<OpenedFile> {
  const { size } = source;
  if (size === 0)
    throw new UnreadableBatchError('empty-batch', 'The file is empty: it has no columns and no rows.');
  const tailFrom = Math.max(0, size - tailBytes);
  const tail = await fetchBytes(source, { from: tailFrom, to: size });
  const length = footerLength(tail, size);
  const dataEnd = size - endBytes - length;
  const head = dataEnd < tailFrom ? await fetchBytes(source, { from: dataEnd, to: tailFrom }) : undefined;
  const footer = head === undefined ? tail.subarray(dataEnd - tailFrom) : Buffer.concat([head, tail]);
  return { facts: guardedFooter(footer.subarray(0, length), dataEnd), source: withTail(source, tail) };
}

function footerLength(tail: Uint8Array, size: number): number {
  const magic = magicAt(tail, tail.length - 4);
  if (magic === 'PARE') {
    throw new UnreadableBatchError(
      'unsupported-format',
      'The Parquet file is encrypted: write it without encryption.',
    );
  }
  const whole = tail.length === size;
  if (magic !== 'PAR1') {
    if (!whole || magicAt(tail, 0) === 'PAR1') throw cutOff();
    throw new UnreadableBatchError(
      'unsupported-format',
      'The file is not Parquet: it lacks the mark that every Parquet file begins and ends with. Name it after what it is.',
    );
  }
  if (size < 4 + endBytes) throw cutOff();
  const length = new DataView(tail.buffer, tail.byteOffset, tail.byteLength).getUint32(
    tail.length - endBytes,
    true,
  );
  if (length === 0 || length > size - endBytes - 4) {
    throw new UnreadableBatchError(
      'unreadable',
      `The Parquet file is damaged: its footer should take ${length} bytes, and the file has ${size}. Write it again.`,
    );
  }
  if (length > maximumFooterBytes) {
    throw new UnreadableBatchError(
      'too-large',
      `The footer of the Parquet file takes ${length} bytes, more than ${maximumFooterBytes}: write it with fewer row groups or columns.`,
    );
  }
  return length;
}

function cutOff(): UnreadableBatchError {
  return new UnreadableBatchError(
    'unreadable',
    'The Parquet file is cut off: its end, which lists its columns, is missing. Upload it again once it is written in full.',
  );
}

/** What a footer's bytes make go wrong is the file's fault. */
function guardedFooter(footer: Uint8Array, dataEnd: number): FileFacts {
  try {
    return parseFooter(footer, dataEnd);
  } catch (cause) {
    if (cause instanceof UnreadableBatchError) throw cause;
    throw new UnreadableBatchError(
      'unreadable',
      'The Parquet file is damaged: its footer, which lists its columns, is no footer. Write it again.',
      { cause },
    );
  }
}

function magicAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(Math.max(0, at), at + 4));
}

/** A source that answers from its end, where that is enough. */
function withTail(source: ByteSource, tail: Uint8Array): ByteSource {
  const tailFrom = source.size - tail.length;
  return {
    size: source.size,
    stream: (from, to) => source.stream(from, to),
    slice: async (from, to) =>
      from >= tailFrom ? tail.subarray(from - tailFrom, to - tailFrom) : source.slice(from, to),
  };
}
