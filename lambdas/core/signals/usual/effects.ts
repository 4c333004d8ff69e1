import { areSpreadAlike, ofClock } from '../derived/clock.ts';
import type { DerivedColumn } from '../derived/plan.ts';
import type { Samples } from '../values/measured.ts';
import type { BlockColumn } from './block.ts';

/** How the values of some rows differ from the reference's, on coarse bins. */
export interface CoarseEffects {
  /** D of numbers, total variation of categories: the share of rows that moved. */
  readonly moved: number;
  /** Largest rise of the share of one bin. */
  readonly rise: number;
}

/** Two sets of rows by the same bins. */
export interface CoarseCounts {
  readonly type: 'numbers' | 'codes';
  readonly reference: ArrayLike<number>;
  readonly current: ArrayLike<number>;
}

/** @returns both 0 where either has no value */
export function coarseEffects({ type, reference, current }: CoarseCounts): CoarseEffects {
  const sizes: Samples = { reference: total(reference), current: total(current) };
  if (sizes.reference === 0 || sizes.current === 0) return { moved: 0, rise: 0 };
  let [gap, widest, sum, rise] = [0, 0, 0, 0];
  for (let bin = 0; bin < current.length; bin++) {
    const difference = current[bin]! / sizes.current - reference[bin]! / sizes.reference;
    gap += difference;
    widest = Math.max(widest, Math.abs(gap));
    sum += Math.abs(difference);
    rise = Math.max(rise, difference);
  }
  return { moved: type === 'numbers' ? widest : sum / 2, rise };
}

function total(counts: ArrayLike<number>): number {
  let sum = 0;
  for (let bin = 0; bin < counts.length; bin++) sum += counts[bin]!;
  return sum;
}

/** What of a column is known to differ from block to block. */
export const columnEffects = ['moved', 'rise', 'missing', 'invalid', 'unseen', 'beyond'] as const;

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
      ? valueEffects({ ...whole, type }, block, 1 - ofValues)
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

function valueEffects(
  { type, counts: reference }: WholeColumn & { readonly type: 'numbers' | 'codes' },
  { counts: current }: BlockColumn,
  rest: number,
): ColumnEffects {
  if (!reference || !current) return {};
  const { moved, rise } = coarseEffects({ type, reference, current });
  return { moved: moved / rest, rise: rise / rest };
}

/** Of new categories those that exceed what is to be expected. */
function newcomers(whole: WholeColumn, { values, unseen, beyond }: BlockColumn): ColumnEffects {
  if (values === 0) return {};
  const expected = whole.once / Math.max(1, whole.values);
  return {
    ...(unseen === undefined ? {} : { unseen: Math.max(0, unseen / values - expected) }),
    ...(beyond === undefined ? {} : { beyond: beyond / values }),
  };
}
