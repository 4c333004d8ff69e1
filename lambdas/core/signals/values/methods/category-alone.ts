import { fisherExact } from '../../../stats/tests/fisher-exact.ts';
import type { CategoryPair } from '../method.ts';

/** Categories that are tested alone: those that changed most for their size. */
const mostTested = 32;

/** One category against all others. */
export interface CategoryAlone {
  readonly category: number;
  /** Corrected by Bonferroni for all categories that might have been taken. */
  readonly pValue: number;
  /** Share in the batch less that in the reference. */
  readonly difference: number;
}

/**
 * The category whose change is surest, by Fisher's exact test of it against all others. A category that is rare in both samples
 * together is pooled with others before a table is tested, and what it does is lost there: one that goes from few rows of a large
 * reference to half of a small batch.
 *
 * @param categories  which may be taken, of those that occur at all
 * @returns undefined where there is none
 */
export function surestAlone(
  { reference, current, samples }: CategoryPair,
  categories: readonly number[],
): CategoryAlone | undefined {
  const sizes = [samples.reference, samples.current] as const;
  const share = samples.current / (samples.reference + samples.current);
  const surprises = categories.map((category) => {
    const expected = share * (reference[category]! + current[category]!);
    return { category, surprise: Math.abs(current[category]! - expected) / Math.sqrt(expected) };
  });
  const tested = surprises
    .toSorted((a, b) => b.surprise - a.surprise)
    .slice(0, mostTested)
    .map(({ category }) => {
      const successes = [reference[category]!, current[category]!] as const;
      return {
        category,
        pValue: Math.min(1, categories.length * fisherExact(successes, sizes)),
        difference: successes[1] / sizes[1] - successes[0] / sizes[0],
      };
    });
  return tested.toSorted((a, b) => a.pValue - b.pValue)[0];
}
