import { cramerVonMises as compare } from '../../stats/cramer-von-mises.ts';
import { ksErrorBound, ksStatistic } from '../../stats/ks-statistic.ts';
import type { TestRecord } from '../method.ts';
import { detectableD, inD } from './ks.ts';

/** Cramer-von Mises: sees many small gaps where Kolmogorov-Smirnov sees one. T has no scale, so the effect is D. */
export const cramerVonMises: TestRecord = {
  method: 'cramer-von-mises',
  effect: inD,
  numbers: ({ reference, current, samples }) => {
    const found = compare(reference.bins, current.bins);
    if (!found.computable) return found;
    return {
      computable: true,
      method: 'cramer-von-mises',
      statistic: found.statistic,
      pValue: found.pValue,
      effect: ksStatistic(reference.bins, current.bins),
      exact: ksErrorBound(reference.bins, current.bins) === 0,
      samples,
      detectable: detectableD(samples),
    };
  },
};
