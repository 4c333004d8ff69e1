import type { Comparison } from '../../profile/comparison.ts';
import { normalQuantile, normalUpperTail } from '../../stats/functions/normal.ts';
import { correlationFromMoments, fisherZ, fisherZVariance } from '../../stats/tests/correlation.ts';
import type { Samples } from '../values/measured.ts';
import type { CrossMoments } from './cross-moments.ts';
import { type AssociatedVariable, compilePairs, type LookUpPair } from './pair-moments.ts';
import type { AssociationPlan } from './plan.ts';
import { type PlannedPair, plannedPairs } from './planned-pairs.ts';

/** What was measured of the association of two columns, or of one category of a column with another column. */
export interface MeasuredPair {
  /** Of the contract. */
  readonly columns: readonly [number, number];
  /** For each of the two its category, where it is an indicator. */
  readonly categories: readonly [string | undefined, string | undefined];
  /** Spearman's coefficients, in [-1, 1]. */
  readonly reference: number;
  readonly current: number;
  readonly pValue: number;
  /** Absolute difference of the two, in [0, 2]. */
  readonly effect: number;
  /** Rows that have both. */
  readonly samples: Samples;
  /** Smallest change that a test at this level finds with 80 % power. */
  readonly detectable: (alpha: number) => number;
}

/**
 * Fewest rows that have both columns, in either sample, with which a pair is tested. With fewer the coefficient of columns that depend
 * on each other is not normal, whatever its variance: planned and real times of flights are equal but for the few that have
 * midnight between them. On such data 18 % of undrifted batches of 30 rows had a changed pair, 21 % of 50, 7 % of 100, 1 % of 300,
 * none of 500.
 */
export const leastTestedRows = 300;

/**
 * Fewest rows to be expected where two variables are both far out: the rows by the product of the kurtoses, for two rare
 * categories their shares' product. Below it a coefficient is made by single rows, and no normal distribution describes it.
 */
const leastFarRows = 5;

/** Coefficients are held this far from 1 and -1, where Fisher's z is infinite. */
const perfect = 1 - 1e-6;

/** Chance with which a change of the stated size must be found. */
const power = 0.8;

/**
 * Measures every pair of associated columns: Spearman's coefficient of each, and Fisher's z on their difference. Two
 * indicators of one column are no pair. Pairs in which a column does not vary, or for which there are too few rows, are left out.
 *
 * Ranks are those of the reference, for both samples: a batch that moves as a whole keeps its order and its coefficients.
 */
export function measurePairs(
  { yardstick, reference, current }: Pick<Comparison, 'yardstick' | 'reference' | 'current'>,
  leastRows = leastTestedRows,
): readonly MeasuredPair[] {
  const { association: plan, columns } = yardstick;
  const before = reference.profile.association;
  const now = current.profile.association;
  if (!plan || !before || !now) return [];
  const lookUp = [compilePairs(plan, before.moments), compilePairs(plan, now.moments)] as const;
  return plannedPairs({ association: plan, columns }).flatMap(({ first, second, ...pair }) => {
    const measured = measurePair(first, second, lookUp, leastRows);
    return measured ? [{ ...pair, ...measured }] : [];
  });
}

function measurePair(
  first: AssociatedVariable,
  second: AssociatedVariable,
  [before, now]: readonly [LookUpPair, LookUpPair],
  leastRows: number,
): Omit<MeasuredPair, 'columns' | 'categories'> | undefined {
  const reference = correlationOf(before(first, second), leastRows);
  const current = correlationOf(now(first, second), leastRows);
  if (!reference || !current) return undefined;
  if (!isFarEnough(first, second, Math.min(reference.count, current.count))) return undefined;
  const test = fisherZ(reference, current, 'spearman');
  if (!test.computable) return undefined;
  const inflation = varianceInflation(first, second);
  const samples = { reference: reference.count, current: current.count };
  return {
    reference: reference.coefficient,
    current: current.coefficient,
    pValue: Math.min(1, 2 * normalUpperTail(Math.abs(test.statistic) / Math.sqrt(inflation))),
    effect: Math.abs(test.difference),
    samples,
    detectable: (alpha) => detectableChange(reference.coefficient, samples, inflation, alpha),
  };
}

/** Whether a coefficient of so many rows is made by more than single ones. */
function isFarEnough(first: AssociatedVariable, second: AssociatedVariable, rows: number): boolean {
  return rows >= leastFarRows * first.kurtosis * second.kurtosis;
}

/**
 * The coefficient of each of some pairs.
 *
 * @param leastRows  fewest rows that have both columns
 * @returns in [-1, 1]; NaN where there are too few rows, or a column does not vary
 */
export function coefficientsOf(
  pairs: readonly PlannedPair[],
  plan: AssociationPlan,
  moments: CrossMoments,
  leastRows: number,
): Float64Array {
  const lookUp = compilePairs(plan, moments);
  return Float64Array.from(pairs, ({ first, second }) => {
    const correlation = correlationOf(lookUp(first, second), leastRows);
    return correlation && isFarEnough(first, second, correlation.count)
      ? correlation.coefficient
      : Number.NaN;
  });
}

function correlationOf(moments: ReturnType<LookUpPair>, leastRows: number) {
  if (moments.count < leastRows) return undefined;
  const correlation = correlationFromMoments(moments);
  if (!correlation.computable) return undefined;
  const coefficient = Math.max(-perfect, Math.min(perfect, correlation.coefficient));
  return { coefficient, count: moments.count };
}

/**
 * By how much the variance of a coefficient may exceed that of independent columns: where both are far out in the same rows
 * (two columns that are wild on the same days, or nearly always zero), few rows make the coefficient.
 *
 *   sqrt( kurtosis x * kurtosis y ), at least 1
 *
 * The mean of x^2 y^2, of which the variance is made, is at most sqrt(mean x^4 * mean y^4) by Cauchy and Schwarz. It errs on the
 * safe side: 1.8 for ranks without ties, 1 for two halves.
 */
function varianceInflation(x: AssociatedVariable, y: AssociatedVariable): number {
  return Math.max(1, Math.sqrt(x.kurtosis * y.kurtosis));
}

/** Smallest change towards 0 that is found, on the scale of the coefficient. */
function detectableChange(
  coefficient: number,
  { reference, current }: Samples,
  inflation: number,
  alpha: number,
): number {
  const variance =
    inflation * fisherZVariance.spearman(coefficient) * (1 / (reference - 3) + 1 / (current - 3));
  const shift = (normalQuantile(alpha / 2) + normalQuantile(1 - power)) * Math.sqrt(variance);
  const size = Math.abs(coefficient);
  return size - Math.tanh(Math.atanh(size) - shift);
}
