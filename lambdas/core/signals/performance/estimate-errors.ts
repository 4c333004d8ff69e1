import { leafErrors } from './error-moments.ts';
import type { Estimate, Estimates } from './estimate-classes.ts';
import type { PerformancePlan } from './plan.ts';
import type { PerformanceState } from './state.ts';

/** Rows of the reference that make a leaf known. */
const fewRows = 50;

/**
 * Leaf means: each row has the mean absolute and squared error that rows of its leaf had in the reference.
 *
 *   mae = sum over leaves of share * mean |e|    rmse = sqrt( sum over leaves of share * mean e² )
 *
 * Holds as long as the relation of features and target is what it was.
 */
export function estimateErrors(
  plan: PerformancePlan,
  reference: PerformanceState,
  current: PerformanceState,
): Estimates {
  const leaves = leafErrors(plan, reference);
  const rows = current.cells.all.reduce((a, b) => a + b, 0);
  if (rows === 0) return { metrics: [], outside: 0 };
  let [absolute, squared, outside] = [0, 0, 0];
  const [ofAbsolute, ofSquared] = [noVariance(), noVariance()];
  for (const [leaf, known] of leaves.entries()) {
    const count = current.cells.all[leaf]!;
    if (known.rows < fewRows) outside += count;
    if (known.rows === 0) continue;
    const [mean, square, fourth] = [
      known.absolute / known.rows,
      known.squared / known.rows,
      known.fourth / known.rows,
    ];
    // Of the batch's own rows, and of those of the reference that the means are of.
    const [own, ofReference] = [count / rows ** 2, (count / rows) ** 2 / known.rows];
    absolute += (count / rows) * mean;
    squared += (count / rows) * square;
    addVariance(ofAbsolute, own, ofReference, square - mean ** 2);
    addVariance(ofSquared, own, ofReference, fourth - square ** 2);
  }
  const rmse = Math.sqrt(squared);
  return {
    metrics: [
      { name: 'mae', value: absolute, ...errorsOf(ofAbsolute, 1) },
      { name: 'rmse', value: rmse, ...errorsOf(ofSquared, rmse === 0 ? 0 : 1 / (2 * rmse)) },
    ],
    outside: outside / rows,
  };
}

/** Of sampling, and of the reference that all batches share. */
interface Variance {
  own: number;
  shared: number;
}

function noVariance(): Variance {
  return { own: 0, shared: 0 };
}

function addVariance(sum: Variance, own: number, shared: number, ofRow: number): void {
  sum.own += own * Math.max(0, ofRow);
  sum.shared += shared * Math.max(0, ofRow);
}

/** @param slope  of the measure, by what the variance is of */
function errorsOf(
  { own, shared }: Variance,
  slope: number,
): Pick<Estimate, 'standardError' | 'calibrationError'> {
  return { standardError: slope * Math.sqrt(own + shared), calibrationError: slope * Math.sqrt(shared) };
}
