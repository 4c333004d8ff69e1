import { andersonDarling as compare } from '../../stats/anderson-darling.ts';
import { ksErrorBound, ksStatistic } from '../../stats/ks-statistic.ts';
import type { TestRecord } from '../method.ts';
import { detectableD, inD } from './ks.ts';

/** Anderson-Darling: sees the tails as well as the middle. A2 has no scale, so the effect is D. */
export const andersonDarling: TestRecord = {
  method: 'anderson-darling',
  effect: inD,
  numbers: ({ reference, current, samples }) => {
    const found = compare(reference.bins, current.bins);
    if (!found.computable) return found;
    return {
      computable: true,
      method: 'anderson-darling',
      statistic: found.statistic,
      pValue: found.pValue,
      effect: ksStatistic(reference.bins, current.bins),
      exact: ksErrorBound(reference.bins, current.bins) === 0,
      samples,
      detectable: detectableD(samples),
    };
  },
};
