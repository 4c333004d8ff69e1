import type { CsvRules } from './csv-rules.ts';
import type { DraftNote } from './draft-notes.ts';

/** What was found of how a CSV file is written, and stands in the draft: a sentence each. */
export function csvNotes({ trim, decimal, thousands, comment, ...csv }: CsvRules): readonly DraftNote[] {
  const sentences = [
    ...(csv.delimiter === undefined
      ? []
      : [`cells are separated by ${JSON.stringify(csv.delimiter)} (csv.delimiter)`]),
    ...(csv.escape === undefined ? [] : ['quotes within cells are escaped by backslashes (csv.escape)']),
    ...(comment === undefined
      ? []
      : [`lines that begin with ${comment} are taken for comments (csv.comment)`]),
    ...(trim ? ['numbers have blanks around them, which are left out of all cells (csv.trim)'] : []),
    ...(decimal === ',' ? ['numbers have a decimal comma (csv.decimal)'] : []),
    ...(thousands === undefined
      ? []
      : [
          `groups of digits in numbers are separated by ${thousands === ' ' ? 'blanks' : thousands} (csv.thousands)`,
        ]),
  ];
  return sentences.map((sentence) => ({ sentence }));
}
