import type { Severity } from '../../../severities.ts';
import type { Corrected } from '../../drift/correct-family.ts';
import { pairEffects } from '../../drift/defaults.ts';
import { judge, severityOf, type Weights } from '../../drift/judge.ts';
import type { Comparison } from '../../drift/measure-columns.ts';
import type { PairDrift } from '../../result/result-schema.ts';
import { direction } from '../../text/in-words.ts';
import { togetherThresholds } from '../values/effect-thresholds.ts';
import type { MeasuredPair } from './measure-pairs.ts';

/** Most pairs that a result lists. */
const maximumPairs = 50;

/** The part of a result that pairs make. */
export interface JudgedPairs {
  readonly pairs: PairDrift[];
  readonly pairsCompared: number;
  readonly pairsDrifted: number;
  readonly columnsWithoutPairs: string[];
}

/** Decides on every pair, and lists those that drifted and those that changed most: only these are told in words. */
export function judgePairs(
  pairs: readonly MeasuredPair[],
  corrected: ReadonlyMap<MeasuredPair, Corrected>,
  { contract, association }: Pick<Comparison, 'contract' | 'association'>,
): JudgedPairs {
  const limits = togetherThresholds(pairEffects, contract.drift.pairs);
  const decided = pairs.flatMap((pair) => {
    const found = corrected.get(pair);
    return found ? [decidePair(pair, found, limits, contract)] : [];
  });
  const ordered = decided.toSorted((a, b) => rank(b) - rank(a) || b.pair.effect - a.pair.effect);
  return {
    pairs: ordered.slice(0, maximumPairs).map((one) => tellPair(one, contract)),
    pairsCompared: decided.length,
    pairsDrifted: decided.filter(({ severity }) => severity !== undefined).length,
    columnsWithoutPairs: (association?.leftOut ?? []).map((column) => contract.columns[column]?.name ?? ''),
  };
}

interface DecidedPair {
  readonly pair: MeasuredPair;
  readonly corrected: Corrected;
  readonly weights: Weights;
  /** Undefined where it did not drift. */
  readonly severity: Severity | undefined;
}

function decidePair(
  pair: MeasuredPair,
  corrected: Corrected,
  { minEffect, criticalEffect }: Pick<Weights, 'minEffect' | 'criticalEffect'>,
  { columns }: Comparison['contract'],
): DecidedPair {
  const weights = {
    qValue: corrected.qValue,
    alpha: corrected.alpha,
    effect: pair.effect,
    minEffect,
    criticalEffect,
    isCritical: pair.columns.some((column) => columns[column]?.critical === true),
  };
  return { pair, corrected, weights, severity: severityOf(weights) };
}

function tellPair({ pair, corrected, weights }: DecidedPair, { columns }: Comparison['contract']): PairDrift {
  const { reference, current, pValue, effect, samples, categories } = pair;
  const [first, second] = pair.columns;
  const pairNames: [string, string] = [columns[first]?.name ?? '', columns[second]?.name ?? ''];
  const variables = pairNames.map((name, side) => variableName(name, categories[side]));
  const resolution = pair.detectable(corrected.strictestAlpha);
  const verdict = judge({
    ...weights,
    mustShow: Math.max(weights.minEffect, weights.criticalEffect),
    detectable: resolution,
    change: () =>
      `correlation of ${variables.join(' and ')} ${direction(reference, current)} from ${twoDigits(reference)} to ${twoDigits(current)}`,
    effectInWords: (value) => `a change of ${twoDigits(value)}`,
    shiftInWords: (value) => `a change of ${twoDigits(value)}`,
    rows: Math.min(samples.reference, samples.current),
  });
  return {
    columns: pairNames,
    ...(categories.some((category) => category !== undefined)
      ? { categories: [categories[0] ?? null, categories[1] ?? null] }
      : {}),
    reference,
    current,
    effect,
    minEffect: weights.minEffect,
    resolution,
    alpha: weights.alpha,
    pValue,
    qValue: weights.qValue,
    samples,
    verdict,
  };
}

function variableName(column: string, category: string | undefined): string {
  return category === undefined ? column : `${column} = ${category}`;
}

function twoDigits(coefficient: number): string {
  return String(Number(coefficient.toFixed(2)));
}

function rank({ severity }: DecidedPair): number {
  if (severity === undefined) return 0;
  return severity === 'critical' ? 2 : 1;
}
