import { areSpreadAlike, ofClock } from '../derived/clock.ts';
import type { DerivedColumn } from '../derived/plan.ts';
import type { BlockColumn } from './block.ts';

/** Two sets of rows by the same bins. */
export interface TwoCounts {
  readonly reference: ArrayLike<number>;
  readonly current: ArrayLike<number>;
}

/** @returns 0 where either has no value */
export function rowsMoved(type: 'numbers' | 'codes', { reference, current }: TwoCounts): number {
  const [before, now] = [total(reference), total(current)];
  if (before === 0 || now === 0) return 0;
  let [gap, widest, sum] = [0, 0, 0];
  for (let bin = 0; bin < current.length; bin++) {
    const difference = current[bin]! / now - reference[bin]! / before;
    gap += difference;
    widest = Math.max(widest, Math.abs(gap));
    sum += Math.abs(difference);
  }
  return type === 'numbers' ? widest : sum / 2;
}

/** Largest rise of the share of one bin; 0 where either has no value. */
export function largestRise({ reference, current }: TwoCounts): number {
  const [before, now] = [Math.max(1, total(reference)), Math.max(1, total(current))];
  let rise = 0;
  for (let bin = 0; bin < current.length; bin++)
    rise = Math.max(rise, current[bin]! / now - reference[bin]! / before);
  return rise;
}

/** A place whose share rose, in shares of rows. */
export interface Pile {
  readonly rise: number;
  /** What a rise is divided by to be held against rises elsewhere: see {@link pileScale}. */
  readonly scale: number;
}

/**
 * What makes rises of common and of rare values alike: their noise is as the root of their share, of rare ones as that of an even share of
 * all places.
 *
 * @param share  of a place in the reference
 */
export function pileScale(share: number, places: number): number {
  return Math.sqrt(share + 1 / places);
}

/** The place whose share rose most for how common it is. */
export function largestPile({ reference, current }: TwoCounts): Pile {
  const [before, now] = [Math.max(1, total(reference)), Math.max(1, total(current))];
  let largest: Pile = { rise: 0, scale: 1 };
  for (let bin = 0; bin < current.length; bin++) {
    const share = reference[bin]! / before;
    const rise = current[bin]! / now - share;
    const scale = pileScale(share, current.length);
    if (rise / scale > largest.rise / largest.scale) largest = { rise, scale };
  }
  return largest;
}

/** Of all bins. */
export function total(counts: ArrayLike<number>): number {
  let sum = 0;
  for (let bin = 0; bin < counts.length; bin++) sum += counts[bin]!;
  return sum;
}

/** What of a column is known to differ from block to block. */
export const columnEffects = [
  'moved',
  'gathered',
  'pile',
  'missing',
  'invalid',
  'unseen',
  'below',
  'above',
] as const;

/** One effect of each kind that a column has, each 0 or above. */
export type ColumnEffects = Partial<Record<(typeof columnEffects)[number], number>>;

/** A column of the whole reference, as its blocks are held against it. */
export interface WholeColumn extends BlockColumn {
  readonly type: 'numbers' | 'codes' | 'texts';
  /** Values that come once: as many are to be expected that are new. */
  readonly once: number;
  /** Set where it is derived of a column of the contract, at which missing and new values are looked at. */
  readonly derived?: Pick<DerivedColumn, 'feature'> | undefined;
}

/** Fewest values of a block that tell how a column's values differ in it. */
const leastValues = 20;

/**
 * How a column differs in a block from the whole reference.
 *
 * @param isPart  whether the block is a part of the reference: then it differs from it by less than from the rest, by 1 - n_block / n,
 * and each effect is divided by that
 */
export function effectsOfColumn(whole: WholeColumn, block: BlockColumn, isPart: boolean): ColumnEffects {
  const [ofCells, ofValues] = [
    isPart ? block.cells / Math.max(1, whole.cells) : 0,
    isPart ? block.values / Math.max(1, whole.values) : 0,
  ];
  const { type, derived } = whole;
  return {
    ...(!derived && block.cells > 0 && ofCells < 1 ? rateEffects(whole, block, 1 - ofCells) : {}),
    ...(type !== 'texts' && block.values >= leastValues && ofValues < 1 && comparesClock(whole, block)
      ? over(valueEffects(type, whole, block), 1 - ofValues)
      : {}),
    ...(derived ? {} : newcomers(whole, block)),
  };
}

/** A day has one weekday: how it differs from a week says nothing. */
function comparesClock(
  { derived, counts: reference }: WholeColumn,
  { counts: current }: BlockColumn,
): boolean {
  const of = ofClock(derived);
  if (!of) return true;
  return reference !== undefined && current !== undefined && areSpreadAlike(of, { reference, current });
}

function rateEffects(whole: WholeColumn, block: BlockColumn, rest: number): ColumnEffects {
  const change = (of: 'missing' | 'invalid') =>
    Math.abs(block[of] / block.cells - whole[of] / Math.max(1, whole.cells)) / rest;
  return { missing: change('missing'), invalid: change('invalid') };
}

/** Values of a column by bin and by place. */
export type ValueCounts = Pick<BlockColumn, 'counts' | 'piles'>;

/** How the values of some rows differ from others. */
export function valueEffects(
  type: 'numbers' | 'codes',
  { counts: reference, piles: pilesBefore }: ValueCounts,
  { counts: current, piles: pilesNow }: ValueCounts,
): ColumnEffects {
  if (!reference || !current) return {};
  const counts = { reference, current };
  const byValue = pilesBefore && pilesNow ? { reference: pilesBefore, current: pilesNow } : counts;
  const { rise, scale } = largestPile(byValue);
  return {
    moved: rowsMoved(type, counts),
    ...(type === 'numbers' ? { gathered: largestRise(counts) } : {}),
    pile: rise / scale,
  };
}

/** Effects over the part of the reference that is not of the block. */
function over(effects: ColumnEffects, rest: number): ColumnEffects {
  return Object.fromEntries(Object.entries(effects).map(([name, effect]) => [name, effect / rest]));
}

/** Of new categories those that exceed what is to be expected. */
function newcomers(whole: WholeColumn, { values, unseen, beyond }: BlockColumn): ColumnEffects {
  if (values === 0) return {};
  const expected = whole.once / Math.max(1, whole.values);
  return {
    ...(unseen === undefined ? {} : { unseen: Math.max(0, unseen / values - expected) }),
    ...(beyond ? { below: beyond.below / values, above: beyond.above / values } : {}),
  };
}
