import type { DraftNote } from '../../lambdas/core/contract/draft-notes.ts';
import { plainText, shortName } from '../../lambdas/core/text/clean-text.ts';

/** What is told of a drafted contract, as a line for a terminal. */
export function describeNote({ column, sentence }: DraftNote): string {
  return column === undefined ? plainText(sentence) : `${shortName(column)}: ${plainText(sentence)}`;
}
