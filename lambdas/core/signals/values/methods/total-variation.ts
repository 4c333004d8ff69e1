import { totalVariation } from '../../../stats/distances/total-variation.ts';
import { numberInWords } from '../../../text/in-words.ts';
import type { DistanceRecord } from '../method.ts';

/** Total variation, on the cells of Jensen-Shannon: the share of rows that changed cell. */
export const variation: DistanceRecord = {
  method: 'total-variation',
  effect: {
    name: 'total-variation',
    unit: 'share of rows',
    minEffect: 0.03,
    criticalEffect: 0.2,
    inWords: (effect) => `total-variation ${numberInWords(effect)}`,
    asShift: (effect) => `a total variation of ${numberInWords(effect)}`,
  },
  atShift: (share) => share,
  numbers: ({ twentieths }) => {
    const found = totalVariation(...twentieths);
    return found.computable ? { ...found, exact: false } : found;
  },
  codes: ({ reference, current }) => {
    const found = totalVariation(reference, current);
    return found.computable ? { ...found, exact: true } : found;
  },
};
