import { cellPositions } from '../../stats/bins/cell-positions.ts';
import { robustScale } from '../../stats/distances/robust-scale.ts';
import type { NotComputable } from '../../stats/not-computable.ts';
import type { SampleMoments } from '../../stats/tests/welch.ts';
import type { NumberPair } from './method.ts';

/** A robust scale of the reference, and where each bin lies, in the feature's unit. */
export function scaledPositions({
  bins,
  reference,
  current,
}: NumberPair):
  | { readonly computable: true; readonly scale: number; readonly positions: Float64Array }
  | NotComputable {
  const found = robustScale(bins.cuts, reference.bins);
  if (!found.computable) return found;
  const { scale } = found;
  const values = [reference.min, reference.max, current.min, current.max].filter(
    (value) => value !== undefined,
  );
  const outer = { min: Math.min(...values), max: Math.max(...values), scale };
  return { computable: true, scale, positions: cellPositions(bins.cuts, outer) };
}

/** Size, mean less the reference's center, and sample variance. */
export function momentsOf({ count, sum, sumOfSquares }: NumberPair['reference']): SampleMoments {
  const mean = sum / count;
  const variance = count < 2 ? 0 : Math.max(0, sumOfSquares - sum * mean) / (count - 1);
  return { count, mean, variance };
}
