import type { Corrected } from '../../drift/correct-family.ts';
import { featureEffects, representationEffects } from '../../drift/defaults.ts';
import { judge } from '../../drift/judge.ts';
import type { RepresentationDrift } from '../../result/result-schema.ts';
import { percent } from '../../text/in-words.ts';
import type { MeasuredTrait } from './measure.ts';

/** What changes of a trait are a share of. */
const sharesOf: Readonly<Record<RepresentationDrift['name'], string>> = {
  integers: 'values other than 0',
  float32: 'values with decimals',
  decimals: 'values other than 0',
  zeros: 'values',
  negatives: 'values',
  infinities: 'cells',
  'missing-token': 'missing cells',
};

/**
 * Judges one trait of how a column is written. Where it neither came up nor went nothing is decided: its share moves with the
 * values. Nor is anything of infinite values, which are invalid ones and counted as such.
 */
export function judgeRepresentation(
  trait: MeasuredTrait,
  { qValue, alpha, strictestAlpha }: Corrected,
): RepresentationDrift {
  const { name, token, mostDecimals, pValue, effect } = trait;
  const reference = trait.reference.count / trait.reference.size;
  const current = trait.current.count / trait.current.size;
  const samples = { reference: trait.reference.size, current: trait.current.size };
  const { minEffect } = representationEffects[name];
  const resolution = trait.detectable(strictestAlpha);
  const verdict = judge({
    qValue,
    alpha,
    effect,
    minEffect,
    // However much of it changed: what is written differently need not be wrong.
    criticalEffect: Number.POSITIVE_INFINITY,
    mustShow: Math.max(minEffect, featureEffects.criticalEffect),
    isCritical: trait.column.critical,
    detectable: resolution,
    change: () => trait.change,
    effectInWords: (value) => `${percent(value)} of the ${sharesOf[name]}`,
    shiftInWords: (value) => `a change of ${percent(value)} of the ${sharesOf[name]}`,
    rows: Math.min(samples.reference, samples.current),
  });
  return {
    name,
    ...(token === undefined ? {} : { token }),
    ...(mostDecimals === undefined ? {} : { mostDecimals }),
    reference,
    current,
    pValue,
    qValue,
    effect,
    minEffect,
    resolution,
    alpha,
    samples,
    ...(effect === 0 || name === 'infinities' ? {} : { verdict }),
  };
}
