/** Widest line of an email, in UTF-16 units. */
export const lineWidth = 74;

/**
 * Breaks one line of text at spaces so that no line is wider than {@link lineWidth}; a word that is wider itself is
 * broken too. A number stays with its percent sign, and a comparison in one piece.
 *
 * @param first  what the first line begins with
 * @param rest  what every other line begins with
 */
export function wrapText(text: string, first = '', rest = ' '.repeat(first.length)): string {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of text.split(/(?<![=<>]) (?![%=<>])/).flatMap((part) => breakWord(part, rest.length))) {
    if (!isEmpty && line.length + 1 + word.length > lineWidth) {
      lines.push(line);
      line = rest;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line].join('\n');
}

function breakWord(word: string, indent: number): readonly string[] {
  const width = lineWidth - indent;
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
