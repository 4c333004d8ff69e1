import type { Change } from '../result/change-schema.ts';
import { rateInWords } from './rates/words.ts';
import { repeatedRowsInWords } from './repeated-rows/words.ts';
import { traitInWords } from './representation/words.ts';
import { correlationInWords, multivariateInWords } from './together/words.ts';
import { beyondInWords, quantileInWords, shareInWords } from './values/words.ts';

/** A change as a clause that begins a sentence: `median rose from 34 to 41`. The one place where changes are put into words. */
export function changeInWords(change: Change): string {
  switch (change.kind) {
    case 'quantile':
      return quantileInWords(change);
    case 'beyond':
      return beyondInWords(change);
    case 'share':
      return shareInWords(change);
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
