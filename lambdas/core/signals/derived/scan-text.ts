import { fnvStart, fnvStep, mixBits } from '../../block/hash.ts';
import { codePointBits, codePoints } from './code-points.ts';

/** What a text is made of, in code points. Written over by the next text. */
export interface ScannedText {
  length: number;
  letters: number;
  digits: number;
  spaces: number;
  nonAscii: number;
  /** Hashes of the text's words in order, repeated ones too: the first {@link wordCount} are its own. */
  words: Uint32Array;
  wordCount: number;
}

/** Looks at a text, once from its beginning to its end. */
export type TextScanner = (text: string) => ScannedText;

/**
 * A word is a run of letters, marks and numbers, whatever their case; an ideograph is one by itself. Kept of it is a hash of
 * 32 bits: no text, and two words in four thousand million have the same.
 *
 * @see Fowler, Noll, Vo (FNV-1a) over code points; Appleby's fmix32 at the end
 */
export function textScanner(): TextScanner {
  const { page: pageOf, look } = codePoints();
  const ascii = pageOf(0);
  const found: ScannedText = {
    length: 0,
    letters: 0,
    digits: 0,
    spaces: 0,
    nonAscii: 0,
    words: new Uint32Array(64),
    wordCount: 0,
  };

  function addWord(hash: number): void {
    if (found.wordCount === found.words.length) {
      const longer = new Uint32Array(2 * found.words.length);
      longer.set(found.words);
      found.words = longer;
    }
    found.words[found.wordCount++] = finish(hash);
  }

  return (text) => {
    let [length, letters, digits, spaces, nonAscii] = [0, 0, 0, 0, 0];
    let hash = noWord;
    found.wordCount = 0;
    for (let at = 0; at < text.length; at++) {
      let codePoint = text.charCodeAt(at);
      let page = ascii;
      if (codePoint > 0x7f) {
        nonAscii++;
        codePoint = text.codePointAt(at)!;
        if (codePoint > 0xffff) at++;
        page = pageOf(codePoint >> 8);
      }
      length++;
      const bits = page.bits[codePoint & 0xff]! || look(codePoint);
      letters += bits & codePointBits.letter;
      digits += +((bits & codePointBits.digit) !== 0);
      spaces += +((bits & codePointBits.space) !== 0);
      const isAlone = (bits & codePointBits.alone) !== 0;
      if (hash !== noWord && (isAlone || (bits & codePointBits.word) === 0)) {
        addWord(hash);
        hash = noWord;
      }
      if ((bits & codePointBits.word) === 0) continue;
      hash = fnvStep(hash === noWord ? fnvStart : hash, page.lower[codePoint & 0xff]!) >>> 0;
      if (!isAlone) continue;
      addWord(hash);
      hash = noWord;
    }
    if (hash !== noWord) addWord(hash);
    return Object.assign(found, { length, letters, digits, spaces, nonAscii });
  };
}

/** No hash is this: hashes are whole. */
const noWord = -1;

/** Never 0, which hash tables take for an empty slot. */
function finish(hash: number): number {
  return mixBits(hash) >>> 0 || 1;
}
