import { describe, expect, test } from '@jest/globals';
import {
  asciiText,
  cleanText,
  cutText,
  namedInText,
  plainText,
  shortName,
} from '../../../../lambdas/core/text/clean-text.ts';

describe('cleanText', () => {
  test.each([
    ['a line break', 'temp\r\nBcc: all', 'temp Bcc: all'],
    ['other line separators', 'a\u2028b\u2029c\u0085d', 'a b c d'],
    ['bidi marks', 'abc\u202Efdp.exe\u2066', 'abcfdp.exe'],
    ['zero-width characters', 'te\u200Bmp\u200D\uFEFF\u00AD', 'temp'],
    ['a null byte', 'a\0b', 'a b'],
    ['half a character', 'a\uD83Db', 'a\uFFFDb'],
    ['what XML refuses', 'a\uFFFFb', 'ab'],
  ])('takes out %s', (_, text, clean) => {
    expect(cleanText(text)).toBe(clean);
  });

  test('keeps letters of all languages, and emoji', () => {
    expect(cleanText('höchste 気温 ☀ 🌡')).toBe('höchste 気温 ☀ 🌡');
  });

  test('thins marks piled on a letter', () => {
    expect(cleanText(`a${'\u0301'.repeat(50)}`)).toBe(`a${'\u0301'.repeat(4)}`);
  });
});

describe('names and sentences', () => {
  test('a name of 300 characters is cut with an ellipsis', () => {
    expect(shortName('x'.repeat(300))).toBe(`${'x'.repeat(59)}…`);
  });

  test('a cut never leaves half a character', () => {
    expect(cutText('🌡🌡🌡', 4)).toBe('🌡…');
  });

  test('a blank name is still a name', () => {
    expect(shortName('\u200B \n')).toBe('(blank)');
  });

  test('a plain name stands as it is; one that reads as prose is quoted', () => {
    expect(namedInText('temp_max')).toBe('temp_max');
    expect(namedInText('fine: "nothing" to see')).toBe(`"fine: 'nothing' to see"`);
  });

  test('links lead to S3 or nowhere, and nobody is mentioned', () => {
    expect(plainText('see https://evil.example and s3://bucket/key <!channel>')).toBe(
      'see https: //evil.example and s3://bucket/key < !channel>',
    );
  });
});

describe('asciiText', () => {
  test('drops accents and marks what has no ASCII letter', () => {
    expect(asciiText('Höchsttemperatur 気温 …', 99)).toBe('Hochsttemperatur ? ...');
  });

  test('is cut with dots', () => {
    expect(asciiText('abcdefgh', 6)).toBe('abc...');
  });
});
