import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type ByteDictionary, byteDictionary, noCode } from '../../../lambdas/readers/byte-dictionary.ts';
import { maximumCategoryBytes } from '../../../lambdas/readers/limits.ts';

const encode = (text: string) => new TextEncoder().encode(text);

/** The code of bytes that others stand before and behind. */
function codeIn(dictionary: ByteDictionary, bytes: Uint8Array): number {
  const padded = Uint8Array.of(7, ...bytes, 1, 2, 3, 4);
  return dictionary.codeOf(new DataView(padded.buffer), 1, 1 + bytes.length);
}

test('a byte dictionary gives each text one code, in order of appearance', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 4 }), { maxLength: 400 }), (texts) => {
      const dictionary = byteDictionary();
      const distinct = [...new Set(texts)];

      const codes = texts.map((text) => codeIn(dictionary, encode(text)));

      expect(dictionary.values).toEqual(distinct);
      expect(codes).toEqual(texts.map((text) => distinct.indexOf(text)));
      expect(dictionary.byteLength()).toBe(encode(distinct.join('')).length);
    }),
  );
});

test('a byte dictionary keeps tens of thousands of values apart', () => {
  const dictionary = byteDictionary();
  const texts = Array.from({ length: 50_000 }, (_, index) => `id-${index}`);

  const twice = [...texts, ...texts].map((text) => codeIn(dictionary, encode(text)));

  expect(twice.every((code, index) => code === index % texts.length)).toBe(true);
  expect(dictionary.values).toEqual(texts);
});

test('texts of every length that differ in one byte, or in their length, are kept apart', () => {
  const dictionary = byteDictionary();
  const lengths = Array.from({ length: 41 }, (_, length) => length);
  const texts = lengths.flatMap((length) => [
    'a'.repeat(length),
    ...lengths.slice(0, length).map((at) => `${'a'.repeat(at)}b${'a'.repeat(length - at - 1)}`),
  ]);

  const twice = [...texts, ...texts].map((text) => codeIn(dictionary, encode(text)));

  expect(twice).toEqual([...texts.keys(), ...texts.keys()]);
  expect(dictionary.values).toEqual(texts);
});

test('names that objects have are values like others', () => {
  const dictionary = byteDictionary();

  const codes = ['__proto__', 'constructor', '__proto__'].map((text) => codeIn(dictionary, encode(text)));

  expect(codes).toEqual([0, 1, 0]);
});

test.each([
  ['a lone continuation byte', Uint8Array.of(0x61, 0x80)],
  ['a cut character', Uint8Array.of(0xc3)],
  ['an overlong form', Uint8Array.of(0xc0, 0xaf)],
  ['a surrogate', Uint8Array.of(0xed, 0xa0, 0x80)],
  ['a text that is too long', new Uint8Array(maximumCategoryBytes + 1).fill(97)],
])('%s gets no code and leaves no value', (_, bytes) => {
  const dictionary = byteDictionary();

  const code = codeIn(dictionary, bytes);

  expect(code).toBe(noCode);
  expect(dictionary.values).toEqual([]);
});
