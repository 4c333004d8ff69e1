import { digitsAt, leadingDigits, notDigits, wordDigits } from '../digit-words.ts';
import { jsonByte } from './json-bytes.ts';

// Where digits and texts end, found by words of four bytes: the processor guesses wrong where a loop ends, and of bytes there
// are more to end at.

const { quote, backslash, blank } = jsonByte;

/** Behind the digits that stand at `at`, if any. */
export function digitsEnd(view: DataView, at: number): number {
  for (let next = at; ; next += wordDigits) {
    const others = notDigits(digitsAt(view, next));
    if (others !== 0) return next + leadingDigits(others);
  }
}

/** The first quote, backslash or control character from `at` on. */
export function plainTextEnd(view: DataView, at: number): number {
  for (let next = at; ; next += 4) {
    const marks = textMarks(view.getInt32(next, true));
    if (marks !== 0) return next + 3 - (Math.clz32(marks & -marks) >> 3);
  }
}

/** A byte times this is a word of four of it. */
const EVERY_BYTE = 0x01010101;

/**
 * The highest bit of each byte that is a quote, a backslash or a control character. Subtraction borrows from the bytes behind a marked
 * one, so that only the lowest mark is sure.
 */
function textMarks(word: number): number {
  const quotes = word ^ (quote * EVERY_BYTE);
  const slashes = word ^ (backslash * EVERY_BYTE);
  const controls = (word - blank * EVERY_BYTE) & ~word;
  return (controls | ((quotes - EVERY_BYTE) & ~quotes) | ((slashes - EVERY_BYTE) & ~slashes)) & 0x80808080;
}
