const ZERO = 48;
const PLUS = 43;
const MINUS = 45;
const POINT = 46;
const LOWER_E = 101;

/** 10^0 … 10^22: every power of ten that is a double without rounding (5^22 < 2^53). */
const POWERS = Float64Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));
const MAXIMUM_POWER = 22;

/** So many digits are below 2^53 whatever they are. */
const EXACT_DIGITS = 15;

/** So many digits are split into two doubles without loss. */
const WIDE_DIGITS = 19;

/** Veltkamp's constant 2^27 + 1: cuts a double into two halves whose products are exact. */
const SPLITTER = 134_217_729;

/** More than the relative error of the correction term in {@link roundQuotient}: three roundings of 2^-53. */
const CORRECTION_ERROR = 2 ** -50;

/**
 * The double nearest to a decimal number in ASCII, the same as `Number(text)` for every text of the number grammar
 * of the cells, and nothing for any other text.
 *
 *   up to 15 digits    digits and 10^k are exact, one division or multiplication rounds once (Clinger 1990)
 *   16 to 19 digits    digits as a sum of two doubles, the quotient with its remainder; see roundQuotient
 *   anything else      Number(text)
 *
 * One function with its loops written out, since it runs once a cell: a call a digit costs more than the digit.
 *
 * @param bytes  where the number stands, at [from, to)
 * @param into   receives the number at `row`; a result by `return` would be an allocation a cell
 * @returns whether the text is a finite number; what `into` holds otherwise is undefined
 * @see Clinger, How to read floating point numbers accurately (1990); witness: Number
 */
export function decodeNumber(
  bytes: Uint8Array,
  from: number,
  to: number,
  into: Float64Array,
  row: number,
): boolean {
  if (from >= to) return false;
  const negative = bytes[from] === MINUS;
  const first = negative || bytes[from] === PLUS ? from + 1 : from;
  let mantissa = 0;
  let at = first;
  for (; at < to; at++) {
    const digit = bytes[at]! - ZERO;
    if (digit < 0 || digit > 9) break;
    mantissa = mantissa * 10 + digit;
  }
  let digits = at - first;
  if (digits === 0) return false;
  let power = 0;
  if (at < to) {
    if (bytes[at] === POINT) {
      const point = at++;
      for (; at < to; at++) {
        const digit = bytes[at]! - ZERO;
        if (digit < 0 || digit > 9) break;
        mantissa = mantissa * 10 + digit;
      }
      const decimals = at - point - 1;
      if (decimals === 0) return false;
      digits += decimals;
      power = -decimals;
    }
    if (at < to) {
      const exponent = decodeExponent(bytes, at, to);
      if (exponent === NO_EXPONENT) return false;
      power += exponent;
    }
  }
  if (digits > EXACT_DIGITS) return decodeLong(bytes, from, to, at, power, into, row);
  if (power === 0) into[row] = negative ? -mantissa : mantissa;
  else if (power < 0 && power >= -MAXIMUM_POWER) {
    const value = mantissa / POWERS[-power]!;
    into[row] = negative ? -value : value;
  } else if (power > 0 && power <= MAXIMUM_POWER) {
    const value = mantissa * POWERS[power]!;
    into[row] = negative ? -value : value;
  } else return decodeText(bytes, from, to, into, row);
  return true;
}

/**
 * The double nearest to an integer in ASCII: an optional sign and digits, no point and no exponent.
 *
 * @param into  receives the integer at `row`
 * @returns whether the text is an integer that a double can be near to
 */
export function decodeInteger(
  bytes: Uint8Array,
  from: number,
  to: number,
  into: Float64Array,
  row: number,
): boolean {
  if (from >= to) return false;
  const negative = bytes[from] === MINUS;
  const first = negative || bytes[from] === PLUS ? from + 1 : from;
  let mantissa = 0;
  for (let at = first; at < to; at++) {
    const digit = bytes[at]! - ZERO;
    if (digit < 0 || digit > 9) return false;
    mantissa = mantissa * 10 + digit;
  }
  if (first === to) return false;
  if (to - first > EXACT_DIGITS) return decodeLong(bytes, from, to, to, 0, into, row);
  into[row] = negative ? -mantissa : mantissa;
  return true;
}

