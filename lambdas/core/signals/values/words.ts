import type { ChangeOf, measuredIn } from '../../result/change-schema.ts';
import { direction, numberInWords, percent } from '../../text/in-words.ts';
import type { DerivedFeature } from '../derived/plan.ts';

type Unit = (typeof measuredIn)[number] | undefined;

/** What the numbers of a derived feature are of. */
export const derivedUnits: Readonly<Record<DerivedFeature, Unit>> = {
  length: 'characters',
  letters: 'share',
  digits: 'share',
  spaces: 'share',
  'non-ascii': 'share',
  'unknown-words': 'share',
  component: undefined,
  norm: undefined,
  lag: 'seconds',
  gap: 'seconds',
  hour: 'hour of the day',
  weekday: 'day of the week',
};

/** `median rose from 34 to 41`. */
export function quantileInWords({ at, from, to, unit }: ChangeOf<'quantile'>): string {
  const name = at === 0.5 ? 'median' : `${Math.round(100 * at)}th percentile`;
  const { value, suffix } = wordingOf(unit);
  return `${name} ${direction(from, to)} from ${value(from)} to ${value(to)}${suffix}`;
}

/** `values above 7, the reference's largest, rose from 0 % to 12 %`. */
export function beyondInWords({ side, bound, from, to, unit }: ChangeOf<'beyond'>): string {
  const { value, suffix } = wordingOf(unit);
  const last = side === 'below' ? 'smallest' : 'largest';
  return `values ${side} ${value(bound)}${suffix}, the reference's ${last}, rose from ${percent(from)} to ${percent(to)}`;
}

/** `share of "a" rose from 5 % to 12 %`, `share of 1 fell from 48 % to 30 %`. */
export function shareInWords({ value, from, to, unit }: ChangeOf<'share'>): string {
  return `share of ${valueInWords(value, unit)} ${direction(from, to)} from ${percent(from)} to ${percent(to)}`;
}

/** `every value is 12.3, up from 0.4 %`; `every value is "a", which the reference never has`. */
export function constantInWords({ value, from, unit }: ChangeOf<'constant'>): string {
  const one = value === undefined ? 'one and the same' : valueInWords(value, unit);
  if (from === undefined) return `every value is ${one}`;
  const before = from === 0 ? 'which the reference never has' : `up from ${percent(from)}`;
  return `every value is ${one}, ${before}`;
}

/** A value that is told by itself is told to its last digit, as far as people read those. */
function valueInWords(value: string | number, unit: Unit): string {
  if (typeof value === 'string') return `"${value}"`;
  if (unit === undefined && String(value).length <= longestNumber) return String(value);
  const wording = wordingOf(unit);
  return `${wording.value(value)}${wording.suffix}`;
}

/** Characters. */
const longestNumber = 12;

/** `values between 4.1 and 4.2 rose from 0 % to 12 %`; `values of about 4.1` where the two read alike. */
export function betweenInWords({ low, high, from, to, unit }: ChangeOf<'between'>): string {
  const { value, suffix } = wordingOf(unit);
  const [least, most] = [value(low), value(high)];
  const range = least === most ? `of about ${least}` : `between ${least} and ${most}`;
  return `values ${range}${suffix} ${direction(from, to)} from ${percent(from)} to ${percent(to)}`;
}

/** How values are told: each as a text, and what they are of, behind the last of them. */
function wordingOf(unit: Unit): { readonly value: (value: number) => string; readonly suffix: string } {
  switch (unit) {
    case undefined:
      return { value: numberInWords, suffix: '' };
    case 'characters':
      return { value: numberInWords, suffix: ' characters' };
    case 'share':
      return { value: percent, suffix: '' };
    case 'seconds':
      return { value: durationInWords, suffix: '' };
    case 'hour of the day':
      return { value: hourInWords, suffix: ' UTC' };
    case 'day of the week':
      return { value: weekdayInWords, suffix: '' };
    default:
      return unit satisfies never;
  }
}

/** `09:00`. */
function hourInWords(hour: number): string {
  return `${String(Math.floor(hour)).padStart(2, '0')}:00`;
}

const weekdayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** @param weekday  1 for Monday */
function weekdayInWords(weekday: number): string {
  return weekdayNames[Math.floor(weekday) - 1] ?? String(weekday);
}

const durationUnits = [
  { seconds: 86_400, name: 'days' },
  { seconds: 3_600, name: 'hours' },
  { seconds: 60, name: 'minutes' },
] as const;

/** In the largest unit of which it has two or more: `36 hours`, `90 seconds`. @param seconds  negative ones too */
function durationInWords(seconds: number): string {
  const unit = durationUnits.find((one) => Math.abs(seconds) >= 2 * one.seconds);
  return unit ? `${numberInWords(seconds / unit.seconds)} ${unit.name}` : `${numberInWords(seconds)} seconds`;
}
