import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, test } from '@jest/globals';
import * as z from 'zod';

/**
 * Cases a family: few in the suite. `PLUMBLINE_FUZZ_RUNS=20000` looks longer, `PLUMBLINE_FUZZ_SEED=…` elsewhere; a failure names the
 * seed of its case, which with one run is that case again.
 */
const runs = Number(process.env.PLUMBLINE_FUZZ_RUNS ?? 60);
const firstSeed = Number(process.env.PLUMBLINE_FUZZ_SEED ?? 1);

/** A case may take so long, and so long for each MiB. */
const limitMs = 5_000;

/** The heap of a function with 1,769 MiB would be larger; no file here has a MiB. */
const heapMb = 512;

const messageSchema = z.union([
  z.object({ begun: z.number(), bytes: z.number() }),
  z.object({ ended: z.number(), verdict: z.enum(['accepted', 'rejected']), rss: z.number() }),
]);

interface Tally {
  accepted: number;
  rejected: number;
  slowestMs: number;
}

/** Runs the cases of a family in a thread of their own, which can be stopped when one of them hangs. */
function fuzz(family: string): Promise<Tally> {
  const tally: Tally = { accepted: 0, rejected: 0, slowestMs: 0 };
  const worker = new Worker(join(import.meta.dirname, 'fuzz-worker.ts'), {
    workerData: { family, seed: firstSeed, from: 0, to: runs },
    resourceLimits: { maxOldGenerationSizeMb: heapMb },
  });
  return new Promise((resolve, reject) => {
    let current = firstSeed;
    let begun = performance.now();
    let watch: NodeJS.Timeout | undefined;
    const fail = (why: string, cause?: unknown) =>
      reject(new Error(`the ${family} of seed ${current} ${why}`, { cause }));
    worker.on('message', (message) => {
      const parsed = messageSchema.parse(message);
      clearTimeout(watch);
      if ('begun' in parsed) {
        current = parsed.begun;
        begun = performance.now();
        const patience = limitMs * Math.max(1, parsed.bytes / 2 ** 20);
        watch = setTimeout(() => {
          fail(`takes longer than ${patience} ms`);
          void worker.terminate();
        }, patience);
      } else {
        tally[parsed.verdict]++;
        tally.slowestMs = Math.max(tally.slowestMs, performance.now() - begun);
      }
    });
    worker.on('error', (error) => {
      clearTimeout(watch);
      fail(`has no verdict: ${error instanceof Error ? error.message : error}`, error);
    });
    worker.on('exit', () => {
      clearTimeout(watch);
      resolve(tally);
    });
  });
}

describe('whatever the bytes, a batch has a verdict', () => {
  test.each([
    ['csv', 'accepted'],
    ['jsonl', 'accepted'],
    ['parquet', 'accepted'],
    // A check sum finds whatever is changed.
    ['gzip', undefined],
    ['zstd', 'accepted'],
    ['within gzip', 'accepted'],
    ['within zstd', 'accepted'],
    ['noise', undefined],
  ])(
    'of the family %s',
    async (family, some) => {
      const tally = await fuzz(family);

      expect(tally.accepted + tally.rejected).toBe(runs);
      expect(tally.rejected).toBeGreaterThan(0);
      // Where nothing gets past the door, nothing behind it was tested.
      if (some === 'accepted') expect(tally.accepted).toBeGreaterThan(0);
    },
    600_000 + runs * 100,
  );
});
