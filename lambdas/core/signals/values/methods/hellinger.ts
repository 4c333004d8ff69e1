import { hellingerDistance } from '../../../stats/distances/hellinger.ts';
import { numberInWords } from '../../../text/in-words.ts';
import type { DistanceRecord } from '../method.ts';

/** Hellinger distance, on the cells of Jensen-Shannon. */
export const hellinger: DistanceRecord = {
  method: 'hellinger',
  effect: {
    name: 'hellinger',
    unit: 'none',
    minEffect: 0.1,
    criticalEffect: 0.3,
    inWords: (effect) => `hellinger ${numberInWords(effect)}`,
    asShift: (effect) => `a Hellinger distance of ${numberInWords(effect)}`,
  },
  // A shift by s standard deviations has s / sqrt 8 = 0.88 D.
  atShift: (share) => 0.88 * share,
  numbers: ({ twentieths }) => {
    const found = hellingerDistance(...twentieths);
    return found.computable ? { ...found, exact: false } : found;
  },
  codes: ({ reference, current }) => {
    const found = hellingerDistance(reference, current);
    return found.computable ? { ...found, exact: true } : found;
  },
};
