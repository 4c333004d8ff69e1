import type { ChangeOf } from '../../result/change-schema.ts';
import { direction, percent } from '../../text/in-words.ts';

const subjects: Readonly<Record<ChangeOf<'rate'>['rate'], string>> = {
  missing: 'missing values',
  invalid: 'invalid values',
  unseen: 'values the reference does not have',
  'out-of-range': 'values out of range',
  future: 'times more than a day after arrival',
  'out-of-order': 'rows out of order',
  spike: 'rows with one and the same value',
  beyond: "values beyond all of the reference's",
};

/** `missing values rose from 0 % to 5 %`; `values the reference does not have rose from 0 % to 13 %, such as "Leeds"`. */
export function rateInWords({ rate, from, to, values = [] }: ChangeOf<'rate'>): string {
  const list = values.map((value) => `"${value}"`).join(', ');
  const named = values.length > 0 ? `, such as ${list}` : '';
  return `${subjects[rate]} ${direction(from, to)} from ${percent(from)} to ${percent(to)}${named}`;
}
