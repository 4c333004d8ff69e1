import type { ChangeOf } from '../../result/change-schema.ts';
import { direction } from '../../text/in-words.ts';

/** `correlation of age and plan = abc rose from 0.1 to 0.5`. */
export function correlationInWords({ columns, categories, from, to }: ChangeOf<'correlation'>): string {
  const [first, second] = columns.map((column, side) => {
    const category = categories[side];
    return typeof category === 'string' ? `${column} = ${category}` : column;
  });
  return `correlation of ${first} and ${second} ${direction(from, to)} from ${twoDigits(from)} to ${twoDigits(to)}`;
}

/** The detector sees single columns and pairs as well: whether those had been found already is what a reader wants to know. */
export function multivariateInWords({ foundBy }: ChangeOf<'multivariate'>): string {
  switch (foundBy) {
    case 'columns':
      return 'the columns together changed, as single columns did';
    case 'pairs':
      return 'the columns together changed, as correlations did';
    case 'beyond-usual':
      return 'the columns changed together by more than is usual, though each column and correlation alone moved no more than that';
    case 'nothing-else':
      return 'the columns changed together, though no column and no correlation alone changed by enough to be told';
    default:
      return foundBy satisfies never;
  }
}

/** A coefficient as people read it: `0.42`. */
export function twoDigits(coefficient: number): string {
  return String(Number(coefficient.toFixed(2)));
}
