/** How far beyond the cut points the values of the two outer bins may be taken to lie. */
export type OuterLimits = {
  /** Smallest and largest value of both samples together. */
  readonly min: number;
  readonly max: number;
  /** A robust scale of the reference, in the feature's unit. */
  readonly scale: number;
};

/**
 * Where each of the 2k + 1 cells lies on the axis: a cut point at itself, an open bin midway between its neighbours.
 *
 * Values outside all cut points are taken to lie at the most extreme value seen, but no more than one scale beyond the last
 * cut point:
 *
 *   above: min( max seen, c_k + scale ),  below: max( min seen, c_1 - scale )
 *
 * so that one absurd value weighs no more than any other outlier (it can't raise an alarm), and takes nothing from the weight
 * of the rest (it can't hide one), while a batch that left the reference's range altogether is at least one scale away.
 *
 * @param cuts  cut points in ascending order, all finite
 * @returns one position a cell, in the feature's unit, not descending; empty without cut points
 */
export function cellPositions(cuts: ArrayLike<number>, outer: OuterLimits): Float64Array {
  const k = cuts.length;
  if (k === 0) return new Float64Array(0);
  const positions = new Float64Array(2 * k + 1);
  const first = cuts[0]!;
  const last = cuts[k - 1]!;
  positions[0] = Math.min(first, Math.max(outer.min, first - outer.scale));
  positions[2 * k] = Math.max(last, Math.min(outer.max, last + outer.scale));
  for (let i = 0; i < k; i++) {
    positions[2 * i + 1] = cuts[i]!;
    if (i > 0) positions[2 * i] = cuts[i - 1]! / 2 + cuts[i]! / 2;
  }
  return positions;
}
