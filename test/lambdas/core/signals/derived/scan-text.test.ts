import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { textScanner } from '../../../../../lambdas/core/signals/derived/scan-text.ts';
import { anyText } from '../../../../support/any-text.ts';

function scan(text: string) {
  const { length, letters, digits, spaces, nonAscii, words, wordCount } = textScanner()(text);
  return { length, letters, digits, spaces, nonAscii, words: [...words.subarray(0, wordCount)] };
}

describe('textScanner', () => {
  test.each([
    ['', { length: 0, letters: 0, digits: 0, spaces: 0, nonAscii: 0 }],
    ['Room 12, ok', { length: 11, letters: 6, digits: 2, spaces: 2, nonAscii: 0 }],
    ['süß\u00a0東京', { length: 6, letters: 5, digits: 0, spaces: 1, nonAscii: 5 }],
    ['٣٤ \t\n', { length: 5, letters: 0, digits: 2, spaces: 3, nonAscii: 2 }],
    ['💧𝒜', { length: 2, letters: 1, digits: 0, spaces: 0, nonAscii: 2 }],
    ['a\ud800b\udc00', { length: 4, letters: 2, digits: 0, spaces: 0, nonAscii: 2 }],
    ['\0\u200b', { length: 2, letters: 0, digits: 0, spaces: 0, nonAscii: 1 }],
  ])('counts what %j is made of, in code points', (text, expected) => {
    expect(scan(text)).toMatchObject(expected);
  });

  test('agrees with the language about any text', () => {
    fc.assert(
      fc.property(anyText({ maxLength: 60 }), (text) => {
        const points = [...text];
        const count = (pattern: RegExp) => points.filter((point) => pattern.test(point)).length;

        expect(scan(text)).toMatchObject({
          length: points.length,
          letters: count(/^\p{L}$/u),
          digits: count(/^\p{Nd}$/u),
          spaces: count(/^\p{White_Space}$/u),
          nonAscii: count(/^[^\0-\x7f]$/u),
        });
      }),
    );
  });

  test('takes runs of letters, marks and numbers for words, whatever their case', () => {
    expect(scan('Hello, WORLD-hello 4x').words).toHaveLength(4);
    expect(scan('Grüße')).toMatchObject({ words: scan('GRÜßE').words });
    expect(scan('hello')).toMatchObject({ words: scan('(HELLO)').words });
    expect(scan('cafe\u0301').words).toHaveLength(1);
    expect(scan('ab').words).not.toEqual(scan('ba').words);
    expect(scan('...').words).toEqual([]);
  });

  test('takes each ideograph for a word', () => {
    expect(scan('東京 x東').words).toEqual([
      ...scan('東').words,
      ...scan('京').words,
      ...scan('x').words,
      ...scan('東').words,
    ]);
  });

  test('keeps all words of a long text, and nothing of the text before', () => {
    const scanner = textScanner();
    scanner(Array.from({ length: 5000 }, (_, i) => `w${i}`).join(' '));

    expect(scanner('one two').wordCount).toBe(2);
    expect(new Set(scan(Array.from({ length: 5000 }, (_, i) => `w${i}`).join(' ')).words).size).toBe(5000);
  });
});
