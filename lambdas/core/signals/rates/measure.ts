import type { ComparedColumn } from '../../profile/yardstick.ts';
import type { UsualLimit } from '../../result/feature-schema.ts';
import type { RateDrift } from '../../result/result-schema.ts';
import { upperDifference } from '../../stats/tests/effect-upper-bounds.ts';
import type { Proportion } from '../../stats/tests/two-proportions.ts';
import { percent } from '../../text/in-words.ts';
import { type ColumnState, type Judging, testOf } from '../column-state.ts';
import { derivedRates } from '../derived/derived-rates.ts';
import { criticalRate, leastChange, rateEffects } from '../effects.ts';
import { type EffectWords, judge } from '../judge.ts';
import { all, type Corrected, type Measurement, mapped, tested } from '../measurement.ts';
import { noiseOfRate, type UsualSpread, usualLimit } from '../usual/limits.ts';
import { type MeasuredRate, ratesOf } from './measured-rates.ts';

/** What was decided on the rates of a column. */
export interface JudgedRates {
  readonly rates: readonly RateDrift[];
  /** Whether every rate is too small to matter even at the upper end of its interval. */
  readonly isEquivalent: boolean;
}

/** How effects on rates are said. */
export const rateWords: EffectWords = {
  inWords: (effect) => `${percent(effect)} of the rows`,
  asShift: (effect) => `a change of ${percent(effect)} of the rows`,
};

/**
 * Measures the rates of a column: of missing, invalid, unseen and out-of-range values; of what is derived of times, of those that
 * can't be.
 */
export function measureRates(
  column: ComparedColumn,
  reference: ColumnState,
  current: ColumnState,
  judging: Judging,
): Measurement<JudgedRates> {
  const { rates, silent } = column.derived
    ? { rates: derivedRates(column.derived, column.bins, reference, current), silent: 0 }
    : ratesOf(column.bins, reference, current);
  const shared = { family: 'rates' as const, ...testOf(column, judging) };
  const measured = all<RateDrift | undefined>([
    ...rates.map((rate) =>
      tested<RateDrift>({ ...shared, pValue: rate.pValue }, (corrected) =>
        judgeRate(column, rate, corrected, judging),
      ),
    ),
    ...Array.from({ length: silent }, () =>
      tested({ ...shared, pValue: 1, silent: true as const }, () => undefined),
    ),
  ]);
  return mapped(measured, (judged) => ({
    rates: judged.flatMap((rate) => rate ?? []),
    isEquivalent:
      rates.every((rate) => rate.upper() < leastChange(rate.name, shareOf(rate.reference))) &&
      (silent === 0 || upperOfNone(reference, current) < leastChange('missing', 0)),
  }));
}

/** Of rates that are zero on both sides. */
function upperOfNone(reference: ColumnState, current: ColumnState): number {
  const [before, now] = [reference, current].map(({ profile: { cells } }) => ({
    count: 0,
    size: cells.present,
  }));
  return upperDifference(before!, now!);
}

const shareOf = ({ count, size }: Proportion): number => count / size;

function judgeRate(
  { critical, index }: ComparedColumn,
  rate: MeasuredRate,
  { qValue, alpha, strictestAlpha }: Corrected,
  { shareOfBatch, usual: spread, isLearning = false }: Judging,
): RateDrift {
  const { name, pValue, effect } = rate;
  const [reference, current] = [shareOf(rate.reference), shareOf(rate.current)];
  const { criticalEffect } = rateEffects;
  const minEffect = leastChange(name, reference);
  const samples = { reference: rate.reference.size, current: rate.current.size };
  const detectable = rate.detectable(strictestAlpha);
  const usual = spread && usualRate(spread, index, rate);
  const resolution = Math.max(detectable, usual?.upTo ?? 0);
  const verdict = judge({
    qValue,
    alpha,
    effect,
    limits: {
      minEffect,
      criticalEffect: criticalRate(reference, isLearning) / shareOfBatch,
      mustShow: criticalEffect,
      isCritical: critical && !isLearning,
    },
    usual,
    usualOf: 'rows',
    detectable,
    resolution,
    words: rateWords,
    change: () => ({
      kind: 'rate',
      rate: name,
      from: reference,
      to: current,
      ...(rate.values && rate.values.length > 0 ? { values: [...rate.values] } : {}),
    }),
    rows: Math.min(samples.reference, samples.current),
  });
  return {
    name,
    reference,
    current,
    pValue,
    qValue,
    effect,
    minEffect,
    resolution,
    ...(usual ? { usual } : {}),
    alpha,
    samples,
    verdict,
  };
}

/** Undefined where it is not known of a rate what is usual: of values out of range, and of times that can't be. */
function usualRate(
  spread: UsualSpread,
  index: number,
  { name, effect, reference, current }: MeasuredRate,
): UsualLimit | undefined {
  const column = spread.known.columns[index];
  if (!column || (name !== 'missing' && name !== 'invalid' && name !== 'unseen')) return undefined;
  const healthy = column[name];
  const noise = noiseOfRate(reference.count / reference.size, spread.tail);
  const samples = { reference: reference.size, current: current.size };
  return healthy && usualLimit(spread, healthy, { today: effect, samples, noise });
}
