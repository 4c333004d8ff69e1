/** Most decimals that are told apart. */
export const mostDecimals = 15;

/** In place of a number of decimals: the value has more, or more digits than a decimal number that was typed or rounded. */
export const unrounded = mostDecimals + 1;

/** From here on not every decimal number of so many digits has a double of its own. */
const tooManyDigits = 1e15;

/** 10^0 … 10^15, each a double without rounding. */
const powers = Float64Array.from({ length: mostDecimals + 1 }, (_, power) => Number(`1e${power}`));

/**
 * Decimals of the shortest decimal number that is read as this double: 0 for 5, 1 for 0.3, 7 for 1e-7.
 *
 *   least d with  value = round(value * 10^d) / 10^d,  the whole number having at most 15 digits
 *
 * Two decimal numbers of up to 15 digits are never one double, so that there is at most one such number, and the quotient of
 * two exact doubles is rounded once: the answer is exact. A double that was computed has 16 or 17 digits: it is unrounded.
 *
 * @param value  finite
 * @returns whole, in [0, 15], or {@link unrounded}
 * @see witness: the digits of Number.prototype.toString
 */
export function decimalsOf(value: number): number {
  if (Number.isInteger(value)) return 0;
  const size = Math.abs(value);
  let most = mostDecimals;
  while (most > 0 && size * powers[most]! >= tooManyDigits) most--;
  // Most doubles were computed: one division says so, and only the others are looked at further.
  if (!hasDecimals(size, most)) return unrounded;
  let decimals = 1;
  while (!hasDecimals(size, decimals)) decimals++;
  return decimals;
}

function hasDecimals(size: number, decimals: number): boolean {
  const power = powers[decimals]!;
  return Math.round(size * power) / power === size;
}
