import type { NumberValues } from '../../columns/number-values.ts';
import type { NumberBins } from '../../columns/reference-bins.ts';
import type { ChangeOf } from '../../result/change-schema.ts';
import type { BothSides } from '../usual/block.ts';

/** Values of a batch beyond all of the reference's, on both sides. */
export interface Beyond {
  /** Rows of them. */
  readonly count: number;
  /** By side; a side that has none, or whose end is not known, has 0. */
  readonly sides: BothSides;
  /** In [0, 1]. */
  readonly pValue: number;
  /** The side that has more. */
  readonly change: Omit<ChangeOf<'beyond'>, 'unit'>;
}

/**
 * How many values of a batch are beyond all of the reference's, and how likely that is of two samples of one source: the c outermost of
 * n + m values in any order are all of the batch with the chance
 *
 *   p = m/(n + m) * (m - 1)/(n + m - 1) * ... * (m - c + 1)/(n + m - c + 1)
 *
 * whatever the distribution; ties make it smaller still. Twice the smaller of the two sides'.
 *
 * @returns undefined where there is none, or where the reference's own smallest or largest value is not known
 */
export function valuesBeyond(
  { cuts }: NumberBins,
  reference: NumberValues,
  current: NumberValues,
): Beyond | undefined {
  const last = 2 * cuts.length;
  const sides = [
    { side: 'below' as const, bin: 0, own: 1, bound: cuts[0] },
    { side: 'above' as const, bin: last, own: last - 1, bound: cuts.at(-1) },
  ].flatMap(({ bin, own, side, bound }) => {
    const count = current.bins[bin]!;
    if (bound === undefined || count === 0 || reference.bins[bin]! > 0 || reference.bins[own] === 0)
      return [];
    const pValue = chanceOfOutermost(count, reference.count, current.count);
    return [{ side, bound, count, pValue }];
  });
  const [more] = sides.toSorted((a, b) => b.count - a.count);
  if (!more) return undefined;
  const { side, bound } = more;
  return {
    count: sides.reduce((sum, { count }) => sum + count, 0),
    sides: { below: 0, above: 0, ...Object.fromEntries(sides.map((one) => [one.side, one.count])) },
    pValue: Math.min(1, 2 * Math.min(...sides.map(({ pValue }) => pValue))),
    change: { kind: 'beyond', side, bound, from: 0, to: more.count / current.count },
  };
}

function chanceOfOutermost(count: number, before: number, now: number): number {
  let log = 0;
  // Beyond that no double is left.
  for (let drawn = 0; drawn < count && log > -745; drawn++)
    log += Math.log((now - drawn) / (before + now - drawn));
  return Math.exp(log);
}

/** Power with which a stated share must be found, for shares of so few rows: that many more are due. */
const margin = 1.3;

/** Smallest share of values beyond the reference's that is found at a level with a power of 80 % and more. */
export function smallestBeyond(alpha: number, before: number, now: number): number {
  const rows = Math.log(2 / alpha) / Math.log((before + now) / now);
  return Math.min(1, (margin * rows + 1) / now);
}
