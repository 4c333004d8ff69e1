import type { Services } from './ports.ts';
import { decideAndSwap } from './swap.ts';

/** How a page is served. */
export const htmlType = 'text/html; charset=utf-8';

export interface RebuiltPage {
  readonly key: string;
  readonly contentType: string;
  /** Whether what is stored already says what this rebuild is for: then nothing has to be written. */
  readonly isCurrent: (stored: Uint8Array) => boolean;
  /** Builds the page anew from what is listed now. Undefined where there is nothing to write; what is equal is not written. */
  readonly build: () => Promise<Uint8Array | undefined>;
}

/** Writes a page that several batches rebuild at once: one from older records never hides a newer batch. @returns whether there was none */
export async function rebuildPage(page: RebuiltPage, services: Services): Promise<'new' | 'known'> {
  const { key, contentType } = page;
  return decideAndSwap({ key, contentType }, services, async (stored) => {
    const built = stored && page.isCurrent(stored.bytes) ? undefined : await page.build();
    const isEqual = stored && built && Buffer.compare(stored.bytes, built) === 0;
    return { answer: stored ? 'known' : 'new', bytes: isEqual ? undefined : built };
  });
}
