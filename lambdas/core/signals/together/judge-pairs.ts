import { type Severity, severityRank } from '../../../severities.ts';
import type { Comparison } from '../../profile/comparison.ts';
import type { PairDrift } from '../../result/result-schema.ts';
import { pairEffects } from '../effects.ts';
import { type EffectWords, judge, severityOf, type Weights } from '../judge.ts';
import { all, type Corrected, type Measurement, mapped, tested } from '../measurement.ts';
import { togetherLimits } from '../values/effect-thresholds.ts';
import { type MeasuredPair, measurePairs } from './measure-pairs.ts';
import { twoDigits } from './words.ts';

/** Most pairs that a result lists. */
const maximumPairs = 50;

/** The part of a result that pairs make. */
export interface JudgedPairs {
  readonly pairs: PairDrift[];
  readonly pairsCompared: number;
  readonly pairsDrifted: number;
  readonly columnsWithoutPairs: string[];
}

const words: EffectWords = {
  inWords: (effect) => `a change of ${twoDigits(effect)}`,
  asShift: (effect) => `a change of ${twoDigits(effect)}`,
};

/**
 * Compares the columns pair by pair: decides on every pair, and lists those that drifted and those that changed most. Only these
 * are told in words.
 */
export function comparePairs(comparison: Comparison): Measurement<JudgedPairs> {
  const { contract, yardstick } = comparison;
  const critical = new Set(contract.columns.filter((column) => column.critical).map(({ name }) => name));
  const nameOf = (column: number) => yardstick.columns[column]?.id ?? '';
  const decided = all(
    measurePairs(comparison).map((pair) => {
      const isCritical = pair.columns.some((column) => critical.has(nameOf(column)));
      const limits = togetherLimits(pairEffects, contract.drift.pairs, isCritical);
      return tested({ family: 'pairs', pValue: pair.pValue, weight: 1 }, (corrected) => {
        const weights = { qValue: corrected.qValue, alpha: corrected.alpha, effect: pair.effect, limits };
        return { pair, corrected, weights, severity: severityOf(weights) };
      });
    }),
  );
  return mapped(decided, (pairs) => ({
    pairs: pairs
      .toSorted(
        (a, b) => severityRank(b.severity) - severityRank(a.severity) || b.pair.effect - a.pair.effect,
      )
      .slice(0, maximumPairs)
      .map((one) => tellPair(one, nameOf)),
    pairsCompared: pairs.length,
    pairsDrifted: pairs.filter(({ severity }) => severity !== undefined).length,
    columnsWithoutPairs: (yardstick.association?.leftOut ?? []).map(nameOf),
  }));
}

interface DecidedPair {
  readonly pair: MeasuredPair;
  readonly corrected: Corrected;
  readonly weights: Weights;
  /** Undefined where it did not drift. */
  readonly severity: Severity | undefined;
}

function tellPair({ pair, corrected, weights }: DecidedPair, nameOf: (column: number) => string): PairDrift {
  const { reference, current, pValue, effect, samples } = pair;
  const columns: [string, string] = [nameOf(pair.columns[0]), nameOf(pair.columns[1])];
  const categories: [string | null, string | null] = [pair.categories[0] ?? null, pair.categories[1] ?? null];
  const resolution = pair.detectable(corrected.strictestAlpha);
  const verdict = judge({
    ...weights,
    detectable: resolution,
    words,
    change: () => ({ kind: 'correlation', columns, categories, from: reference, to: current }),
    rows: Math.min(samples.reference, samples.current),
  });
  return {
    columns,
    ...(categories.some((category) => category !== null) ? { categories } : {}),
    reference,
    current,
    effect,
    minEffect: weights.limits.minEffect,
    resolution,
    alpha: weights.alpha,
    pValue,
    qValue: weights.qValue,
    samples,
    verdict,
  };
}
