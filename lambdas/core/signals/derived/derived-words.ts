import { numberInWords, percent } from '../../text/in-words.ts';
import type { DerivedFeature } from './plan.ts';

/** How values are told: each as a text, and what they are of, behind the last of them. */
export interface Wording {
  readonly value: (value: number) => string;
  readonly unit: string;
}

/** Numbers of nobody knows what. */
export const plainNumbers: Wording = { value: numberInWords, unit: '' };

const shares: Wording = { value: percent, unit: '' };
const durations: Wording = { value: durationInWords, unit: '' };

/** In the words of the thing that a derived number is of. */
export const derivedWordings: Readonly<Record<DerivedFeature, Wording>> = {
  length: { value: numberInWords, unit: ' characters' },
  letters: shares,
  digits: shares,
  spaces: shares,
  'non-ascii': shares,
  'unknown-words': shares,
  component: plainNumbers,
  norm: plainNumbers,
  lag: durations,
  gap: durations,
};

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
