import { expect, test } from '@jest/globals';
import { fnvStart, hashText, mixBits } from '../../../../lambdas/core/block/hash.ts';

test.each([
  ['', 0x811c9dc5],
  ['a', 0xe40c292c],
  ['foobar', 0xbf9cf968],
])('FNV-1a of %j is that of its authors', (text, hash) => {
  expect(hashText(text) >>> 0).toBe(hash);
  expect(hashText(text, fnvStart | 0)).toBe(hashText(text));
});

test('bits are mixed as MurmurHash3 does it: its hash of nothing with a seed of 1', () => {
  expect(mixBits(1) >>> 0).toBe(0x514e28b7);
  expect(mixBits(0)).toBe(0);
  expect(mixBits(-1) >>> 0).toBe(0x81f16f39);
});
