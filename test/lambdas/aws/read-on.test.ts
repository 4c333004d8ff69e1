import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { CutBodyError, readOn } from '../../../lambdas/aws/read-on.ts';

const bytes = Uint8Array.from({ length: 1_000 }, (_, index) => index % 251);
const patience = { idleMs: 20, pausesMs: [0, 0] };
const wait = (milliseconds: number) => setTimeout(milliseconds);

/** How a body comes to its end before all of it is there, after so many bytes. */
interface Cut {
  readonly after: number;
  readonly how: 'ends' | 'fails' | 'stalls';
}

/** Bodies that are cut one after the other, and then a whole one. */
function bodies(cuts: readonly Cut[], pieceBytes: number) {
  const asked: number[] = [];
  const ask = async (from: number) => {
    const cut = cuts[asked.length];
    asked.push(from);
    let at = from;
    const end = cut ? Math.min(bytes.length, from + cut.after) : bytes.length;
    return new ReadableStream<Uint8Array>({
      pull(controller) {
        if (at < end) {
          controller.enqueue(bytes.slice(at, Math.min(end, at + pieceBytes)));
          at = Math.min(end, at + pieceBytes);
          return undefined;
        }
        if (!cut || cut.how === 'ends') return controller.close();
        return cut.how === 'fails' ? controller.error(new Error('ECONNRESET')) : new Promise(() => {});
      },
    });
  };
  return { ask, asked };
}

async function read(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  return Buffer.concat(await Array.fromAsync(pieces));
}

describe('readOn', () => {
  test('gives the same bytes however bodies are cut', async () => {
    const cut = fc.record({
      after: fc.integer({ min: 1, max: 400 }),
      how: fc.constantFrom('ends' as const, 'fails' as const, 'stalls' as const),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(cut, { maxLength: 4 }),
        fc.integer({ min: 1, max: 300 }),
        async (cuts, pieceBytes) => {
          const { ask } = bodies(cuts, pieceBytes);

          const whole = await read(readOn(ask, 10, 990, wait, patience));

          expect(whole.subarray(0, 980)).toEqual(Buffer.from(bytes.subarray(10, 990)));
        },
      ),
      { numRuns: 30 },
    );
  });

  // One unanswered call held a function for five minutes, and a body that was cut off was read from its beginning.
  test('asks from where a body was cut', async () => {
    const { ask, asked } = bodies([{ after: 300, how: 'fails' }], 100);

    await read(readOn(ask, 0, 1_000, wait, patience));

    expect(asked).toEqual([0, 300]);
  });

  test.each(['ends', 'fails', 'stalls'] as const)(
    'gives up when a body that %s never comes any further',
    async (how) => {
      const { ask, asked } = bodies(
        Array.from({ length: 9 }, () => ({ after: 0, how })),
        100,
      );

      await expect(read(readOn(ask, 0, 1_000, wait, patience))).rejects.toThrow(
        how === 'fails' ? 'ECONNRESET' : CutBodyError,
      );
      expect(asked).toHaveLength(3);
    },
  );

  test('throws what asking throws: it has been tried again already', async () => {
    const ask = async () => {
      throw new Error('PreconditionFailed');
    };

    await expect(read(readOn(ask, 0, 10, wait, patience))).rejects.toThrow('PreconditionFailed');
  });

  test('asks for nothing of nothing', async () => {
    const { ask, asked } = bodies([], 100);

    expect(await read(readOn(ask, 5, 5, wait, patience))).toHaveLength(0);
    expect(asked).toEqual([]);
  });

  test('lets go of a body that nobody reads to its end', async () => {
    let cancelled = false;
    const ask = async () =>
      new ReadableStream<Uint8Array>({
        pull: (controller) => controller.enqueue(bytes),
        cancel: () => {
          cancelled = true;
        },
      });

    for await (const _ of readOn(ask, 0, 1_000_000, wait, patience)) break;

    expect(cancelled).toBe(true);
  });
});
