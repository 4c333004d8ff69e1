import type { Corrected } from '../../drift/correct-family.ts';
import { multivariateEffects } from '../../drift/defaults.ts';
import { judge } from '../../drift/judge.ts';
import type { Comparison } from '../../drift/measure-columns.ts';
import type { FeatureDrift, MultivariateDrift, PairDrift } from '../../result/result-schema.ts';
import { numberInWords } from '../../text/in-words.ts';
import { togetherThresholds } from '../values/effect-thresholds.ts';
import type { MeasuredWaves } from './measure-waves.ts';

/** What the tests of columns and pairs found, to say whether the detector tells anything new. */
export interface Found {
  readonly features: readonly FeatureDrift[];
  readonly pairs: readonly PairDrift[];
}

/** Judges the multivariate detector: one finding, whatever changed. */
export function judgeMultivariate(
  measured: MeasuredWaves,
  { qValue, alpha, strictestAlpha }: Corrected,
  { contract }: Pick<Comparison, 'contract'>,
  found: Found,
): MultivariateDrift {
  const { statistic, pValue, effect, samples } = measured;
  const columns = measured.columns.map((column) => contract.columns[column]?.name ?? '');
  const limits = togetherThresholds(multivariateEffects, contract.drift.multivariate);
  const resolution = measured.detectable(strictestAlpha);
  const verdict = judge({
    qValue,
    alpha,
    effect,
    ...limits,
    mustShow: Math.max(limits.minEffect, limits.criticalEffect),
    isCritical: false,
    detectable: resolution,
    change: () => changeInWords(columns, found),
    effectInWords: (value) => `${numberInWords(value)} standard deviations`,
    shiftInWords: (value) => `a shift of ${numberInWords(value)} standard deviations`,
    rows: Math.min(samples.reference, samples.current),
  });
  return {
    method: 'random-waves',
    statistic,
    pValue,
    qValue,
    effect,
    minEffect: limits.minEffect,
    resolution,
    alpha,
    samples,
    columns,
    verdict,
  };
}

/** Waves see single columns and pairs as well: whether those had been found already is what a reader wants to know. */
function changeInWords(columns: readonly string[], { features, pairs }: Found): string {
  const feature = features.some(
    ({ name, verdict }) => verdict.status === 'drifted' && columns.includes(name),
  );
  const pair = pairs.some(
    (one) => one.verdict.status === 'drifted' && one.columns.some((name) => columns.includes(name)),
  );
  if (feature) return 'the columns together changed, as single columns did';
  if (pair) return 'the columns together changed, as correlations did';
  return 'the columns changed together in a way that no single column and no correlation shows';
}
