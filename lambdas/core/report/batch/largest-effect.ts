import type { FeatureDrift } from '../../result/result-schema.ts';

/** The largest effect that was measured of a feature, as a share of rows, and from where on one matters. */
export interface Effect {
  readonly effect: number;
  readonly minEffect: number;
}

/** @returns undefined where no test could be made whose effect is a share of rows */
export function largestEffect({ measures, rates }: FeatureDrift): Effect | undefined {
  const tests = measures.flatMap((measure) =>
    'effect' in measure && isShare(measure.unit) ? [measure] : [],
  );
  const effects = [...tests, ...rates];
  return effects.reduce<Effect | undefined>(
    (largest, one) =>
      largest && largest.effect >= one.effect ? largest : { effect: one.effect, minEffect: one.minEffect },
    undefined,
  );
}

/** Methods that a contract chooses may have effects in other units: they are in the table, not on the common scale. */
function isShare(unit: string | undefined): boolean {
  return unit === undefined || unit === 'share of rows';
}
