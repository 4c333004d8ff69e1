import { wassersteinDistance } from '../../../stats/distances/wasserstein.ts';
import { numberInWords } from '../../../text/in-words.ts';
import type { DistanceRecord } from '../method.ts';
import { scaledPositions } from '../number-scale.ts';

/** Wasserstein-1 in robust scales of the reference: a shift of a normal by 0.1 standard deviations is 0.1. */
export const wasserstein: DistanceRecord = {
  method: 'wasserstein',
  effect: {
    name: 'wasserstein',
    unit: 'robust scales',
    minEffect: 0.1,
    criticalEffect: 0.5,
    inWords: (effect) => `moved by ${numberInWords(effect)} standard deviations on average`,
    asShift: (effect) => `a move of ${numberInWords(effect)} standard deviations on average`,
  },
  // A shift by s standard deviations is s = 2.5 D.
  atShift: (share) => 2.5 * share,
  numbers: (pair) => {
    const scaled = scaledPositions(pair);
    if (!scaled.computable) return scaled;
    const found = wassersteinDistance(scaled.positions, pair.reference.bins, pair.current.bins);
    if (!found.computable) return found;
    return { computable: true, distance: found.distance / scaled.scale, exact: found.exact };
  },
};
