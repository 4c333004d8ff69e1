import { slackBytes } from './cell-spans.ts';
import { maximumNulRun } from './limits.ts';
import { UnreadableBatchError } from './unreadable-batch-error.ts';

/** Bytes behind the stretch that scanners write themselves, so that no loop has to look for the end. */
export const sentinelBytes = 2;

/**
 * A stretch of a stream in one piece of memory, [begin, end), which moves on as its beginning is used up. Bytes stay
 * where they are until the window is filled again.
 */
export interface ByteWindow {
  /** The stretch, then room for the scanner's sentinels and scratch. Replaced when the window grows. */
  readonly bytes: () => Uint8Array;
  /** The same memory as {@link bytes}. */
  readonly view: () => DataView;
  readonly buffer: () => Buffer;
  readonly begin: () => number;
  readonly end: () => number;
  readonly capacity: () => number;
  /** Whether the stream has nothing left to add. */
  readonly ended: () => boolean;
  /** Where the stretch begins, in bytes from the stream's beginning. */
  readonly position: () => number;
  /**
   * Reads until the window is full or the stream ends: what is in it never depends on how the stream is cut.
   *
   * @returns whether anything was learned; if not, the window is full and has to grow
   */
  readonly fill: () => Promise<boolean>;
  /** Forgets the first bytes. */
  readonly discard: (count: number) => void;
  /** Makes room for more bytes. */
  readonly grow: (capacity: number) => void;
  /** Gives the stream back before its end. */
  readonly close: () => Promise<void>;
}

/** An empty window at the beginning of a stream. */
export function byteWindow(stream: AsyncIterable<Uint8Array>, initialCapacity: number): ByteWindow {
  const pieces = stream[Symbol.asyncIterator]();
  let capacity = initialCapacity;
  let bytes = allocate(capacity);
  let view = new DataView(bytes.buffer);
  let buffer = Buffer.from(bytes.buffer);
  let begin = 0;
  let end = 0;
  let position = 0;
  let pending: Uint8Array = new Uint8Array(0);
  let ended = false;

  async function fill(): Promise<boolean> {
    bytes.copyWithin(0, begin, end);
    end -= begin;
    begin = 0;
    const before = end;
    while (end < capacity) {
      if (pending.byteLength === 0) {
        const piece = await pieces.next();
        if (piece.done) {
          ended = true;
          return true;
        }
        pending = piece.value;
      }
      const taken = pending.subarray(0, capacity - end);
      bytes.set(taken, end);
      end += taken.byteLength;
      pending = pending.subarray(taken.byteLength);
    }
    return end > before;
  }

  return {
    bytes: () => bytes,
    view: () => view,
    buffer: () => buffer,
    begin: () => begin,
    end: () => end,
    capacity: () => capacity,
    ended: () => ended,
    position: () => position,
    fill,
    discard(count) {
      begin += count;
      position += count;
    },
    grow(larger) {
      const before = bytes;
      capacity = larger;
      bytes = allocate(capacity);
      bytes.set(before.subarray(0, end));
      view = new DataView(bytes.buffer);
      buffer = Buffer.from(bytes.buffer);
    },
    close: async () => {
      await pieces.return?.();
    },
  };
}

function allocate(capacity: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array((capacity + sentinelBytes) * 2 + slackBytes);
}

const RUN = new Uint8Array(maximumNulRun + 1);

/**
 * Refuses a file with more NUL bytes in a row than a damaged cell has: a writer crashed, or it is no text.
 *
 * @param windowOffset  where the window's stream begins in the file
 * @throws UnreadableBatchError `unsupported-format`
 */
export function refuseNulRun(window: ByteWindow, windowOffset: number): void {
  const bytes = window.buffer().subarray(0, window.end());
  const at = bytes.includes(0) ? bytes.indexOf(RUN) : -1;
  if (at < 0) return;
  const offset = windowOffset + window.position() + at;
  throw new UnreadableBatchError(
    'unsupported-format',
    `The file is damaged, or no text: a block of NUL bytes begins at byte ${offset}. Write it again.`,
  );
}
