import type { ObjectStore, Services } from './ports.ts';
import { swap } from './swap.ts';

/** Tries of a compare-and-swap before the message goes back to its queue. */
const maximumTries = 20;
/** Wait after the first conflict; each further one waits longer. */
const firstWaitMs = 40;
const longestWaitMs = 1_000;

export interface RebuiltPage {
  readonly key: string;
  readonly contentType: string;
  /** Whether what is stored already says what this rebuild is for: then nothing has to be written. */
  readonly isCurrent: (stored: Uint8Array) => boolean;
  /** Builds the page anew from what is listed now. Undefined where there is nothing to write; what is equal is not written. */
  readonly build: () => Promise<Uint8Array | undefined>;
}

/**
 * Writes a page that several batches rebuild at once. The version that is replaced is read **before** the history is
 * listed: whoever writes in between makes the swap fail, so that a rebuild from an older list never hides a newer batch.
 *
 * @throws Error when others change the page faster than this can
 */
export async function rebuildPage(page: RebuiltPage, { results, wait }: Services): Promise<void> {
  for (let tries = 0; tries < maximumTries; tries++) {
    const outcome = await tryOnce(page, results);
    if (outcome !== 'conflict') return;
    await wait(Math.min(longestWaitMs, firstWaitMs * 2 ** tries));
  }
  throw new Error(`${page.key} was changed by others ${maximumTries} times in a row`);
}

async function tryOnce(page: RebuiltPage, results: ObjectStore): Promise<'done' | 'conflict'> {
  const { key, contentType } = page;
  const stored = await results.read(key);
  if (stored && page.isCurrent(stored.bytes)) return 'done';
  const bytes = await page.build();
  if (!bytes || (stored && Buffer.compare(stored.bytes, bytes) === 0)) return 'done';
  return (await swap(results, key, stored?.etag, bytes, { contentType })) ? 'done' : 'conflict';
}
