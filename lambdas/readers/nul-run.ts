import type { ByteWindow } from './byte-window.ts';
import { maximumNulRun } from './limits.ts';
import { UnreadableBatchError } from './unreadable-batch-error.ts';

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
