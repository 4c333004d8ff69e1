import { notComputable } from '../../../stats/not-computable.ts';
import { brownForsythe as compare } from '../../../stats/tests/brown-forsythe.ts';
import { numberInWords } from '../../../text/in-words.ts';
import type { TestRecord } from '../method.ts';
import { scaledPositions } from '../number-scale.ts';
import { eightyPercentPower } from './power.ts';

/** Brown-Forsythe: whether the spread changed. The effect is the logarithm of the ratio of spreads, 0.1 for a tenth more. */
export const brownForsythe: TestRecord = {
  method: 'brown-forsythe',
  effect: {
    name: 'brown-forsythe',
    unit: 'none',
    minEffect: 0.1,
    criticalEffect: 0.7,
    inWords: (effect) => `spread changed by a factor of ${numberInWords(Math.exp(effect))}`,
    asShift: (effect) => `a change of the spread by a factor of ${numberInWords(Math.exp(effect))}`,
  },
  numbers: (pair) => {
    const { reference, current, samples, bins } = pair;
    const scaled = scaledPositions(pair);
    if (!scaled.computable) return scaled;
    const found = compare(scaled.positions, reference.bins, current.bins);
    if (!found.computable) return found;
    if (!(found.spreadRatio > 0 && found.spreadRatio < Number.POSITIVE_INFINITY)) {
      return notComputable('one of the samples does not spread at all');
    }
    return {
      computable: true,
      method: 'brown-forsythe',
      statistic: found.statistic,
      pValue: found.pValue,
      effect: Math.abs(Math.log(found.spreadRatio)),
      exact: bins.exact && betweenCuts(current.bins) === 0,
      samples,
      detectable: (alpha) => eightyPercentPower(alpha) * found.logRatioError,
    };
  },
};

/** Rows whose place within a bin is not known. */
const betweenCuts = (counts: readonly number[]): number =>
  counts.reduce((sum, count, cell) => (cell % 2 === 0 ? sum + count : sum), 0);
