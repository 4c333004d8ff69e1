import { severityRank } from '../../severities.ts';
import type { FeatureDrift } from '../result/result-schema.ts';
import { type Standing, standingOf } from './feature-standing.ts';

/**
 * Drifted features first, then those that are written differently, those that moved no more than is usual, the undecided, the stable,
 * last those that can never be compared; among them first the one that changed most, in what its effects are held against: effects of
 * different methods have different units.
 */
export function byImportance(a: FeatureDrift, b: FeatureDrift): number {
  return rank(b) - rank(a) || timesThreshold(b) - timesThreshold(a);
}

function rank(feature: FeatureDrift): number {
  const { verdict, representation = [] } = feature;
  if (verdict.status === 'drifted') return standingRanks.drifted + severityRank(verdict.severity);
  const isWrittenDifferently = representation.some((trait) => trait.verdict?.status === 'drifted');
  return isWrittenDifferently ? standingRanks.drifted : standingRanks[standingOf(feature)];
}

/** Those that are written differently alone rank before all that did not drift. */
const standingRanks: Readonly<Record<Standing, number>> = {
  drifted: 4,
  usual: 3,
  undecided: 2,
  stable: 1,
  apart: 0,
};

/** Below this a threshold of the contract is taken for this: an effect by 0 would be no number to sort by. */
const leastThreshold = 1e-3;

/**
 * The largest effect of a feature as a multiple of its threshold, in [0, infinity); 0 where none could be measured. Where the contract
 * has a distance decide, its size; else those of the tests. Beside them the rates'.
 */
export function timesThreshold({ measures, rates }: FeatureDrift): number {
  const distances = measures.flatMap((measure) => ('distance' in measure ? decidingEffect(measure) : []));
  const tests = measures.flatMap((measure) => ('effect' in measure ? [measure] : []));
  const deciding = distances.length > 0 ? distances : tests;
  const multiples = [...deciding, ...rates].map(
    ({ effect, minEffect }) => effect / Math.max(leastThreshold, minEffect),
  );
  return Math.max(0, ...multiples);
}

/** Of a distance that decides alone there is a threshold. */
function decidingEffect({
  distance,
  minEffect,
}: {
  readonly distance: number;
  readonly minEffect?: number | undefined;
}) {
  return minEffect === undefined ? [] : [{ effect: distance, minEffect }];
}
