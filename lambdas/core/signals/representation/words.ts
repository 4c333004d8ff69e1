import type { ChangeOf } from '../../result/change-schema.ts';
import { percent } from '../../text/in-words.ts';

/** How the writing of a column changed, with a guess at the reason where there is one. */
export function traitInWords({ trait, token = '', from, to, mostDecimals }: ChangeOf<'trait'>): string {
  switch (trait) {
    case 'integers':
      return to < from
        ? `${all(from)} whole numbers, now ${percent(1 - to)} have decimals: typed differently?`
        : `${percent(1 - from)} of the values had decimals, now ${to === 1 ? 'none has' : 'nearly none has'}: cut or rounded?`;
    case 'float32':
      return to < from
        ? `${all(from)} floats of 32 bits, now ${percent(1 - to)} of those with decimals are not: written with another precision?`
        : `${percent(1 - from)} of the values with decimals were no floats of 32 bits, now ${to === 1 ? 'all are' : 'nearly all are'}: rounded to 32 bits?`;
    case 'decimals':
      return decimalsInWords(from, to, mostDecimals ?? { reference: 0, current: 0 });
    case 'zeros':
    case 'negatives':
    case 'infinities':
      return `${newValues[trait]} appeared, which the reference does not have: ${percent(to)}`;
    case 'missing-token':
      return `${percent(to)} of the missing values ${token === '' ? 'are empty cells or nulls' : `are spelled "${token}"`}, none of the reference's`;
    default:
      return trait satisfies never;
  }
}

const newValues = { zeros: 'zeros', negatives: 'negative values', infinities: 'infinite values' } as const;

function decimalsInWords(
  from: number,
  to: number,
  { reference, current }: NonNullable<ChangeOf<'trait'>['mostDecimals']>,
): string {
  return current > reference
    ? `nearly all values had at most ${inDecimals(reference)}, now ${percent(to)} have more than ${reference + 1}: no longer rounded?`
    : `${percent(from)} of the values had more than ${inDecimals(current + 1)}, now nearly all have at most ${current}: rounded?`;
}

function all(share: number): string {
  return share === 1 ? 'values were' : 'nearly all values were';
}

/** `1 decimal`, `4 decimals`. */
export function inDecimals(count: number): string {
  return count === 1 ? '1 decimal' : `${count} decimals`;
}
