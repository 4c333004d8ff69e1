import type { ComparedColumn } from '../../profile/yardstick.ts';
import type { RateDrift } from '../../result/result-schema.ts';
import { smallestDetectableDifference } from '../../stats/tests/smallest-detectable-shift.ts';
import { type ColumnState, type Judging, testOf } from '../column-state.ts';
import { featureEffects, leastSpike } from '../effects.ts';
import { judge } from '../judge.ts';
import { type Corrected, type Measurement, tested, untested } from '../measurement.ts';
import { usualSpike } from '../usual/values.ts';
import { leastShareOfRows } from '../values/effect-thresholds.ts';
import { derivedUnits } from '../values/words.ts';
import { rateWords } from './measure.ts';
import { type Spike, surestSpike } from './spike.ts';

/**
 * Measures the value of a column of numbers whose share rose most: of whole columns, and of what is derived of texts and vectors their
 * length alone, for the others are too many. Told only where it is drift: what else a batch could have shown is said of its values.
 */
export function measureSpike(
  column: ComparedColumn,
  reference: ColumnState,
  current: ColumnState,
  judging: Judging,
): Measurement<RateDrift | undefined> {
  const [before, now] = [reference.profile.values, current.profile.values];
  const { bins, derived } = column;
  const isLooked =
    !judging.ofSegment && (!derived || derived.feature === 'length' || derived.feature === 'norm');
  if (!isLooked || bins.type !== 'numbers' || before.type !== 'numbers' || now.type !== 'numbers')
    return untested(undefined);
  const spike = surestSpike(bins, before, now, derived && derivedUnits[derived.feature]);
  const shared = { family: 'rates' as const, ...testOf(column, judging) };
  if (!spike) return tested({ ...shared, pValue: 1, silent: true }, () => undefined);
  return tested({ ...shared, pValue: spike.pValue }, (corrected) => {
    const rate = judgeSpike(column, { before: reference, now: current }, spike, corrected, judging);
    return rate.verdict.status === 'drifted' ? rate : undefined;
  });
}

function judgeSpike(
  column: ComparedColumn,
  { before, now }: { readonly before: ColumnState; readonly now: ColumnState },
  spike: Spike,
  { qValue, alpha, strictestAlpha }: Corrected,
  judging: Judging,
): RateDrift {
  const { critical, sensitive, drift } = column;
  const { shareOfBatch, usual: spread, isLearning = false } = judging;
  const samples = { reference: spike.reference.size, current: spike.current.size };
  const from = spike.reference.count / samples.reference;
  const to = spike.current.count / samples.current;
  const minEffect = leastSpike(from, leastShareOfRows(drift, judging));
  const { criticalEffect } = featureEffects;
  const design = { n: samples.reference, m: samples.current, alpha: strictestAlpha / spike.bins };
  const detectable = smallestDetectableDifference(design, from);
  const usual = spread && usualSpike(spread, column, before, now, { bin: spike.bin, rise: to - from });
  const resolution = Math.max(detectable, usual?.upTo ?? 0);
  const verdict = judge({
    qValue,
    alpha,
    effect: to - from,
    limits: {
      minEffect,
      criticalEffect: isLearning ? Number.POSITIVE_INFINITY : criticalEffect / shareOfBatch,
      mustShow: criticalEffect,
      isCritical: critical && !isLearning,
    },
    usual,
    usualOf: 'rows at one value',
    detectable,
    resolution,
    words: rateWords,
    change: () => (sensitive ? { kind: 'rate', rate: 'spike', from, to } : spike.change),
    rows: Math.min(samples.reference, samples.current),
  });
  return {
    name: 'spike',
    reference: from,
    current: to,
    pValue: spike.pValue,
    qValue,
    effect: to - from,
    minEffect,
    resolution,
    ...(usual ? { usual } : {}),
    alpha,
    samples,
    verdict,
  };
}
