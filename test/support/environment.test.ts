import { SourceTextModule } from 'node:vm';
import { expect, test } from '@jest/globals';

const ownMath = Math;

/** The shortest of some runs, in ms. */
function shortest(run: () => number): number {
  const times = Array.from({ length: 10 }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return Math.min(...times);
}

// Each look-up of a global was a call: 90 times as long.
test('what a module looks up of the language costs what it costs in the product', () => {
  const lookedUp = shortest(() => {
    let sum = 0;
    for (let i = 0; i < 300_000; i++) sum += Math.trunc(i / 3);
    return sum;
  });
  const ofItsOwn = shortest(() => {
    let sum = 0;
    for (let i = 0; i < 300_000; i++) sum += ownMath.trunc(i / 3);
    return sum;
  });

  expect(lookedUp / ofItsOwn).toBeLessThan(20);
});

test('what a test puts in the place of a global is found', () => {
  const before = globalThis.fetch;
  globalThis.fetch = () => Promise.reject(new Error('none here'));
  const found = fetch;
  globalThis.fetch = before;

  expect(found).not.toBe(before);
});

// V8 takes the code of another text of the same length without a word.
test('a module whose text has changed is compiled anew', async () => {
  const exported = async (text: string) => {
    const module = new SourceTextModule(`export default ${text}`, { identifier: 'changing.mjs' });
    await module.link(() => module);
    await module.evaluate();
    return module.namespace;
  };

  expect(await exported('1')).toMatchObject({ default: 1 });
  expect(await exported('2')).toMatchObject({ default: 2 });
  expect(await exported('2')).toMatchObject({ default: 2 });
});
