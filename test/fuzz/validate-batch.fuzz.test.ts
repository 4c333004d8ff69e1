import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, describe, expect, test } from '@jest/globals';
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
  z.object({ ended: z.number(), verdict: z.enum(['accepted', 'rejected']) }),
  z.object({ done: z.string() }),
]);

interface Tally {
  accepted: number;
  rejected: number;
}

/** A thread of its own, which can be stopped when a case hangs; the next family then has another. */
let worker: Worker | undefined;

function startWorker(): Worker {
  const started = new Worker(join(import.meta.dirname, 'fuzz-worker.ts'), {
    resourceLimits: { maxOldGenerationSizeMb: heapMb },
  });
  return started.once('exit', () => {
    worker = undefined;
  });
}

afterAll(() => worker?.terminate());

/** Runs the cases of a family. */
function fuzz(family: string): Promise<Tally> {
  worker ??= startWorker();
  const tally: Tally = { accepted: 0, rejected: 0 };
  const { promise, resolve, reject } = Promise.withResolvers<Tally>();
  let current = firstSeed;
  let watch: NodeJS.Timeout | undefined;
  const fail = (why: string, cause?: unknown) => {
    reject(new Error(`the ${family} of seed ${current} ${why}`, { cause }));
    void worker?.terminate();
  };
  const hear = (message: unknown) => {
    const parsed = messageSchema.parse(message);
    clearTimeout(watch);
    if ('done' in parsed) resolve(tally);
    else if ('ended' in parsed) tally[parsed.verdict]++;
    else {
      current = parsed.begun;
      const patience = limitMs * Math.max(1, parsed.bytes / 2 ** 20);
      watch = setTimeout(() => fail(`takes longer than ${patience} ms`), patience);
    }
  };
  const stumble = (error: unknown) =>
    fail(`has no verdict: ${error instanceof Error ? error.message : error}`, error);
  worker.on('message', hear).once('error', stumble);
  worker.postMessage({ family, seed: firstSeed, runs });
  return promise.finally(() => {
    clearTimeout(watch);
    worker?.off('message', hear).off('error', stumble);
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
