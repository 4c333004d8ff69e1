/** Groups of equal width on the axis that both samples are drawn on; on a logarithmic one, of equal width in decades. */
export interface Axis {
  readonly scale: 'linear' | 'log';
  /** Where the first group begins: a value, or its decimal logarithm. */
  readonly start: number;
  /** In values, or in decades. */
  readonly width: number;
  readonly groups: number;
}

/** The value at which a group begins; the last one ends at that of `groups`. */
export function edgeOf({ scale, start, width }: Axis, group: number): number {
  const at = start + group * width;
  return scale === 'log' ? 10 ** at : at;
}

/** How far along the axis a value lies, in groups; below 0 or above `groups` where it lies off it. */
export function placeOn({ scale, start, width }: Axis, value: number): number {
  if (scale === 'linear') return (value - start) / width;
  return value > 0 ? (Math.log10(value) - start) / width : Number.NEGATIVE_INFINITY;
}

/** Both ends of an axis, as values. */
export function endsOf(axis: Axis): readonly [number, number] {
  return [edgeOf(axis, 0), edgeOf(axis, axis.groups)];
}
