/** What a code point is, as bits that add up. Every one that was looked at is known. */
export const codePointBits = { letter: 1, digit: 2, space: 4, word: 8, alone: 16, known: 128 } as const;

/** What is known of 256 neighbouring code points. */
export interface CodePointPage {
  /** Sums of {@link codePointBits}; 0 for what was not looked at yet. */
  readonly bits: Uint8Array;
  /** The lower case of each, where that is a single code point; else itself. */
  readonly lower: Uint32Array;
}

/** Code points as they are met: each is looked at once, a text has few different ones. */
export interface CodePoints {
  /** The page of a code point: that at `codePoint >> 8`. */
  page(index: number): CodePointPage;
  /** Looks at a code point and enters it into its page. @returns its bits */
  look(codePoint: number): number;
}

/** Half of a pair by itself has no class and is a code point like any other. */
export function codePoints(): CodePoints {
  const pages: CodePointPage[] = [];
  const page = (index: number): CodePointPage => {
    pages[index] ??= { bits: new Uint8Array(256), lower: new Uint32Array(256) };
    return pages[index];
  };
  return {
    page,
    look(codePoint) {
      const { bits, lower } = page(codePoint >> 8);
      const text = String.fromCodePoint(codePoint);
      const found = classes.reduce((sum, [bit, pattern]) => sum + (pattern.test(text) ? bit : 0), 0);
      bits[codePoint & 0xff] = found + codePointBits.known;
      lower[codePoint & 0xff] = lowerCase(text, codePoint);
      return found + codePointBits.known;
    },
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

function lowerCase(text: string, codePoint: number): number {
  const [first, ...others] = Array.from(text.toLowerCase(), (point) => point.codePointAt(0)!);
  return first !== undefined && others.length === 0 ? first : codePoint;
}
