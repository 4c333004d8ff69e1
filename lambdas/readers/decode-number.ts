import { digitsAt, firstDigits, fourDigits, notDigits, wordDigits as WORD } from './digit-words.ts';

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

/** Of a fraction the last eight digits are `low`, what stands before them is `high`. */
const LOW_DIGITS = 8;

/** 2^53: below it every integer is a double. */
const EXACT_LIMIT = 9_007_199_254_740_992;

/**
 * The double nearest to a decimal number in ASCII, the same as `Number(text)` for every text of the number grammar
 * of the cells, and nothing for any other text.
 *
 *   digits below 2^53    digits and 10^k are exact, one division rounds once (Clinger 1990)
 *   up to 19 digits      digits as a sum of two doubles, the quotient with its remainder; see roundQuotient
 *   anything else        Number(text)
 *
 * One function of some length, since it runs once a cell. It reads digits by words of four, as a branch a digit costs
 * more than the digit, and leaves exponents and what is odd to {@link decodeLong}.
 *
 * @param view  the number stands at [from, to); {@link slackBytes} more can be read
 * @param into  receives the number at `row`; a result by `return` would be an allocation a cell
 * @returns whether the text is a finite number; what `into` holds otherwise is undefined
 * @see Clinger, How to read floating point numbers accurately (1990); witness: Number
 */
export function decodeNumber(
  view: DataView,
  from: number,
  to: number,
  into: Float64Array,
  row: number,
): boolean {
  if (from >= to) return false;
  const sign = view.getUint8(from);
  const first = sign === MINUS || sign === PLUS ? from + 1 : from;
  let whole = 0;
  let at = first;
  for (;;) {
    const word = wordAt(view, at, WORD);
    const others = notDigits(word);
    if (others === 0) {
      whole = (Math.imul(whole, 10_000) + fourDigits(word)) | 0;
      at += WORD;
      if (at >= to || at - first > WORD) break;
      continue;
    }
    const count = (31 - Math.clz32(others & -others)) >> 3;
    if (count > 0) {
      whole = (Math.imul(whole, TENS[count]!) + fourDigits(word << (32 - 8 * count))) | 0;
      at += count;
    }
    break;
  }
  let value = whole;
  if (at !== to || at === first) {
    const decimals = to - at - 1;
    if (at === first || at > to || decimals < 1 || decimals > MAXIMUM_POWER || view.getUint8(at) !== POINT) {
      return decodeDigits(view, from, to, into, row) || decodeLong(view, from, to, into, row);
    }
    at++;
    let high = whole;
    let others = 0;
    if (decimals > LOW_DIGITS) {
      if (decimals + (whole === 0 ? 0 : at - 1 - first) > LOW_DIGITS + EXACT_DIGITS) {
        return decodeLong(view, from, to, into, row);
      }
      for (let count = decimals - LOW_DIGITS; count > 0; count -= WORD) {
        const word = wordAt(view, at, Math.min(count, WORD));
        others |= notDigits(word);
        high = high * POWERS[Math.min(count, WORD)]! + fourDigits(word);
        at += Math.min(count, WORD);
      }
    }
    const lowCount = to - at;
    let low = 0;
    if (lowCount > WORD) {
      const word = wordAt(view, at, lowCount - WORD);
      others |= notDigits(word);
      low = Math.imul(fourDigits(word), 10_000);
      at = to - WORD;
    }
    const word = wordAt(view, at, to - at);
    low += fourDigits(word);
    if ((others | notDigits(word)) !== 0) return decodeLong(view, from, to, into, row);
    const scale = POWERS[lowCount]!;
    const product = high * scale;
    if (product + low < EXACT_LIMIT) value = (product + low) / POWERS[decimals]!;
    else {
      value = roundQuotient(product, productError(high, scale, product) + low, POWERS[decimals]!);
      if (Number.isNaN(value)) return decodeText(view, from, to, into, row);
    }
  }
  into[row] = sign === MINUS ? -value : value;
  return true;
}

/**
 * The double nearest to a decimal number in ASCII that is whole, however it is written: `5`, `5.0`, `5e3`.
 *
 * @param view  the number stands at [from, to); {@link slackBytes} more can be read
 * @param into  receives the number at `row`
 * @returns whether the text is a whole number that a double can be near to
 */
export function decodeInteger(
  view: DataView,
  from: number,
  to: number,
  into: Float64Array,
  row: number,
): boolean {
  return decodeNumber(view, from, to, into, row) && Number.isInteger(into[row]);
}

