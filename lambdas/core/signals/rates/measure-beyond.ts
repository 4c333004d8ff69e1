import type { ComparedColumn } from '../../profile/yardstick.ts';
import type { UsualLimit } from '../../result/feature-schema.ts';
import type { RateDrift } from '../../result/result-schema.ts';
import { type ColumnState, type Judging, testOf } from '../column-state.ts';
import { criticalRate, leastBeyond, rateEffects } from '../effects.ts';
import { judge } from '../judge.ts';
import { type Corrected, type Measurement, tested, untested } from '../measurement.ts';
import type { BothSides } from '../usual/block.ts';
import { usualRecord } from '../usual/healthy.ts';
import type { UsualSpread } from '../usual/limits.ts';
import { leastShareOfRows } from '../values/effect-thresholds.ts';
import { type Beyond, smallestBeyond, valuesBeyond } from './beyond.ts';
import { rateWords } from './measure.ts';

/**
 * Measures the values of a column of numbers that are beyond all of the reference's: of whole columns, not of what is derived of others.
 * Told only where it is drift.
 */
export function measureBeyond(
  column: ComparedColumn,
  reference: ColumnState,
  current: ColumnState,
  judging: Judging,
): Measurement<RateDrift | undefined> {
  const [before, now] = [reference.profile.values, current.profile.values];
  const { bins, derived } = column;
  if (derived || judging.ofSegment || reference.hasOtherBins) return untested(undefined);
  if (bins.type !== 'numbers' || before.type !== 'numbers' || now.type !== 'numbers')
    return untested(undefined);
  const beyond = valuesBeyond(bins, before, now);
  const shared = { family: 'rates' as const, ...testOf(column, judging) };
  if (!beyond) return tested({ ...shared, pValue: 1, silent: true }, () => undefined);
  const samples = { reference: before.count, current: now.count };
  return tested({ ...shared, pValue: beyond.pValue }, (corrected) => {
    const rate = judgeBeyond(column, beyond, samples, corrected, judging);
    return rate.verdict.status === 'drifted' ? rate : undefined;
  });
}

function judgeBeyond(
  { critical, sensitive, index, drift }: ComparedColumn,
  { count, sides, pValue, change }: Beyond,
  samples: RateDrift['samples'],
  { qValue, alpha, strictestAlpha }: Corrected,
  judging: Judging,
): RateDrift {
  const { shareOfBatch, usual: spread, isLearning = false } = judging;
  const rows = samples.current;
  const effect = count / rows;
  const minEffect = leastBeyond(leastShareOfRows(drift, judging));
  const usual =
    spread && usualBeyond(spread, index, { below: sides.below / rows, above: sides.above / rows });
  const detectable = smallestBeyond(strictestAlpha, samples.reference, samples.current);
  const resolution = Math.max(detectable, usual?.upTo ?? 0);
  const verdict = judge({
    qValue,
    alpha,
    effect,
    limits: {
      minEffect,
      criticalEffect: criticalRate(0, isLearning) / shareOfBatch,
      mustShow: rateEffects.criticalEffect,
      isCritical: critical && !isLearning,
    },
    usual,
    usualOf: 'rows',
    detectable,
    resolution,
    words: rateWords,
    change: () => (sensitive ? { kind: 'rate', rate: 'beyond', from: 0, to: effect } : change),
    rows: Math.min(samples.reference, samples.current),
  });
  return {
    name: 'beyond',
    reference: 0,
    current: effect,
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

/** What is usual on the side that is not; where both are, on the one with more. */
function usualBeyond(
  { known, tail }: UsualSpread,
  column: number,
  shares: BothSides,
): UsualLimit | undefined {
  const limits = (['below', 'above'] as const).flatMap((side) => {
    const healthy = known.columns[column]?.[side];
    return healthy ? [{ upTo: usualRecord(healthy, tail), today: shares[side], blocks: healthy.blocks }] : [];
  });
  const byNews = limits.toSorted(
    (a, b) => Number(b.today > b.upTo) - Number(a.today > a.upTo) || b.today - a.today,
  );
  return byNews[0];
}
