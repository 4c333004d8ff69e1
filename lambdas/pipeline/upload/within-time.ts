import type { ColumnBlock } from '../../core/block/column-block.ts';
import { UnreadableBatchError } from '../../readers/unreadable-batch-error.ts';

/** Milliseconds that must be left to write down what was found: a stored quarantine, a result. */
export const reserveMs = 30_000;

/** Milliseconds until the function is stopped. */
export type RemainingMs = () => number;

/**
 * The blocks of a file for as long as there is time to read them.
 *
 * @throws UnreadableBatchError (`too-large`) when less than {@link reserveMs} is left
 */
export async function* withinTime(
  blocks: AsyncIterable<ColumnBlock>,
  remainingMs: RemainingMs = () => Number.POSITIVE_INFINITY,
): AsyncGenerator<ColumnBlock, void> {
  for await (const block of blocks) {
    if (remainingMs() < reserveMs) {
      throw new UnreadableBatchError(
        'too-large',
        `The file has more rows than can be read in the time of one function: it was given up after ${block.firstRow} rows. Split it into smaller files.`,
      );
    }
    yield block;
  }
}
