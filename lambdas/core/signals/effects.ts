import type { RateDrift, RepresentationDrift } from '../result/result-schema.ts';

/**
 * Effects of a change in a column's values, as the share of rows that moved: KS distance for numbers, total variation
 * for categories. A shift of a normal by 0.1 standard deviations is 0.04, by 0.02 (real, irrelevant) 0.008.
 */
export const featureEffects = { minEffect: 0.03, criticalEffect: 0.2 } as const;

/** Effects of a change of a rate, as the absolute difference: 0.01 is one row in a hundred. */
export const rateEffects = { minEffect: 0.01, criticalEffect: 0.1 } as const;

/** Rates that most references have nothing of, so that a few rows are news already. Times that can't be are another matter: clocks differ. */
const rareRates: ReadonlySet<RateDrift['name']> = new Set([
  'missing',
  'invalid',
  'unseen',
  'out-of-range',
  'beyond',
]);

/** A value that one row in a hundred has is rare: three in a hundred more are needed of one that is not, as of any other change of values. */
const rareValue = 0.01;

/**
 * Smallest rise of one value's share that matters.
 *
 * @param reference  its share, in [0, 1]
 * @param ofValues  that of changes of values: where the contract asks for more than by default, it asks for that here, too
 */
export function leastSpike(reference: number, ofValues: number): number {
  if (reference > rareValue || asksForMore(ofValues)) return ofValues;
  return reference <= asGoodAsNone ? 0.003 : rateEffects.minEffect;
}

/**
 * Smallest share of values beyond the reference's that matters.
 *
 * @param ofValues  that of changes of values: where the contract asks for more than by default, it asks for that here, too
 */
export function leastBeyond(ofValues: number): number {
  return asksForMore(ofValues) ? ofValues : leastChange('beyond', 0);
}

function asksForMore(ofValues: number): boolean {
  return ofValues > featureEffects.minEffect;
}

/** As good as nothing: one row in 2,000. */
const asGoodAsNone = 0.0005;

/**
 * From what rise on a rate is critical. As long as it is learned how far batches differ, only a rate is that comes from nothing: what no
 * row of a whole reference has is no matter of days.
 *
 * @param reference  its rate, in [0, 1]
 */
export function criticalRate(reference: number, isLearning: boolean): number {
  return isLearning && reference > asGoodAsNone ? Number.POSITIVE_INFINITY : rateEffects.criticalEffect;
}

/**
 * Smallest change of a rate that matters: 0.01, and 0.003 where the reference has as good as none. Held against 0.01, 1 % of missing
 * values that come from nothing would be told every other time, however many rows.
 *
 * @param reference  its rate, in [0, 1]
 */
export function leastChange(name: RateDrift['name'], reference: number): number {
  return rareRates.has(name) && reference <= asGoodAsNone ? 0.003 : rateEffects.minEffect;
}

/**
 * Effects of a change in how a column is written, as the absolute difference of a share. Rules that all values keep to have strays in
 * real data: one in twenty; a zero or a negative value where there was none needs no more than any other rate.
 */
export const representationEffects: Readonly<
  Record<RepresentationDrift['name'], { readonly minEffect: number }>
> = {
  integers: { minEffect: 0.05 },
  float32: { minEffect: 0.05 },
  decimals: { minEffect: 0.05 },
  'missing-token': { minEffect: 0.05 },
  zeros: { minEffect: 0.01 },
  negatives: { minEffect: 0.01 },
  infinities: { minEffect: 0.01 },
};

/** Effects of a change of a correlation, as the absolute difference of the coefficients. */
export const pairEffects = { minEffect: 0.15, criticalEffect: 0.5 } as const;

/** Effects of a change that the multivariate detector sees, in standard deviations of the wave that changed most. */
export const multivariateEffects = { minEffect: 0.15, criticalEffect: 1 } as const;
