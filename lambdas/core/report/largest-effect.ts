import type { FeatureDrift } from '../result/result-schema.ts';

/** The largest effect that was measured of a feature, as a share of rows, and from where on one matters. */
export interface Effect {
  readonly effect: number;
  readonly minEffect: number;
}

/** @returns undefined where no test could be made */
export function largestEffect({ measures, rates }: FeatureDrift): Effect | undefined {
  const effects = [...measures.flatMap((measure) => ('effect' in measure ? [measure] : [])), ...rates];
  return effects.reduce<Effect | undefined>(
    (largest, one) =>
      largest && largest.effect >= one.effect ? largest : { effect: one.effect, minEffect: one.minEffect },
    undefined,
  );
}
