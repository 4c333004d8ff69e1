import { psi } from '../../../stats/distances/psi.ts';
import { numberInWords } from '../../../text/in-words.ts';
import { inTenths } from '../coarse-counts.ts';
import type { DistanceRecord } from '../method.ts';

/** Population stability index, on reference deciles or on categories. Told from 0.1 on, critical from 0.25, as is customary. */
export const populationStability: DistanceRecord = {
  method: 'psi',
  effect: {
    name: 'psi',
    unit: 'none',
    minEffect: 0.1,
    criticalEffect: 0.25,
    inWords: (effect) => `psi ${numberInWords(effect)}`,
    asShift: (effect) => `a PSI of ${numberInWords(effect)}`,
  },
  // A shift by s standard deviations has s^2 = 6.25 D^2.
  atShift: (share) => 6.25 * share * share,
  numbers: ({ twentieths }) => {
    const found = psi(...inTenths(twentieths));
    return found.computable ? { ...found, exact: false } : found;
  },
  codes: ({ reference, current }) => {
    const found = psi(reference, current);
    return found.computable ? { ...found, exact: true } : found;
  },
};
