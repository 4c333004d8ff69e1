import { type Severity, severityRank } from '../../../severities.ts';
import type { Comparison } from '../../profile/comparison.ts';
import type { UsualLimit } from '../../result/feature-schema.ts';
import type { PairDrift } from '../../result/result-schema.ts';
import type { Judging } from '../column-state.ts';
import { pairEffects } from '../effects.ts';
import { type EffectWords, judge, severityOf, type Weights } from '../judge.ts';
import { all, type Corrected, type Measurement, mapped, tested } from '../measurement.ts';
import { noiseOfCoefficient, type UsualSpread, usualLimit } from '../usual/limits.ts';
import { togetherLimits } from '../values/effect-thresholds.ts';
import { type MeasuredPair, measurePairs } from './measure-pairs.ts';
import { pairKey } from './planned-pairs.ts';
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
export function comparePairs(comparison: Comparison, judging: Judging): Measurement<JudgedPairs> {
  const { contract, yardstick } = comparison;
  const critical = new Set(contract.columns.filter((column) => column.critical).map(({ name }) => name));
  const nameOf = (column: number) => yardstick.columns[column]?.id ?? '';
  const usual = usualPairs(judging.usual);
  const decided = all(
    measurePairs(comparison)
      .filter(usual.isCompared)
      .map((pair) => {
        const isCritical = pair.columns.some((column) => critical.has(nameOf(column)));
        const limits = togetherLimits(pairEffects, contract.drift.pairs, judging, isCritical);
        return tested({ family: 'pairs', pValue: pair.pValue, weight: 1 }, (corrected) => {
          const { qValue, alpha } = corrected;
          const weights = { qValue, alpha, effect: pair.effect, limits, usual: usual.limitOf(pair) };
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
  const { usual } = weights;
  const detectable = pair.detectable(corrected.strictestAlpha);
  const resolution = Math.max(detectable, usual?.upTo ?? 0);
  const verdict = judge({
    ...weights,
    usualOf: 'coefficients',
    detectable,
    resolution,
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
    ...(usual ? { usual } : {}),
    alpha: weights.alpha,
    pValue,
    qValue: weights.qValue,
    samples,
    verdict,
  };
}

/** What is usual of each pair: `undefined` of the limit where nothing is known of the source. */
interface UsualPairs {
  /** Where it is known how the source's blocks differ, a pair that they don't have can't be judged. */
  readonly isCompared: (pair: MeasuredPair) => boolean;
  readonly limitOf: (pair: MeasuredPair) => UsualLimit | undefined;
}

function usualPairs(spread: UsualSpread | undefined): UsualPairs {
  if (!spread) return { isCompared: () => true, limitOf: () => undefined };
  const byKey = new Map(spread.known.pairs.map(({ key, changed }) => [key, changed]));
  return {
    isCompared: (pair) => byKey.has(pairKey(pair)),
    limitOf(pair) {
      const healthy = byKey.get(pairKey(pair));
      const noise = noiseOfCoefficient(pair.reference, spread.tail);
      // Logarithms would call any coefficient usual of columns that go together closely in most blocks.
      return (
        healthy &&
        usualLimit(spread, healthy, {
          today: pair.effect,
          samples: pair.samples,
          noise,
          isTogether: true,
          scale: 'roots',
        })
      );
    },
  };
}
