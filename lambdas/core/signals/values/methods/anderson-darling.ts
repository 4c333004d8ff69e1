import { andersonDarling as compare } from '../../../stats/tests/anderson-darling.ts';
import { upperKs } from '../../../stats/tests/effect-upper-bounds.ts';
import { ksErrorBound, ksStatistic } from '../../../stats/tests/ks-statistic.ts';
import type { TestRecord } from '../method.ts';
import { detectableD, inRows } from './ks.ts';

/** Anderson-Darling: sees the tails as well as the middle. A2 has no scale, so the effect is D. */
export const andersonDarling: TestRecord = {
  method: 'anderson-darling',
  effect: inRows,
  numbers: ({ reference, current, samples }) => {
    const found = compare(reference.bins, current.bins);
    if (!found.computable) return found;
    const effect = ksStatistic(reference.bins, current.bins);
    const bound = ksErrorBound(reference.bins, current.bins);
    return {
      computable: true,
      method: 'anderson-darling',
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
