import type { ColumnBins } from '../../columns/reference-bins.ts';
import type { UsualLimit } from '../../result/feature-schema.ts';
import type { ColumnState } from '../column-state.ts';
import type { Samples } from '../values/measured.ts';
import { onCoarseBins } from './coarse.ts';
import {
  largestPile,
  largestRise,
  type Pile,
  pileScale,
  rowsMoved,
  type TwoCounts,
  total,
} from './effects.ts';
import type { Healthy, Scale } from './healthy.ts';
import {
  noiseOfD,
  noiseOfPile,
  noiseOfRise,
  noiseOfVariation,
  type UsualSpread,
  usualLimit,
} from './limits.ts';
import { onPiles, pilesOf } from './piles.ts';

/** How far the values of a column usually go, and by what: the share of rows that moved, or the rise of the share of one value or a narrow range. */
export interface UsualValues {
  readonly by: 'moved' | 'value' | 'range';
  readonly limit: UsualLimit;
}

/**
 * Where so many rows move from block to block, blocks have hardly a value in common: a counter, a date. The bins are made of the
 * blocks' own values, so that those of a batch fall between them, and all into one.
 */
const mostMoved = 0.9;

/** A column of a yardstick. */
interface OfColumn {
  readonly bins: ColumnBins;
  readonly index: number;
}

/** Two sets of rows, and how far the shares of one usually go from those of the other. */
interface Counted extends TwoCounts {
  readonly type: 'numbers' | 'codes';
  readonly healthy: Healthy;
}

/**
 * Holds the values of a batch against what is usual: by the share of rows that moved; or, where that is usual, by the largest
 * rise of the share of a narrow range or of one value, if that is not.
 *
 * @returns undefined where nothing is known of the column
 */
export function usualValues(
  spread: UsualSpread,
  column: OfColumn,
  before: ColumnState,
  now: ColumnState,
): UsualValues | undefined {
  const moved = countMoved(spread, column, before, now);
  const piles = countPiles(spread, column, before, now);
  if (!moved || !piles || total(moved.reference) === 0 || total(moved.current) === 0) return undefined;
  const present = presentIn(before);
  const ofMoved = limitOfMoved(spread, moved, present);
  const gathered = knownGathered(spread, column);
  const risen: readonly UsualValues[] = [
    ...(gathered
      ? [{ by: 'range' as const, limit: limitOfRange(spread, { ...moved, healthy: gathered }, present) }]
      : []),
    { by: 'value', limit: limitOfPile(spread, piles, largestPile(piles), present) },
  ];
  const news = risen.find(({ limit: { today, upTo } }) => today > upTo);
  return news && ofMoved.upTo <= mostMoved && ofMoved.today <= ofMoved.upTo
    ? news
    : { by: 'moved', limit: ofMoved };
}

/**
 * How far the share of one value usually rises. Where blocks have hardly a value in common, any one may.
 *
 * @param bin  of that value
 * @param rise  of its share
 * @returns undefined where nothing is known of the column
 */
export function usualSpike(
  spread: UsualSpread,
  column: OfColumn,
  before: ColumnState,
  now: ColumnState,
  { bin, rise }: { readonly bin: number; readonly rise: number },
): UsualLimit | undefined {
  const moved = countMoved(spread, column, before, now);
  const piles = countPiles(spread, column, before, now);
  if (!moved || !piles) return undefined;
  const places = piles.reference.length;
  const share = piles.reference[bin % places]! / Math.max(1, total(piles.reference));
  const limit = limitOfPile(spread, piles, { rise, scale: pileScale(share, places) }, presentIn(before));
  const isAny = limitOfMoved(spread, moved, presentIn(before)).upTo > mostMoved;
  return isAny ? { ...limit, upTo: Math.max(1, limit.upTo) } : limit;
}

/** Of fewer blocks nobody knows how far a rise in a narrow range goes at times. */
const fewestForRanges = 30;

function knownGathered({ known }: UsualSpread, { index }: OfColumn): Healthy | undefined {
  const gathered = known.columns[index]?.gathered;
  return gathered && gathered.independent >= fewestForRanges ? gathered : undefined;
}

function countMoved(
  { known }: UsualSpread,
  { bins, index }: OfColumn,
  before: ColumnState,
  now: ColumnState,
): Counted | undefined {
  const { bins: coarse, moved } = known.columns[index] ?? {};
  if (!coarse || !moved || coarse.type === 'texts') return undefined;
  const reference = onCoarseBins(bins, coarse, before.profile.values);
  const current = onCoarseBins(bins, coarse, now.profile.values);
  return reference && current && { type: coarse.type, reference, current, healthy: moved };
}

function countPiles(
  spread: UsualSpread,
  column: OfColumn,
  before: ColumnState,
  now: ColumnState,
): Counted | undefined {
  const { columns } = spread.known;
  const healthy = columns[column.index]?.pile;
  const [ofReference, ofBatch] = [before.profile.values, now.profile.values];
  if (!healthy) return undefined;
  if (ofReference.type !== 'numbers' || ofBatch.type !== 'numbers') {
    const counted = countMoved(spread, column, before, now);
    return counted && { ...counted, healthy };
  }
  const places = pilesOf(columns.length);
  const [reference, current] = [onPiles(ofReference.bins, places), onPiles(ofBatch.bins, places)];
  return { type: 'numbers', reference, current, healthy };
}

function limitOfMoved(spread: UsualSpread, counted: Counted, present: number): UsualLimit {
  const { type, healthy } = counted;
  const { tail } = spread;
  const noise = type === 'numbers' ? noiseOfD(tail) : noiseOfVariation(sharesOf(counted), tail);
  const today = rowsMoved(type, counted);
  const limitOn = (scale: Scale) =>
    usualLimit(spread, healthy, {
      today,
      samples: samplesOf(counted),
      noise,
      present,
      scale,
      isOfShares: true,
    });
  // Of few blocks, or of blocks that differ much, logarithms would call anything usual.
  const byLogarithms = spread.known.unit === 'batch' ? undefined : limitOn('logarithms');
  return byLogarithms && byLogarithms.upTo <= mostMoved ? byLogarithms : limitOn('roots');
}

function limitOfRange(spread: UsualSpread, counted: Counted, present: number): UsualLimit {
  const noise = noiseOfRise(sharesOf(counted), spread.tail);
  const today = largestRise(counted);
  return usualLimit(spread, counted.healthy, {
    today,
    samples: samplesOf(counted),
    noise,
    present,
    isOfShares: true,
  });
}

/** In shares of rows. */
function limitOfPile(
  spread: UsualSpread,
  counted: Counted,
  { rise, scale }: Pile,
  present: number,
): UsualLimit {
  const limit = usualLimit(spread, counted.healthy, {
    today: rise,
    samples: samplesOf(counted),
    noise: noiseOfPile(counted.reference.length, spread.tail),
    present,
    isOfShares: true,
  });
  return { ...limit, upTo: scale * limit.upTo };
}

function samplesOf({ reference, current }: Counted): Samples {
  return { reference: total(reference), current: total(current) };
}

function sharesOf({ reference }: Counted): readonly number[] {
  const rows = Math.max(1, total(reference));
  return Array.from(reference, (count) => count / rows);
}

/** Part of the cells that have a value. */
function presentIn({ profile: { cells } }: ColumnState): number {
  return cells.present / Math.max(1, cells.present + cells.unparsable + total(cells.missing));
}
