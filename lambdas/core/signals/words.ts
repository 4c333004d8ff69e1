import type { Change } from '../result/change-schema.ts';
import { rateInWords } from './rates/words.ts';
import { repeatedRowsInWords } from './repeated-rows/words.ts';
import { traitInWords } from './representation/words.ts';
import { correlationInWords, multivariateInWords } from './together/words.ts';
import {
  betweenInWords,
  beyondInWords,
  constantInWords,
  quantileInWords,
  shareInWords,
} from './values/words.ts';

/**
 * The share of rows that a change speaks of, where it speaks of one: an effect of the whole column beside it may be another.
 *
 * @returns in [0, 1]; undefined where it names no share
 */
export function shareTold(change: Change): number | undefined {
  switch (change.kind) {
    case 'share':
    case 'beyond':
    case 'between':
    case 'rate':
    case 'trait':
      return Math.abs(change.to - change.from);
    case 'constant':
      return change.from === undefined ? undefined : 1 - change.from;
    case 'quantile':
    case 'distribution':
    case 'correlation':
    case 'multivariate':
    case 'repeated-rows':
      return undefined;
    default:
      return change satisfies never;
  }
}

/** A change as a clause that begins a sentence: `median rose from 34 to 41`. The one place where changes are put into words. */
export function changeInWords(change: Change): string {
  switch (change.kind) {
    case 'quantile':
      return quantileInWords(change);
    case 'beyond':
      return beyondInWords(change);
    case 'share':
      return shareInWords(change);
    case 'between':
      return betweenInWords(change);
    case 'constant':
      return constantInWords(change);
    case 'distribution':
      return 'the distribution changed';
    case 'rate':
      return rateInWords(change);
    case 'trait':
      return traitInWords(change);
    case 'correlation':
      return correlationInWords(change);
    case 'multivariate':
      return multivariateInWords(change);
    case 'repeated-rows':
      return repeatedRowsInWords(change);
    default:
      return change satisfies never;
  }
}
