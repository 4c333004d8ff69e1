import { setTimeout } from 'node:timers/promises';

/** How patient a stream is with a body that is cut off or stops coming. */
export interface Patience {
  /** After so long without a byte a body counts as cut off. */
  readonly idleMs: number;
  /** Pauses before a body is asked for again; when they are used up without a byte between, its failure is thrown. */
  readonly pausesMs: readonly number[];
}

/** A whole body takes minutes; one piece of it takes milliseconds. */
export const usualPatience: Patience = { idleMs: 30_000, pausesMs: [200, 1_000, 5_000, 15_000] };

/** A body ended, or stopped coming, before all of it was there. */
export class CutBodyError extends Error {
  override readonly name = 'CutBodyError';
}

/**
 * The bytes from one place to another. A body that is cut off in the middle is asked for again from where it was cut: what came
 * before is used already, and reading all of it again would be minutes of work lost.
 *
 * @param ask  a body from a place to the end; what it throws itself is thrown on, for it has been tried again already
 * @param wait  resolves after so many milliseconds
 * @throws CutBodyError, or what the body failed with, when asking again does not help
 */
export async function* readOn(
  ask: (from: number) => Promise<ReadableStream<Uint8Array>>,
  from: number,
  to: number,
  wait: (milliseconds: number) => Promise<void>,
  { idleMs, pausesMs }: Patience = usualPatience,
): AsyncGenerator<Uint8Array> {
  let at = from;
  let pauses = [...pausesMs];
  while (at < to) {
    const reader = (await ask(at)).getReader();
    try {
      for (;;) {
        const piece = await nextPiece(reader, idleMs);
        if (piece instanceof Error) {
          const pause = pauses.shift();
          if (pause === undefined) throw piece;
          await wait(pause);
          break;
        }
        at += piece.length;
        pauses = [...pausesMs];
        yield piece;
        if (at >= to) break;
      }
    } finally {
      reader.cancel().catch(() => {});
    }
  }
}

/** The next piece of a body, or why there is none. */
async function nextPiece(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  idleMs: number,
): Promise<Uint8Array | Error> {
  const stop = new AbortController();
  const idle = setTimeout(idleMs, new CutBodyError(`no byte came for ${idleMs / 1000} s`), {
    signal: stop.signal,
  });
  try {
    const read = await Promise.race([reader.read(), idle]);
    if (read instanceof Error) return read;
    return read.done ? new CutBodyError('the body ended before all of it was there') : read.value;
  } catch (error) {
    return error instanceof Error ? error : new CutBodyError(String(error));
  } finally {
    stop.abort();
    idle.catch(() => {});
  }
}
