import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { decideAndSwap } from '../../../lambdas/pipeline/swap.ts';
import { buildWorld } from '../../support/world.ts';

const key = 'reports/m/count';
const bytesOf = (count: number) => new TextEncoder().encode(String(count));
const countOf = (stored: { readonly bytes: Uint8Array } | undefined) =>
  stored ? Number(new TextDecoder().decode(stored.bytes)) : 0;

/** A world in which somebody else counts up between the first so many reads and writes. */
function disturbed(times: number) {
  const world = buildWorld();
  const waits: number[] = [];
  const wait = async (milliseconds: number) => void waits.push(milliseconds);
  const countUp = async (stored: Parameters<typeof countOf>[0], tries: number) => {
    const next = countOf(stored) + 1;
    if (tries < times) world.results.put(key, String(next));
    return { answer: next, bytes: bytesOf(next) };
  };
  return { ...world, waits, run: () => decideAndSwap({ key }, { results: world.results, wait }, countUp) };
}

describe('decideAndSwap', () => {
  test('decides anew on what somebody stored in between, and waits twice as long each time', async () => {
    const { results, waits, run } = disturbed(3);

    const answer = await run();

    expect(answer).toBe(4);
    expect(countOf(await results.read(key))).toBe(4);
    expect(waits).toEqual([40, 80, 160]);
  });

  test('gives up after twenty tries, with a wait of a second at most', async () => {
    const { waits, run } = disturbed(20);

    await expect(run()).rejects.toThrow(`${key} was changed by others 20 times in a row`);
    expect(Math.max(...waits)).toBe(1000);
  });

  test('writes nothing where the decision has nothing to store', async () => {
    const { results, services } = buildWorld();

    const answer = await decideAndSwap({ key }, services, async () => ({
      answer: 'as it is',
      bytes: undefined,
    }));

    expect([answer, await results.read(key)]).toEqual(['as it is', undefined]);
  });
});

test('there is one loop of compare-and-swap', async () => {
  const folder = new URL('../../../lambdas/pipeline/', import.meta.url);
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.ts'));
  const sources = await Promise.all(names.map((name) => readFile(new URL(name, folder), 'utf8')));

  const loops = names.filter((_, index) => /maximumTries|in a row`/.test(sources[index] ?? ''));
  expect(loops).toEqual(['swap.ts']);
});
