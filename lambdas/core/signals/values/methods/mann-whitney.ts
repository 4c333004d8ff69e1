import { ksErrorBound } from '../../../stats/tests/ks-statistic.ts';
import { mannWhitney as compare } from '../../../stats/tests/mann-whitney.ts';
import { percent } from '../../../text/in-words.ts';
import type { TestRecord } from '../method.ts';
import { eightyPercentPower } from './power.ts';

/**
 * Mann-Whitney: whether values tend to be larger or smaller. The effect is Cliff's delta, | 2 P(current above reference) - 1 |:
 * 0.04 for a shift of a normal by 0.075 standard deviations, whose D is 0.03.
 */
export const mannWhitney: TestRecord = {
  method: 'mann-whitney',
  effect: {
    name: 'mann-whitney',
    unit: 'none',
    minEffect: 0.04,
    criticalEffect: 0.28,
    inWords: (effect) => `${percent((1 + effect) / 2)} of pairs of rows on one side`,
    asShift: (effect) => `a shift that puts ${percent((1 + effect) / 2)} of pairs of rows on one side`,
  },
  numbers: ({ reference, current, samples }) => {
    const found = compare(reference.bins, current.bins);
    if (!found.computable) return found;
    const { reference: n, current: m } = samples;
    return {
      computable: true,
      method: 'mann-whitney',
      statistic: found.statistic,
      pValue: found.pValue,
      effect: Math.abs(2 * found.superiority - 1),
      exact: ksErrorBound(reference.bins, current.bins) === 0,
      samples,
      detectable: (alpha) =>
        Math.min(1, eightyPercentPower(alpha) * 2 * Math.sqrt((n + m + 1) / (12 * n * m))),
    };
  },
};
