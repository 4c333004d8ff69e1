import type { LabelledCount } from './e-detector.ts';

/**
 * How much alike the rows of a batch are beyond chance: days differ though all is well.
 *
 *   rho = max(0, var of rates - r (1 - r) / n) / (r (1 - r))
 *
 * with r the error rate of all batches; where they differ in size, the variance is weighted by rows and n is what an analysis of
 * variance has for it, (N - sum of n_i^2 / N) / (K - 1).
 *
 * @param batches  of which all is well, each with labelled rows
 * @returns rho in [0, 1]; 0 where there are fewer than two batches or no variance
 * @see Fleiss (1981), Statistical Methods for Rates and Proportions, 13.1; Kish (1965), Survey Sampling, for the design effect
 */
export function spreadOfDays(batches: readonly LabelledCount[]): number {
  const rows = sum(batches.map(({ labelled }) => labelled));
  const rate = sum(batches.map(({ wrong }) => wrong)) / rows;
  const variance = rate * (1 - rate);
  if (batches.length < 2 || !(variance > 0)) return 0;
  const groups = batches.length - 1;
  const size = (rows - sum(batches.map(({ labelled }) => labelled ** 2)) / rows) / groups;
  const between =
    sum(batches.map(({ labelled, wrong }) => labelled * (wrong / labelled - rate) ** 2)) / groups;
  return Math.min(1, Math.max(0, between / variance - 1) / size);
}

/** How much a batch of n rows says less than n independent ones: 1 + (n - 1) rho. */
export function designEffect(labelled: number, rho: number): number {
  return 1 + Math.max(0, labelled - 1) * rho;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
