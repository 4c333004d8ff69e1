import { cramerVonMises as compare } from '../../../stats/tests/cramer-von-mises.ts';
import { upperKs } from '../../../stats/tests/effect-upper-bounds.ts';
import { ksErrorBound, ksStatistic } from '../../../stats/tests/ks-statistic.ts';
import type { TestRecord } from '../method.ts';
import { detectableD, inRows } from './ks.ts';

/** Cramer-von Mises: sees many small gaps where Kolmogorov-Smirnov sees one. T has no scale, so the effect is D. */
export const cramerVonMises: TestRecord = {
  method: 'cramer-von-mises',
  effect: inRows,
  numbers: ({ reference, current, samples }) => {
    const found = compare(reference.bins, current.bins);
    if (!found.computable) return found;
    const effect = ksStatistic(reference.bins, current.bins);
    const bound = ksErrorBound(reference.bins, current.bins);
    return {
      computable: true,
      method: 'cramer-von-mises',
      statistic: found.statistic,
      pValue: found.pValue,
      effect,
      exact: bound === 0,
      samples,
      upper: () => upperKs(effect + bound, { n: samples.reference, m: samples.current }),
      detectable: detectableD(samples),
    };
  },
};
