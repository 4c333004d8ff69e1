import type { UsualLimit } from '../../result/feature-schema.ts';
import { numberInWords, percent } from '../../text/in-words.ts';
import type { UsualOfBatch } from './for-batch.ts';
import type { UsualUnit } from './plan.ts';

/** Of what an effect is a number that is usual or not. */
export type UsualOf =
  | 'rows'
  | 'rows at one value'
  | 'rows in a narrow range'
  | 'coefficients'
  | 'standard deviations';

/** `usual up to 12 % of the rows; today 9 %`. */
export function usualInWords(usual: UsualLimit, of: UsualOf): string {
  return `${usualUpToInWords(usual, of)}${of === 'rows' ? ' of the rows' : ''}; today ${effectInWords(usual.today, of)}`;
}

/** An effect as what is usual of it is told. */
export function effectInWords(effect: number, of: UsualOf): string {
  return of === 'coefficients' || of === 'standard deviations' ? numberInWords(effect) : percent(effect);
}

/** `usual up to 12 %`. */
export function usualUpToInWords({ upTo }: Pick<UsualLimit, 'upTo'>, of: UsualOf): string {
  switch (of) {
    case 'rows':
      return `usual ${upTo < leastShare ? 'is' : 'up to'} ${shareOf(upTo)}`;
    case 'rows at one value':
      return `at one value usually at most ${shareOf(upTo)} more of the rows`;
    case 'rows in a narrow range':
      return `in a narrow range of values usually at most ${shareOf(upTo)} more of the rows`;
    case 'coefficients':
      return `usual up to ${numberInWords(upTo)}`;
    case 'standard deviations':
      return `usual up to ${numberInWords(upTo)} standard deviations`;
    default:
      return of satisfies never;
  }
}

/** Why nothing can be said of a feature whose healthy batches differ by most of their rows. */
export function hiddenInWords(usual: UsualLimit, of: UsualOf): string {
  return `batches of this source differ so much when all is well that no change stands out (${usualInWords(usual, of)})`;
}

/** Less is told as under this much. */
const leastShare = 1e-4;

/** A share is never more, however far a prediction goes. */
function shareOf(upTo: number): string {
  return percent(Math.min(1, upTo));
}

const sources: Readonly<Record<UsualUnit, string>> = {
  hour: 'hours of the reference',
  day: 'days of the reference',
  week: 'weeks of the reference',
  month: 'months of the reference',
  stretch: 'stretches of the reference',
  part: 'parts of the reference',
  batch: 'batches after the reference',
};

/** `how far batches usually differ is known from 90 days of the reference`, or why it is not. */
export function spreadInWords(usual: UsualOfBatch): string {
  switch (usual.status) {
    case 'known':
      return `how far batches usually differ is known from ${usual.blocks} ${sources[usual.unit]}`;
    case 'none':
      return `no usual spread is known: ${usual.reason}`;
    case 'too-long':
      return `how far a batch of so many ${usual.unit === 'stretch' ? 'stretches' : `${usual.unit}s`} usually differs is not known: its reference has too few of them`;
    case 'learning':
      return `still learning what is usual (${usual.batches} of ${usual.of} batches)`;
    default:
      return usual satisfies never;
  }
}
