import type { Services } from './ports.ts';
import { decideAndSwap, type Known } from './swap.ts';

/** How a page is served. */
export const htmlType = 'text/html; charset=utf-8';

export interface RebuiltPage {
  readonly key: string;
  readonly contentType: string;
  /** Whether what is stored already says what this rebuild is for: then nothing has to be written. */
  readonly isCurrent: (stored: Uint8Array) => boolean;
  /**
   * Builds the page anew from what is listed now. Undefined where there is nothing to write; what is equal is not written.
   *
   * @param tries  before this one, each of which somebody else was faster than
   */
  readonly build: (tries: number) => Promise<Uint8Array | undefined>;
}

/**
 * Writes a page that several batches rebuild at once: one from older records never hides a newer batch.
 *
 * @param known  the page as it was read before
 */
export async function rebuildPage(page: RebuiltPage, services: Services, known?: Known): Promise<void> {
  const { key, contentType } = page;
  await decideAndSwap({ key, known, contentType }, services, async (stored, tries) => {
    const built = stored && page.isCurrent(stored.bytes) ? undefined : await page.build(tries);
    const isEqual = stored && built && Buffer.compare(stored.bytes, built) === 0;
    return { answer: undefined, bytes: isEqual ? undefined : built };
  });
}
