import type { FeatureDrift, Verdict } from '../result/result-schema.ts';

/** Drifted features first, then the undecided; among them the largest effect first. */
export function byImportance(a: FeatureDrift, b: FeatureDrift): number {
  return rank(b.verdict) - rank(a.verdict) || largestEffect(b) - largestEffect(a);
}

function rank(verdict: Verdict): number {
  switch (verdict.status) {
    case 'drifted':
      return verdict.severity === 'critical' ? 3 : 2;
    case 'inconclusive':
      return 1;
    case 'stable':
      return 0;
    default:
      return verdict satisfies never;
  }
}

/** The largest effect measured of a feature, whatever its unit; 0 where none could be measured. */
export function largestEffect({ measures, rates }: FeatureDrift): number {
  const effects = measures.map((measure) => ('effect' in measure ? measure.effect : 0));
  return Math.max(0, ...effects, ...rates.map(({ effect }) => effect));
}
