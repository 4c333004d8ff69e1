import type { NumberValues } from '../profile/number-values.ts';
import type { NumberBins } from '../profile/reference-bins.ts';
import { equalMassBins, groupCounts } from '../stats/equal-mass-bins.ts';
import { jensenShannonDistance } from '../stats/jensen-shannon.ts';
import { ksPValue } from '../stats/ks-p-value.ts';
import { ksErrorBound, ksStatistic } from '../stats/ks-statistic.ts';
import { notComputable } from '../stats/not-computable.ts';
import { smallestDetectableKs } from '../stats/smallest-detectable-shift.ts';
import type { MeasuredTest, MeasuredValues } from './measured.ts';
import { widestMove } from './widest-move.ts';

/** Holds the numbers of a batch against the reference's: KS on the reference's bins, Jensen-Shannon on 20 of equal mass. */
export function measureNumbers(
  bins: NumberBins,
  reference: NumberValues,
  current: NumberValues,
): MeasuredValues {
  if (reference.count === 0) return { test: notComputable('the reference has no value'), distances: [] };
  if (current.count === 0) return { test: notComputable('the batch has no value'), distances: [] };
  const ends = equalMassBins(reference.bins);
  const jensenShannon = jensenShannonDistance(
    groupCounts(reference.bins, ends),
    groupCounts(current.bins, ends),
  );
  return {
    test: ksTest(reference, current),
    distances: jensenShannon.computable
      ? [{ method: 'jensen-shannon', distance: jensenShannon.distance }]
      : [],
    ...widestMove(bins, reference, current),
  };
}

function ksTest(reference: NumberValues, current: NumberValues): MeasuredTest {
  const samples = { reference: reference.count, current: current.count };
  const statistic = ksStatistic(reference.bins, current.bins);
  const bound = ksErrorBound(reference.bins, current.bins);
  const exact = bound === 0;
  const { pValue } = ksPValue(statistic, samples.reference, samples.current, { exact });
  return {
    computable: true,
    method: 'ks',
    statistic,
    pValue,
    effect: statistic,
    exact,
    ...(exact ? {} : { bound }),
    samples,
    detectable: (alpha) => smallestDetectableKs({ n: samples.reference, m: samples.current, alpha }),
  };
}
