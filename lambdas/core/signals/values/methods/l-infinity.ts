import { lInfinityDistance } from '../../../stats/distances/l-infinity.ts';
import { percent } from '../../../text/in-words.ts';
import type { DistanceRecord } from '../method.ts';

/** L-infinity: the largest change of one category's share. */
export const lInfinity: DistanceRecord = {
  method: 'l-infinity',
  effect: {
    name: 'l-infinity',
    unit: 'share of rows',
    minEffect: 0.03,
    criticalEffect: 0.2,
    inWords: (effect) => `${percent(effect)} of the rows in one category`,
    asShift: (effect) => `a change of ${percent(effect)} of the rows in one category`,
  },
  atShift: (share) => share,
  codes: ({ reference, current }) => {
    const found = lInfinityDistance(reference, current);
    return found.computable ? { ...found, exact: true } : found;
  },
};
