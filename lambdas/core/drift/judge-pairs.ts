import type { PairDrift } from '../result/result-schema.ts';
import type { Corrected } from './correct-family.ts';
import { pairEffects } from './defaults.ts';
import { togetherThresholds } from './effect-thresholds.ts';
import { direction } from './in-words.ts';
import { judge } from './judge.ts';
import type { Comparison } from './measure-columns.ts';
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

/** Judges every pair, and lists those that drifted and those that changed most. */
export function judgePairs(
  pairs: readonly MeasuredPair[],
  corrected: ReadonlyMap<MeasuredPair, Corrected>,
  { contract, association }: Pick<Comparison, 'contract' | 'association'>,
): JudgedPairs {
  const judged = pairs.flatMap((pair) => {
    const found = corrected.get(pair);
    return found ? [judgePair(pair, found, contract)] : [];
  });
  const ordered = judged.toSorted((a, b) => rank(b) - rank(a) || b.effect - a.effect);
  return {
    pairs: ordered.slice(0, maximumPairs),
    pairsCompared: judged.length,
    pairsDrifted: judged.filter(({ verdict }) => verdict.status === 'drifted').length,
    columnsWithoutPairs: (association?.leftOut ?? []).map((column) => contract.columns[column]?.name ?? ''),
  };
}

function judgePair(
  pair: MeasuredPair,
  { qValue, alpha, strictestAlpha }: Corrected,
  { columns: contracts, drift }: Comparison['contract'],
): PairDrift {
  const { reference, current, pValue, effect, samples, categories } = pair;
  const [first, second] = pair.columns.map((column) => contracts[column]);
  const columns: [string, string] = [first?.name ?? '', second?.name ?? ''];
  const names = columns.map((name, side) => variableName(name, categories[side]));
  const limits = togetherThresholds(pairEffects, drift.pairs);
  const verdict = judge({
    qValue,
    alpha,
    effect,
    ...limits,
    isCritical: first?.critical === true || second?.critical === true,
    detectable: pair.detectable(strictestAlpha),
    change: `correlation of ${names.join(' and ')} ${direction(reference, current)} from ${twoDigits(reference)} to ${twoDigits(current)}`,
    effectInWords: (value) => `a change of ${twoDigits(value)}`,
    rows: Math.min(samples.reference, samples.current),
  });
  return {
    columns,
    ...(categories.some((category) => category !== undefined)
      ? { categories: [categories[0] ?? null, categories[1] ?? null] }
      : {}),
    reference,
    current,
    effect,
    minEffect: limits.minEffect,
    alpha,
    pValue,
    qValue,
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

function rank({ verdict }: PairDrift): number {
  if (verdict.status !== 'drifted') return 0;
  return verdict.severity === 'critical' ? 2 : 1;
}
