/** What a code point is, as bits that add up. */
export const codePointBits = { letter: 1, digit: 2, space: 4, word: 8, alone: 16 } as const;

/** 256 neighbouring code points. */
export interface CodePointPage {
  /** Sums of {@link codePointBits}. */
  readonly bits: Uint8Array;
  /** The lower case of each, where that is a single code point; else itself. */
  readonly lower: Uint32Array;
}

/** Finds the page of a code point: that at `codePoint >> 8`. Pages are made when they are first asked for. */
export type CodePointPages = (page: number) => CodePointPage;

/** Half of a pair by itself has no class and is a code point like any other. */
export function codePointPages(): CodePointPages {
  const pages = new Map<number, CodePointPage>();
  return (page) => {
    const known = pages.get(page);
    if (known) return known;
    const made = makePage(page);
    pages.set(page, made);
    return made;
  };
}

/** Unicode's own properties. Ideographs are words without anything between them. */
const classes: readonly (readonly [number, RegExp])[] = [
  [codePointBits.letter, /^\p{L}$/u],
  [codePointBits.digit, /^\p{Nd}$/u],
  [codePointBits.space, /^\p{White_Space}$/u],
  [codePointBits.word, /^[\p{L}\p{M}\p{N}]$/u],
  [codePointBits.alone, /^\p{Ideographic}$/u],
];

function makePage(page: number): CodePointPage {
  const bits = new Uint8Array(256);
  const lower = new Uint32Array(256);
  for (let index = 0; index < 256; index++) {
    const codePoint = 256 * page + index;
    const text = String.fromCodePoint(codePoint);
    for (const [bit, pattern] of classes) if (pattern.test(text)) bits[index]! |= bit;
    const lowered = text.toLowerCase();
    const first = lowered.codePointAt(0) ?? codePoint;
    lower[index] = lowered.length === String.fromCodePoint(first).length ? first : codePoint;
  }
  return { bits, lower };
}
