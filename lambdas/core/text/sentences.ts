import { namedInText } from './clean-text.ts';
import { formatCount } from './in-words.ts';

/** Words of our own as they begin a sentence or a heading. Not for names from the data: they are shown as written. */
export function capitalised(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** Names that a sentence lists. */
const mostNamed = 3;

/** `fare`, `fare and tip`, `fare, tip, distance and 4 more`. @param names  from the data, at least one */
export function listNames(names: readonly string[]): string {
  return listWords(names.map(namedInText));
}

/**
 * The same for words that are fit for a sentence already.
 *
 * @param count  how many there are in all, where these are only the first
 */
export function listWords(words: readonly string[], count: number = words.length): string {
  const named = words.slice(0, mostNamed);
  const more = count - named.length;
  const all = more > 0 ? [...named, `${formatCount(more)} more`] : named;
  return all.length === 1 ? all.join() : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
}

/** Widest line of an email, in UTF-16 units. */
export const lineWidth = 74;

/**
 * Breaks one line of text at spaces so that no line is wider than {@link lineWidth}; a word that is wider itself is
 * broken too. A number stays with its percent sign, and a comparison in one piece.
 *
 * @param first  what the first line begins with
 * @param rest  what every other line begins with
 * @param width  characters of a line
 */
export function wrapText(
  text: string,
  first = '',
  rest = ' '.repeat(first.length),
  width = lineWidth,
): string {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of text
    .split(/(?<![=<>]) (?![%=<>])/)
    .flatMap((part) => breakWord(part, width - rest.length))) {
    if (!isEmpty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = rest;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line].join('\n');
}

function breakWord(word: string, width: number): readonly string[] {
  if (word.length <= width) return [word];
  const pieces: string[] = [];
  let piece = '';
  for (const character of word) {
    if (piece.length + character.length > width) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...pieces, piece];
}
