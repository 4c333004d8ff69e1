import type { ChangeOf } from '../../result/change-schema.ts';
import { direction, percent } from '../../text/in-words.ts';

const subjects: Readonly<Record<ChangeOf<'rate'>['rate'], string>> = {
  missing: 'missing values',
  invalid: 'invalid values',
  unseen: 'values the reference does not have',
  'out-of-range': 'values out of range',
  future: 'times more than a day after arrival',
  'out-of-order': 'rows out of order',
};

/** `missing values rose from 0 % to 5 %`. */
export function rateInWords({ rate, from, to }: ChangeOf<'rate'>): string {
  return `${subjects[rate]} ${direction(from, to)} from ${percent(from)} to ${percent(to)}`;
}