/** No exponent that a text can spell: they are cut at {@link EXPONENT_LIMIT}. */
const NO_EXPONENT = 1e9;

/** Beyond this every number is zero or infinite unless its text is as long: then `Number` decides. */
const EXPONENT_LIMIT = 100_000_000;

/** The `e±digits` of [at, to), all of it, or NO_EXPONENT. */
function decodeExponent(bytes: Uint8Array, at: number, to: number): number {
  if ((bytes[at]! | 32) !== LOWER_E) return NO_EXPONENT;
  const sign = bytes[at + 1];
  const first = at + 1 < to && (sign === MINUS || sign === PLUS) ? at + 2 : at + 1;
  if (first >= to) return NO_EXPONENT;
  let exponent = 0;
  for (let next = first; next < to; next++) {
    const digit = bytes[next]! - ZERO;
    if (digit < 0 || digit > 9) return NO_EXPONENT;
    exponent = Math.min(exponent * 10 + digit, EXPONENT_LIMIT);
  }
  return sign === MINUS ? -exponent : exponent;
}

/** A number of the grammar with more than 15 digits; `end` is where its digits end. */
function decodeLong(
  bytes: Uint8Array,
  from: number,
  to: number,
  end: number,
  power: number,
  into: Float64Array,
  row: number,
): boolean {
  if (power > 0 || power < -MAXIMUM_POWER) return decodeText(bytes, from, to, into, row);
  let leading = 0;
  let trailing = 0;
  let count = 0;
  for (let at = from; at < end; at++) {
    const digit = bytes[at]! - ZERO;
    if (digit < 0 || digit > 9 || (digit === 0 && count === 0)) continue;
    if (count < EXACT_DIGITS) leading = leading * 10 + digit;
    else trailing = trailing * 10 + digit;
    if (++count > WIDE_DIGITS) return decodeText(bytes, from, to, into, row);
  }
  const scale = POWERS[Math.max(count - EXACT_DIGITS, 0)]!;
  const high = leading * scale;
  const low = productError(leading, scale, high) + trailing;
  const value = roundQuotient(high, low, POWERS[-power]!);
  if (Number.isNaN(value)) return decodeText(bytes, from, to, into, row);
  into[row] = bytes[from] === MINUS ? -value : value;
  return true;
}

/**
 * (high + low) / divisor, rounded once, or NaN where two roundings can't be told apart. The quotient of `high` leaves
 * a remainder that is a double; it and `low` give a correction known to 2^-50 of itself, and if adding a little more
 * or a little less of it ends in the same double, that double is the nearest.
 */
function roundQuotient(high: number, low: number, divisor: number): number {
  const quotient = high / divisor;
  const product = quotient * divisor;
  const remainder = high - product - productError(quotient, divisor, product);
  const correction = (remainder + low) / divisor;
  const margin = correction * CORRECTION_ERROR;
  const more = quotient + (correction + margin);
  return more === quotient + (correction - margin) ? more : Number.NaN;
}

/** a · b − product, exactly, for `product` = a · b rounded (Dekker 1971). */
function productError(a: number, b: number, product: number): number {
  const aCut = a * SPLITTER;
  const aHigh = aCut - (aCut - a);
  const aLow = a - aHigh;
  const bCut = b * SPLITTER;
  const bHigh = bCut - (bCut - b);
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

/** What is left, a number of the grammar: rare enough for a string. */
function decodeText(bytes: Uint8Array, from: number, to: number, into: Float64Array, row: number): boolean {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from);
  const value = Number(view.toString('latin1'));
  into[row] = value;
  return Number.isFinite(value);
}
