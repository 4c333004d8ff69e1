import type { NumberValues } from '../../columns/number-values.ts';
import type { NumberBins } from '../../columns/reference-bins.ts';
import type { DriftMethod } from '../../contract/drift-methods.ts';
import { notComputable } from '../../stats/not-computable.ts';
import { inTwentieths } from './coarse-counts.ts';
import { type MeasuredValues, neverCompared } from './measured.ts';
import { measurePair } from './run-methods.ts';
import { type ToldNumbers, widestMove } from './widest-move.ts';

/**
 * Holds the numbers of a batch against the reference's: KS on the reference's bins, or what the contract names; beside it
 * Jensen-Shannon on 20 bins of equal mass, Wasserstein, and PSI on deciles.
 */
export function measureNumbers(
  bins: NumberBins,
  reference: NumberValues,
  current: NumberValues,
  chosen?: DriftMethod,
  told: ToldNumbers = {},
): MeasuredValues {
  if (reference.count === 0) return neverCompared('the reference has no value');
  if (current.count === 0) return { test: notComputable('the batch has no value'), distances: [] };
  const samples = { reference: reference.count, current: current.count };
  const twentieths = inTwentieths(reference.bins, current.bins);
  const pair = { bins, reference, current, samples, twentieths };
  const measured = measurePair(
    {
      samples,
      runTest: ({ numbers }) => numbers?.(pair),
      runDistance: ({ numbers }) => numbers?.(pair),
      defaultTest: 'ks',
      beside: ['jensen-shannon', 'wasserstein', 'psi'],
    },
    chosen,
  );
  return { ...measured, change: () => widestMove(bins, reference, current, told) };
}
