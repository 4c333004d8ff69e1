import { mostDecimals } from '../../stats/bins/decimals.ts';
import type { Proportion } from '../../stats/tests/two-proportions.ts';
import type { WrittenNumbers } from './state.ts';

/** A proportion of sampled values before and now, and how much of a change of it means something. */
export interface Trait {
  readonly name: 'integers' | 'float32' | 'decimals' | 'zeros' | 'negatives';
  readonly reference: Proportion;
  readonly current: Proportion;
  /** See {@link MeasuredTrait}. */
  readonly effect: number;
  /** Among how many cuts this one was chosen by sight of the data; 1 where it was not chosen. */
  readonly cuts: number;
  readonly mostDecimals?: { readonly reference: number; readonly current: number };
}

/** Strays that a rule may have on either side and still be one: a share of the values. */
const strays = 0.01;

/** How the numbers of a column were written before and are now. */
export function numberTraits(before: WrittenNumbers, now: WrittenNumbers): readonly Trait[] {
  return [
    ...ruled('integers', [integers(before), integers(now)]),
    ...ruled('float32', [singles(before), singles(now)]),
    ...decimals(before, now),
    appeared('zeros', [zeros(before), zeros(now)]),
    appeared('negatives', [negatives(before), negatives(now)]),
  ];
}

type Pair = readonly [reference: Proportion, current: Proportion];

/** Something that all values keep to or not: it changed where one side keeps to it, and the other does not. */
function ruled(name: 'integers' | 'float32', [reference, current]: Pair): readonly Trait[] {
  if (reference.size === 0 || current.size === 0) return [];
  const [from, to] = [share(reference), share(current)];
  const effect = Math.max(from, to) >= 1 - strays ? Math.abs(to - from) : 0;
  return [{ name, reference, current, effect, cuts: 1 }];
}

/** Something that no value of the reference is: whether it comes up more or less often moves with the values. */
export function appeared<Name extends string>(
  name: Name,
  [reference, current]: Pair,
): Omit<Trait, 'name'> & { readonly name: Name } {
  const effect = reference.count === 0 ? share(current) : 0;
  return { name, reference, current, effect, cuts: 1 };
}

/**
 * Values with more decimals than the side that has fewer, where the two differ by at least two: one more or less is often chance
 * or a matter of size. Whole numbers are left to `integers`.
 */
function decimals(before: WrittenNumbers, now: WrittenNumbers): readonly Trait[] {
  const [from, to] = [decimalsKept(before), decimalsKept(now)];
  const fewer = Math.min(from, to);
  if (Math.abs(to - from) < 2 || fewer < 1) return [];
  const [reference, current] = [moreDecimals(before, fewer + 1), moreDecimals(now, fewer + 1)];
  return [
    {
      name: 'decimals',
      reference,
      current,
      effect: Math.abs(share(current) - share(reference)),
      cuts: mostDecimals,
      mostDecimals: { reference: from, current: to },
    },
  ];
}

/** The decimals that all values but {@link strays} keep to; 16 where they are not rounded. */
function decimalsKept(written: WrittenNumbers): number {
  const allowed = strays * nonZero(written);
  return written.decimals.findIndex((_, most) => moreDecimals(written, most).count <= allowed);
}

function moreDecimals(written: WrittenNumbers, most: number): Proportion {
  return { count: sum(written.decimals.slice(most + 1)), size: nonZero(written) };
}

function integers(written: WrittenNumbers): Proportion {
  return { count: written.decimals[0] ?? 0, size: nonZero(written) };
}

/** Of the values with a fraction: a whole number of common size is a float of 32 bits whatever wrote it. */
function singles(written: WrittenNumbers): Proportion {
  return { count: written.singles, size: nonZero(written) - (written.decimals[0] ?? 0) };
}

function zeros(written: WrittenNumbers): Proportion {
  return { count: written.zeros, size: written.zeros + nonZero(written) };
}

function negatives(written: WrittenNumbers): Proportion {
  return { count: written.negatives, size: written.zeros + nonZero(written) };
}

function nonZero({ decimals }: WrittenNumbers): number {
  return sum(decimals);
}

function share({ count, size }: Proportion): number {
  return size === 0 ? 0 : count / size;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, n) => total + n, 0);
}
