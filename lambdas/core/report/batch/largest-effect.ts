import type { FeatureDrift } from '../../result/result-schema.ts';

/** An effect, as a share of rows, and from where on one is told. */
export interface Effect {
  readonly effect: number;
  readonly minEffect: number;
}

/**
 * An effect as it was held against its limit: less than that is too small to matter, or usual. Where what is usual decides, the effect is
 * the one on its coarser bins.
 */
export function heldAgainst({
  effect,
  minEffect,
  usual,
}: Pick<FeatureDrift['rates'][number], 'effect' | 'minEffect' | 'usual'>): Effect {
  return usual && usual.upTo > minEffect
    ? { effect: usual.today, minEffect: Math.min(1, usual.upTo) }
    : { effect, minEffect };
}

/** The largest effect that was measured of a feature. @returns undefined where no test could be made whose effect is a share of rows */
export function largestEffect({ measures, rates }: FeatureDrift): Effect | undefined {
  const tests = measures.flatMap((measure) =>
    'effect' in measure && isShare(measure.unit) ? [measure] : [],
  );
  return [...tests, ...rates]
    .map(heldAgainst)
    .reduce<Effect | undefined>(
      (largest, one) => (largest && largest.effect >= one.effect ? largest : one),
      undefined,
    );
}

/** Methods that a contract chooses may have effects in other units: they are in the table, not on the common scale. */
function isShare(unit: string | undefined): boolean {
  return unit === undefined || unit === 'share of rows';
}
