import { robustScale } from '../../../stats/distances/robust-scale.ts';
import { notComputable } from '../../../stats/not-computable.ts';
import { welchTest } from '../../../stats/tests/welch.ts';
import { numberInWords } from '../../../text/in-words.ts';
import type { TestRecord } from '../method.ts';
import { momentsOf } from '../number-scale.ts';
import { eightyPercentPower } from './power.ts';

/** Welch's t: whether the mean moved. The effect is its change in robust scales of the reference. One absurd value can hide it. */
export const welchT: TestRecord = {
  method: 'welch-t',
  effect: {
    name: 'welch-t',
    unit: 'robust scales',
    minEffect: 0.075,
    criticalEffect: 0.5,
    inWords: (effect) => `mean moved by ${numberInWords(effect)} standard deviations`,
    asShift: (effect) => `a shift of the mean by ${numberInWords(effect)} standard deviations`,
  },
  numbers: ({ bins, reference, current, samples }) => {
    const [before, now] = [momentsOf(reference), momentsOf(current)];
    const found = welchTest(before, now);
    if (!found.computable) return found;
    if (!Number.isFinite(found.statistic)) return notComputable('neither sample varies');
    const unit = robustScale(bins.cuts, reference.bins);
    if (!unit.computable) return unit;
    const error = Math.sqrt(before.variance / before.count + now.variance / now.count);
    return {
      computable: true,
      method: 'welch-t',
      statistic: found.statistic,
      pValue: found.pValue,
      effect: Math.abs(before.mean - now.mean) / unit.scale,
      exact: true,
      samples,
      detectable: (alpha) => (eightyPercentPower(alpha) * error) / unit.scale,
    };
  },
};
