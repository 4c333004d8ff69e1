import { describe, expect, test } from '@jest/globals';
import { textScanner } from '../../../../../lambdas/core/signals/derived/scan-text.ts';
import { collectVocabulary, unknownShare } from '../../../../../lambdas/core/signals/derived/vocabulary.ts';
import { seededRandom } from '../../../../support/random.ts';

const scan = textScanner();

function wordsOf(text: string): readonly number[] {
  const { words, wordCount } = scan(text);
  return [...words.subarray(0, wordCount)];
}

function vocabularyOf(texts: readonly string[], { most = 10_000, counted = 4096 } = {}) {
  const collector = collectVocabulary(counted);
  for (const text of texts) collector.add(scan(text));
  return collector.vocabulary(most);
}

describe('a vocabulary', () => {
  test('has the words that three rows have; for a row of the reference, three others', () => {
    const { ofBatches, ofReference } = vocabularyOf(['a b c', 'a b c', 'a b', 'a d d d d']);

    expect(ofBatches).toEqual([...wordsOf('a b')].sort((x, y) => x - y));
    expect(ofReference).toEqual(wordsOf('a'));
  });

  test('has no more words than it may, the most frequent ones', () => {
    const texts = [
      ...Array(9).fill('a'),
      ...Array(7).fill('b'),
      ...Array(5).fill('c'),
      ...Array(5).fill('d'),
    ];

    expect(vocabularyOf(texts, { most: 4 }).ofBatches).toHaveLength(4);
    expect(vocabularyOf(texts, { most: 3 }).ofBatches).toHaveLength(2);
    expect(vocabularyOf(texts, { most: 0 }).ofBatches).toEqual([]);
  });

  test('forgets rare words when there are too many to count, never frequent ones', () => {
    const texts = Array.from({ length: 3000 }, (_, i) => `often u${i} ${i % 2 === 0 ? 'half' : ''}`);

    const { ofBatches } = vocabularyOf(texts, { counted: 1024 });

    expect(ofBatches).toEqual([...wordsOf('often half')].sort((x, y) => x - y));
  });

  test('of nothing is empty', () => {
    expect(vocabularyOf([])).toEqual({ ofBatches: [], ofReference: [] });
  });

  test('looks as large to rows of the reference as to others of the same source', () => {
    const { uniform } = seededRandom(7);
    const text = () =>
      Array.from({ length: 1 + Math.floor(12 * uniform()) }, () => `w${Math.floor(5000 ** uniform())}`).join(
        ' ',
      );
    const reference = Array.from({ length: 4000 }, text);
    const { ofBatches, ofReference } = vocabularyOf(reference);
    const shareOf = (texts: readonly string[], vocabulary: readonly number[]) => {
      const share = unknownShare(vocabulary);
      return texts.reduce((sum, one) => sum + share(scan(one)), 0) / texts.length;
    };

    const before = shareOf(reference, ofReference);
    const fresh = shareOf(Array.from({ length: 20_000 }, text), ofBatches);

    // One standard error of the difference is about 0.002; held against itself the reference would look better by ten times that.
    expect(Math.abs(before - fresh)).toBeLessThan(0.006);
    expect(fresh - shareOf(reference, ofBatches)).toBeGreaterThan(0.015);
  });
});

describe('the share of unknown words', () => {
  test('is of words as often as they are said, and not a number without any', () => {
    const share = unknownShare(wordsOf('known'));

    expect(share(scan('known new Known new'))).toBe(0.5);
    expect(share(scan('new'))).toBe(1);
    expect(share(scan('known'))).toBe(0);
    expect(share(scan('!?'))).toBeNaN();
    expect(unknownShare([])(scan('a'))).toBe(1);
  });
});
