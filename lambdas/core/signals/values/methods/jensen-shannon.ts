import { jensenShannonDistance } from '../../../stats/distances/jensen-shannon.ts';
import { numberInWords } from '../../../text/in-words.ts';
import type { DistanceRecord } from '../method.ts';

/** Jensen-Shannon distance, on 20 bins of equal mass or on categories. Told from 0.1 on, the customary limit. */
export const jensenShannon: DistanceRecord = {
  method: 'jensen-shannon',
  effect: {
    name: 'jensen-shannon',
    unit: 'none',
    minEffect: 0.1,
    criticalEffect: 0.3,
    inWords: (effect) => `jensen-shannon ${numberInWords(effect)}`,
    asShift: (effect) => `a Jensen-Shannon distance of ${numberInWords(effect)}`,
  },
  // A shift by s standard deviations has s / sqrt(8 log 2) = 1.06 D.
  atShift: (share) => 1.06 * share,
  numbers: ({ twentieths }) => {
    const found = jensenShannonDistance(...twentieths);
    return found.computable ? { ...found, exact: false } : found;
  },
  codes: ({ reference, current }) => {
    const found = jensenShannonDistance(reference, current);
    return found.computable ? { ...found, exact: true } : found;
  },
};
