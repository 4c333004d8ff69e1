import type { ScannedText } from './scan-text.ts';

/** Words of one column that are known at most. */
export const maximumVocabulary = 10_000;

/** A word is known when at least so many rows have it: what one row alone says is in no vocabulary. */
export const fewestRows = 3;

/** The words of a reference's column, as hashes in ascending order. */
export interface Vocabulary {
  /** What is known to the rows of a batch. */
  readonly ofBatches: readonly number[];
  /** What is known to a row of the reference itself: the words that enough of its **other** rows have. */
  readonly ofReference: readonly number[];
}

/** Counts in how many rows of a reference each word is, in bounded memory. */
export interface VocabularyCollector {
  /** Adds the words of one row. */
  add(text: ScannedText): void;
  /** @param most  words at most, whatever the rows */
  vocabulary(most: number): Vocabulary;
}

/**
 * A vocabulary is taken from the very rows that it is then held against. So that these do not look better known than the
 * next ones will be, each row is measured by the others: a word of it counts as known when k **other** rows have it, that is
 * k + 1 with itself. Then the reference's share of unknown words is that to be expected of more rows like its own.
 *
 * @param mostWords  words that are counted at once, a power of two; when there are more, the rarest are forgotten
 */
export function collectVocabulary(mostWords: number): VocabularyCollector {
  let table = emptyTable(Math.min(1024, 2 * mostWords));
  let row = 0;

  function makeRoom(): void {
    if (table.used < table.words.length / 2) return;
    const entries = entriesOf(table);
    if (table.used < mostWords) {
      table = tableOf(entries, 2 * table.words.length);
      return;
    }
    const least = smallestCountOf(entries, mostWords / 2);
    table = tableOf(
      entries.filter(({ rows }) => rows >= least),
      table.words.length,
    );
  }

  return {
    add({ words, wordCount }) {
      row++;
      for (let index = 0; index < wordCount; index++) {
        makeRoom();
        countWord(table, words[index]!, row);
      }
    },
    vocabulary(most) {
      const entries = entriesOf(table);
      const known = Math.max(fewestRows, smallestCountOf(entries, most));
      const knownBy = (rows: number) =>
        entries
          .filter((entry) => entry.rows >= rows)
          .map(({ word }) => word)
          .sort((a, b) => a - b);
      return { ofBatches: knownBy(known), ofReference: knownBy(known + 1) };
    },
  };
}

/** Open addressing; a slot is empty where its word is 0. */
interface WordTable {
  readonly words: Uint32Array;
  /** Rows that have the word. */
  readonly rows: Uint32Array;
  /** The last one of them: a row counts once, however often it says the word. */
  readonly last: Float64Array;
  used: number;
}

interface WordEntry {
  readonly word: number;
  readonly rows: number;
  readonly last: number;
}

function emptyTable(slots: number): WordTable {
  return {
    words: new Uint32Array(slots),
    rows: new Uint32Array(slots),
    last: new Float64Array(slots),
    used: 0,
  };
}

function tableOf(entries: readonly WordEntry[], slots: number): WordTable {
  const table = emptyTable(slots);
  for (const { word, rows, last } of entries) {
    const slot = slotOf(table.words, word);
    table.words[slot] = word;
    table.rows[slot] = rows;
    table.last[slot] = last;
  }
  table.used = entries.length;
  return table;
}

function countWord(table: WordTable, word: number, row: number): void {
  const slot = slotOf(table.words, word);
  if (table.words[slot] === 0) {
    table.words[slot] = word;
    table.used++;
  }
  if (table.last[slot] === row) return;
  table.last[slot] = row;
  table.rows[slot]!++;
}

/** Where a word is, or would be. */
function slotOf(words: Uint32Array, word: number): number {
  const mask = words.length - 1;
  let slot = word & mask;
  while (words[slot] !== 0 && words[slot] !== word) slot = (slot + 1) & mask;
  return slot;
}

function entriesOf({ words, rows, last }: WordTable): readonly WordEntry[] {
  const entries: WordEntry[] = [];
  for (const [slot, word] of words.entries())
    if (word !== 0) entries.push({ word, rows: rows[slot]!, last: last[slot]! });
  return entries;
}

/** The smallest count that at most so many entries reach. */
function smallestCountOf(entries: readonly WordEntry[], most: number): number {
  if (entries.length <= most) return 1;
  const counts = entries.map(({ rows }) => rows).sort((a, b) => b - a);
  return counts[most]! + 1;
}

/** The share of a text's words that is not known, in [0, 1]; of a text without any NaN. */
export type UnknownShare = (text: ScannedText) => number;

/** @param vocabulary  hashes of the known words */
export function unknownShare(vocabulary: readonly number[]): UnknownShare {
  const slots = new Uint32Array(2 ** Math.ceil(Math.log2(2 * vocabulary.length + 2)));
  for (const word of vocabulary) slots[slotOf(slots, word)] = word;
  return ({ words, wordCount }) => {
    let unknown = 0;
    for (let index = 0; index < wordCount; index++) if (slots[slotOf(slots, words[index]!)] === 0) unknown++;
    return unknown / wordCount;
  };
}
