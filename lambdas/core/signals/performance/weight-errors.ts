import { type LeafErrors, leafErrors } from './error-moments.ts';
import type { Known } from './judge-loss.ts';
import type { PerformancePlan } from './plan.ts';
import type { PerformanceState } from './state.ts';

/** Means of all rows, weighted so that labelled rows stand for all of their leaf. */
export interface WeightedErrors {
  /** Of |error|, of error², and of the capped loss. */
  readonly absolute: Known;
  readonly squared: Known;
  readonly loss: Known;
  /** Share of the rows of whose leaf none has a label: there the estimate stands. */
  readonly estimated: number;
}

/** A leaf is believed as much as what the others say of it from so many labelled rows on. */
const believedRows = 5;

/** A leaf with the sums of one moment. */
interface LeafMoment {
  /** All rows of the batch, and the labelled ones. */
  readonly rows: number;
  readonly labelled: number;
  readonly sum: number;
  readonly squares: number;
  /** Mean and mean square of the reference's rows, and how many those are; undefined where it has none. */
  readonly known: { readonly rows: number; readonly mean: number; readonly square: number } | undefined;
}

/**
 * Means of all rows where some have labels, weighted by leaf: the tree parts rows by features and by what is predicted. Few labelled rows
 * of a leaf lean on what was expected of it, times how much worse labelled rows are than was expected of them. Leaves without any
 * label keep what was expected.
 *
 *   mean = sum over leaves of share of all rows * (labelled sum + 5 prior) / (labelled + 5),  prior = expected * f
 * By how much labelled rows are worse than was expected, those leaves may be, too: that is in the error, in one direction for all of them.
 *
 *   f = (labelled sum + 5 m) / (what was expected of the labelled rows + 5 m),  m the mean of the reference
 *
 * @param reference  undefined where it says nothing: then leaves without labels are left out
 */
export function weightErrors(
  plan: PerformancePlan,
  state: PerformanceState,
  reference: PerformanceState | undefined,
): WeightedErrors {
  const now = leafErrors(plan, state);
  const before = reference && leafErrors(plan, reference);
  const all = state.cells.all;
  const moment = (value: keyof LeafErrors, square: keyof LeafErrors): readonly LeafMoment[] =>
    now.map((leaf, index) => ({
      rows: all[index]!,
      labelled: leaf.rows,
      sum: leaf[value],
      squares: leaf[square],
      known: knownOf(before?.[index], value, square),
    }));
  const rows = all.reduce((a, b) => a + b, 0);
  const without = all.reduce((sum, count, leaf) => sum + (now[leaf]!.rows === 0 ? count : 0), 0);
  return {
    absolute: weightedMean(moment('absolute', 'squared')),
    squared: weightedMean(moment('squared', 'fourth')),
    loss: weightedMean(moment('loss', 'lossSquared')),
    estimated: rows === 0 ? 0 : without / rows,
  };
}

function knownOf(
  leaf: LeafErrors | undefined,
  value: keyof LeafErrors,
  square: keyof LeafErrors,
): LeafMoment['known'] {
  if (!leaf || leaf.rows === 0) return undefined;
  return { rows: leaf.rows, mean: leaf[value] / leaf.rows, square: leaf[square] / leaf.rows };
}

function weightedMean(leaves: readonly LeafMoment[]): Known {
  const usable = leaves.filter(({ rows, labelled, known }) => rows > 0 && (labelled > 0 || known));
  const rows = usable.reduce((sum, leaf) => sum + leaf.rows, 0);
  const factor = factorOf(usable);
  const labelled = usable.reduce((sum, leaf) => sum + leaf.labelled, 0);
  const ofLabelled = usable.reduce((sum, leaf) => sum + leaf.sum, 0) / Math.max(1, labelled);
  let [value, variance, unseen] = [0, 0, 0];
  for (const leaf of usable) {
    const share = leaf.rows / rows;
    const { mean, ofMean } = meanOf(leaf, factor, ofLabelled);
    value += share * mean;
    variance += share ** 2 * ofMean;
    if (leaf.labelled === 0) unseen += share * mean;
  }
  return { value, standardError: Math.hypot(Math.sqrt(variance), (factor - 1) * unseen) };
}

/** How much larger errors of labelled rows are than was expected of them. */
function factorOf(leaves: readonly LeafMoment[]): number {
  let [found, expected, all, rows] = [0, 0, 0, 0];
  for (const { labelled, sum, known } of leaves) {
    if (!known) continue;
    found += sum;
    expected += labelled * known.mean;
    all += known.rows * known.mean;
    rows += known.rows;
  }
  const lean = believedRows * (rows === 0 ? 0 : all / rows);
  return expected + lean > 0 ? (found + lean) / (expected + lean) : 1;
}

function meanOf(
  { rows, labelled, sum, squares, known }: LeafMoment,
  factor: number,
  ofLabelled: number,
): { readonly mean: number; readonly ofMean: number } {
  if (labelled === 0 && known)
    return {
      mean: known.mean,
      ofMean: Math.max(0, known.square - known.mean ** 2) * (1 / rows + 1 / known.rows),
    };
  const prior = known ? factor * known.mean : ofLabelled;
  const priorSquare = known ? factor ** 2 * known.square : prior ** 2;
  const mean = (sum + believedRows * prior) / (labelled + believedRows);
  const square = (squares + believedRows * priorSquare) / (labelled + believedRows);
  return { mean, ofMean: Math.max(0, square - mean ** 2) / labelled };
}
