import type { DraftNote } from '../../core/contract/draft-notes.ts';
import { pluralOf } from '../../core/contract/draft-notes.ts';
import { quoteFound } from '../../core/contract/violation.ts';
import { UnreadableBatchError } from '../../readers/unreadable-batch-error.ts';

/** A row that could not be split into cells. */
export interface FaultyRow {
  readonly row: number;
  readonly text: string;
  readonly fault: number;
}

/** What is told of the rows of a file that could not be read: a sentence, or none. */
export function faultNotes(count: number, rows: number, first: FaultyRow | undefined): readonly DraftNote[] {
  if (first === undefined) return [];
  return [{ sentence: `${pluralOf(count, rows, 'row')} can't be read: ${inWords(first)}` }];
}

function inWords({ row, text, fault }: FaultyRow): string {
  return `${faultInWords[fault]}, as in row ${row}: ${quoteFound(text)}`;
}

const faultInWords: readonly string[] = [
  '',
  'more or fewer cells than the header names',
  'broken quotes or no object',
  'too large',
];

/** A draft of a file of which nothing could be read would be a guess about nothing. */
export function nothingRead(rows: number, fault: FaultyRow | undefined): UnreadableBatchError {
  if (!fault)
    return new UnreadableBatchError(
      'empty-batch',
      'The file has a header and no row: check the job that writes it.',
    );
  return new UnreadableBatchError(
    'unreadable',
    `None of the ${rows.toLocaleString('en-US')} rows can be read: ${inWords(fault)}.${hintAt(fault)}`,
  );
}

/** What the first row that could not be read may have. */
function hintAt({ text }: FaultyRow): string {
  if (text.includes('\\"'))
    return ' Quotes within a cell seem to be escaped by a backslash: double them ("").';
  return /'[^',;]*[,;][^']*'/.test(text) ? ' Cells seem to be quoted by apostrophes: quote them by ".' : '';
}