/** Of an optional sign and digits, no point and no exponent. */
function decodeDigits(view: DataView, from: number, to: number, into: Float64Array, row: number): boolean {
  if (from >= to) return false;
  const sign = view.getUint8(from);
  let at = sign === MINUS || sign === PLUS ? from + 1 : from;
  const long = to - at > EXACT_DIGITS;
  if (at === to) return false;
  let value = 0;
  for (let count = to - at; count > 0; count = to - at) {
    const head = count % WORD === 0 ? WORD : count % WORD;
    const word = wordAt(view, at, head);
    if (notDigits(word) !== 0) return false;
    value = value * 10_000 + fourDigits(word);
    at += head;
  }
  if (long) return decodeLong(view, from, to, into, row);
  into[row] = sign === MINUS ? -value : value;
  return true;
}

/** 10^0 … 10^4 as integers of the processor. */
const TENS = Int32Array.of(1, 10, 100, 1_000, 10_000);

/** The `count` digits at `at`, 1 to 4, as a word's last. */
function wordAt(view: DataView, at: number, count: number): number {
  return firstDigits(digitsAt(view, at), count);
}

/** No exponent that a text can spell: they are cut at {@link EXPONENT_LIMIT}. */
const NO_EXPONENT = 1e9;

/** Beyond this every number is zero or infinite unless its text is as long: then `Number` decides. */
const EXPONENT_LIMIT = 100_000_000;

/** The `e±digits` of [at, to), all of it, or NO_EXPONENT. */
function decodeExponent(view: DataView, at: number, to: number): number {
  if ((view.getUint8(at) | 32) !== LOWER_E) return NO_EXPONENT;
  const sign = view.getUint8(at + 1);
  const first = at + 1 < to && (sign === MINUS || sign === PLUS) ? at + 2 : at + 1;
  if (first >= to) return NO_EXPONENT;
  let exponent = 0;
  for (let next = first; next < to; next++) {
    const digit = view.getUint8(next) - ZERO;
    if (digit < 0 || digit > 9) return NO_EXPONENT;
    exponent = Math.min(exponent * 10 + digit, EXPONENT_LIMIT);
  }
  return sign === MINUS ? -exponent : exponent;
}

/** What {@link decodeNumber} and {@link decodeDigits} leave: more digits, an exponent, or no number at all. */
function decodeLong(view: DataView, from: number, to: number, into: Float64Array, row: number): boolean {
  const first = view.getUint8(from) === MINUS || view.getUint8(from) === PLUS ? from + 1 : from;
  let leading = 0;
  let trailing = 0;
  let significant = 0;
  let point = -1;
  let at = first;
  for (; at < to; at++) {
    const digit = view.getUint8(at) - ZERO;
    if (view.getUint8(at) === POINT && point < 0) point = at;
    else if (digit < 0 || digit > 9) break;
    else if (significant < EXACT_DIGITS) leading = leading * 10 + digit;
    else if (significant < WIDE_DIGITS) trailing = trailing * 10 + digit;
    if (digit > 0 || significant > 0) significant += view.getUint8(at) === POINT ? 0 : 1;
  }
  if (at - first === (point < 0 ? 0 : 1)) return false;
  const exponent = at < to ? decodeExponent(view, at, to) : 0;
  if (exponent === NO_EXPONENT) return false;
  const power = exponent - (point < 0 ? 0 : at - point - 1);
  const wide = significant > EXACT_DIGITS;
  if (significant > WIDE_DIGITS || power < -MAXIMUM_POWER || power > (wide ? 0 : MAXIMUM_POWER)) {
    return decodeText(view, from, to, into, row);
  }
  const scale = POWERS[Math.max(significant - EXACT_DIGITS, 0)]!;
  const high = leading * scale;
  const low = productError(leading, scale, high) + trailing;
  const value = power > 0 ? high * POWERS[power]! : roundQuotient(high, low, POWERS[-power]!);
  if (Number.isNaN(value)) return decodeText(view, from, to, into, row);
  into[row] = view.getUint8(from) === MINUS ? -value : value;
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
function decodeText(view: DataView, from: number, to: number, into: Float64Array, row: number): boolean {
  const text = Buffer.from(view.buffer, view.byteOffset + from, to - from);
  const value = Number(text.toString('latin1'));
  into[row] = value;
  return Number.isFinite(value);
}
