import type { ByteSource } from '../byte-source.ts';
import { UnreadableBatchError } from '../unreadable-batch-error.ts';

/** The bytes of one column of one row group, read from front to back. Offsets count from its beginning. */
export interface ChunkBytes {
  readonly size: number;
  /** The bytes of [from, to); what stands before `from` is not asked for again. */
  readonly read: (from: number, to: number) => Promise<Uint8Array>;
}

/** Half-open, within the file. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

/** How bytes are fetched. */
export interface FetchLimits {
  /** The end of the file that is fetched first. */
  readonly tailBytes: number;
  /** Columns of a row group that take at most so many bytes together are fetched before they are decoded. */
  readonly groupBytes: number;
  /** A gap of at most so many bytes is fetched with what stands around it. */
  readonly gapBytes: number;
  /** Fewer bytes than this are not worth a request. */
  readonly windowBytes: number;
}

/**
 * What is used in production: 512 KiB hold nearly every footer, and small files; 32 MiB take half a second on a function's
 * network; 256 KiB some milliseconds, less than what a request waits for its first byte.
 */
export const fetchLimits: FetchLimits = {
  tailBytes: 524_288,
  groupBytes: 33_554_432,
  gapBytes: 262_144,
  windowBytes: 262_144,
};

/**
 * Makes the chunks at the ranges readable: all at once when they are small together, neighbours in one fetch; else each by windows, the
 * next one on its way while the one before is decoded.
 */
export function openChunks(
  source: ByteSource,
  ranges: readonly ByteRange[],
  limits: FetchLimits,
): readonly ChunkBytes[] {
  const total = ranges.reduce((sum, { from, to }) => sum + to - from, 0);
  if (total <= limits.groupBytes) return wholeChunks(source, ranges, limits.gapBytes);
  const windowBytes = Math.max(limits.windowBytes, Math.floor(limits.groupBytes / (2 * ranges.length)));
  return ranges.map((range) => windowedChunk(source, range, windowBytes));
}

function wholeChunks(
  source: ByteSource,
  ranges: readonly ByteRange[],
  gapBytes: number,
): readonly ChunkBytes[] {
  const fetches = joinRanges(ranges, gapBytes).map((range) => ({ range, bytes: fetchBytes(source, range) }));
  return ranges.map(({ from, to }) => {
    const { range, bytes } = fetches.find(({ range }) => range.from <= from && to <= range.to)!;
    return {
      size: to - from,
      read: async (first, last) =>
        (await bytes).subarray(from - range.from + first, from - range.from + last),
    };
  });
}

/** The ranges in order, those with at most so many bytes between them as one. */
function joinRanges(ranges: readonly ByteRange[], gapBytes: number): readonly ByteRange[] {
  const joined: ByteRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last !== undefined && range.from - last.to <= gapBytes) {
      joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, range.to) };
    } else {
      joined.push(range);
    }
  }
  return joined;
}

function windowedChunk(source: ByteSource, { from, to }: ByteRange, windowBytes: number): ChunkBytes {
  const size = to - from;
  let window: Uint8Array = new Uint8Array(0);
  let windowFrom = 0;
  let next = fetchWindow(0);

  function fetchWindow(at: number): Promise<Uint8Array> {
    return fetchBytes(source, { from: from + at, to: Math.min(to, from + at + windowBytes) });
  }

  async function extend(first: number, last: number): Promise<void> {
    const pieces = [window.subarray(first - windowFrom)];
    let end = windowFrom + window.length;
    while (end < last) {
      const piece = await next;
      pieces.push(piece);
      end += piece.length;
      if (end < size) next = fetchWindow(end);
    }
    window = joinBytes(pieces);
    windowFrom = first;
  }

  return {
    size,
    read: async (first, last) => {
      if (last > windowFrom + window.length) await extend(first, last);
      return window.subarray(first - windowFrom, last - windowFrom);
    },
  };
}

function joinBytes(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}

/** The bytes of a range. A fetch that nobody waits for any more may fail unheard. */
export function fetchBytes(source: ByteSource, { from, to }: ByteRange): Promise<Uint8Array> {
  const bytes = from === to ? Promise.resolve(new Uint8Array(0)) : fetchExactly(source, from, to);
  bytes.catch(() => {});
  return bytes;
}

async function fetchExactly(source: ByteSource, from: number, to: number): Promise<Uint8Array> {
  const bytes = await source.slice(from, to);
  if (bytes.length === to - from) return bytes;
  throw new UnreadableBatchError(
    'unreadable',
    'The file ends before its size: it was still being written. Upload it again.',
  );
}
