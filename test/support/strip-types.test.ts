import { expect, test } from '@jest/globals';

test('a module takes what it uses of the language once, and looks nothing of it up again', () => {
  const before = globalThis.Math;
  globalThis.Math = Object.create(before);
  const found = Math;
  globalThis.Math = before;

  expect(found === before).toBe(true);
});
