import type { ColumnBins } from '../../columns/reference-bins.ts';
import type { UsualLimit } from '../../result/feature-schema.ts';
import type { ColumnState } from '../column-state.ts';
import { onCoarseBins } from './coarse.ts';
import { coarseEffects } from './effects.ts';
import type { Scale } from './healthy.ts';
import {
  type EffectOfBatch,
  noiseOfD,
  noiseOfRise,
  noiseOfVariation,
  type UsualSpread,
  usualLimit,
} from './limits.ts';

/** How far the values of a column usually go, and by what: the share of rows that moved, or the rise of one value's share. */
export interface UsualValues {
  readonly by: 'moved' | 'rise';
  readonly limit: UsualLimit;
}

/**
 * Where so many rows move from block to block, blocks have hardly a value in common: a counter, a date. The bins are made of the
 * blocks' own values, so that those of a batch fall between them, and all into one.
 */
const mostMoved = 0.9;

/**
 * Holds the values of a batch against what is usual: by the share of rows that moved; or, where that is usual, by the largest
 * rise of the share of one value or narrow range, if that is not.
 *
 * @returns undefined where nothing is known of the column
 */
export function usualValues(
  spread: UsualSpread,
  { bins, index }: { readonly bins: ColumnBins; readonly index: number },
  before: ColumnState,
  now: ColumnState,
): UsualValues | undefined {
  const { bins: coarse, moved, rise } = spread.known.columns[index] ?? {};
  if (!coarse || !moved || !rise || coarse.type === 'texts') return undefined;
  const reference = onCoarseBins(bins, coarse, before.profile.values);
  const current = onCoarseBins(bins, coarse, now.profile.values);
  if (!reference || !current) return undefined;
  const samples = { reference: sum(reference), current: sum(current) };
  if (samples.reference === 0 || samples.current === 0) return undefined;
  const effects = coarseEffects({ type: coarse.type, reference, current });
  const shares = reference.map((count) => count / samples.reference);
  const { tail } = spread;
  const noise = coarse.type === 'numbers' ? noiseOfD(tail) : noiseOfVariation(shares, tail);
  const { cells } = before.profile;
  const all = cells.present + cells.unparsable + sum(cells.missing);
  const present = samples.reference / Math.max(samples.reference, all);
  const movedOn = (scale: Scale) =>
    usualLimit(spread, moved, { today: effects.moved, samples, noise, present, scale });
  // Of few blocks, or of blocks that differ much, logarithms would call anything usual.
  const byLogarithms = spread.known.unit === 'batch' ? undefined : movedOn('logarithms');
  const ofMoved = byLogarithms && byLogarithms.upTo <= mostMoved ? byLogarithms : movedOn('roots');
  const ofRise = usualLimit(spread, rise, {
    today: effects.rise,
    samples,
    noise: noiseOfRise(shares, tail),
    present,
  });
  const hasRisen = ofMoved.upTo <= mostMoved && ofRise.today > ofRise.upTo;
  return ofMoved.today <= ofMoved.upTo && hasRisen
    ? { by: 'rise', limit: ofRise }
    : { by: 'moved', limit: ofMoved };
}

/**
 * How far the share of one value usually rises: as far as that of the narrow range does in which it lies.
 *
 * @returns undefined where nothing is known of the column
 */
export function usualSpike(
  spread: UsualSpread,
  { bins, index }: { readonly bins: ColumnBins; readonly index: number },
  before: ColumnState,
  { today, samples }: Pick<EffectOfBatch, 'today' | 'samples'>,
): UsualLimit | undefined {
  const { bins: coarse, rise } = spread.known.columns[index] ?? {};
  const counts = coarse && rise && onCoarseBins(bins, coarse, before.profile.values);
  if (!counts || !rise) return undefined;
  const shares = counts.map((count) => count / Math.max(1, sum(counts)));
  return usualLimit(spread, rise, { today, samples, noise: noiseOfRise(shares, spread.tail) });
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
