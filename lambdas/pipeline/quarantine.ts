import { once } from 'node:events';
import { createGzip } from 'node:zlib';
import type { RawRow } from '../core/block/column-block.ts';
import type { Violation } from '../core/contract/violation.ts';
import type { ObjectStore } from './ports.ts';

/** Where refused rows go. */
export interface Quarantine {
  /** @param row  number of the row in the batch, from 1 */
  add(row: number, raw: RawRow, violations: readonly Violation[]): Promise<void>;
  /** Finishes what was begun. @returns the key of the quarantined rows; undefined where there are none */
  close(): Promise<string | undefined>;
}

/** Forgets refused rows: for references, whose rows are counted and not kept. */
export const noQuarantine: Quarantine = { add: async () => {}, close: async () => undefined };

/**
 * Writes refused rows as compressed JSON Lines `{ row, violations, text }`, piece by piece, from the first refused
 * row on. The same batch gives the same object, so a retry finds it written and is content.
 */
export function quarantineIn(results: ObjectStore, key: string): Quarantine {
  let open: { readonly gzip: ReturnType<typeof createGzip>; readonly written: Promise<unknown> } | undefined;

  function begin() {
    const gzip = createGzip({ level: 6 });
    const options = { contentType: 'application/x-ndjson', contentEncoding: 'gzip' };
    const written = results.createFrom(key, gzip, options).catch((cause: unknown) => {
      const error = cause instanceof Error ? cause : new Error(String(cause));
      gzip.destroy(error);
      throw error;
    });
    // Awaited in close; until then a failure must not count as unhandled.
    written.catch(() => {});
    return { gzip, written };
  }

  return {
    async add(row, { text }, violations) {
      open ??= begin();
      if (open.gzip.destroyed) await open.written;
      const isRoomLeft = open.gzip.write(`${JSON.stringify({ row, violations, text })}\n`);
      if (!isRoomLeft) await Promise.race([once(open.gzip, 'drain'), open.written]);
    },
    async close() {
      if (!open) return undefined;
      open.gzip.end();
      await open.written;
      return key;
    },
  };
}
