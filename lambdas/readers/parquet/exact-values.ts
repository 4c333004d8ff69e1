import type { CellKind } from './cell-kind.ts';
import type { ByteValues, PhysicalValues } from './physical-values.ts';

/** Decimals of more bytes than this are no numbers: 128 bytes are 307 digits. */
const maximumDecimalBytes = 128;

/** 10^0 to 10^22, which are doubles without rounding. */
const powers = Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));

/** The integer that is stored, exactly; of bytes the big-endian one. */
export function storedInteger(physical: PhysicalValues, index: number, signed = true): bigint {
  switch (physical.type) {
    case 'int32': {
      const value = physical.values[index]!;
      return BigInt(signed ? value : value >>> 0);
    }
    case 'int64': {
      const high = physical.words[2 * index + 1]!;
      return (BigInt(signed ? high : high >>> 0) << 32n) | BigInt(physical.words[2 * index]! >>> 0);
    }
    case 'bytes':
      return bigEndian(physical, index);
    default:
      return 0n;
  }
}

function bigEndian({ view, starts, ends }: ByteValues, index: number): bigint {
  const from = starts[index]!;
  const to = ends[index]!;
  if (from === to) return 0n;
  let value = BigInt(view.getInt8(from));
  for (let at = from + 1; at < to; at++) value = (value << 8n) | BigInt(view.getUint8(at));
  return value;
}

/** The double nearest to a decimal; NaN where it has more bytes than any decimal. */
export function decimalNumber(physical: PhysicalValues, index: number, scale: number): number {
  if (!isDecimal(physical, index)) return Number.NaN;
  const unscaled = storedInteger(physical, index);
  const number = Number(unscaled);
  const power = powers[scale];
  // Both are exact, and one division rounds once (Clinger 1990); else the text is rounded as a whole.
  if (power !== undefined && Number.isSafeInteger(number)) return number / power;
  return Number(`${unscaled}e-${scale}`);
}

/** A decimal with all its digits, those behind the point that are zero too; undefined where it has too many bytes. */
export function decimalText(physical: PhysicalValues, index: number, scale: number): string | undefined {
  if (!isDecimal(physical, index)) return undefined;
  const unscaled = storedInteger(physical, index);
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const text = scale === 0 ? whole : `${whole}.${digits.slice(digits.length - scale)}`;
  return unscaled < 0n ? `-${text}` : text;
}

function isDecimal(physical: PhysicalValues, index: number): boolean {
  return physical.type !== 'bytes' || physical.ends[index]! - physical.starts[index]! <= maximumDecimalBytes;
}

/** A number of IEEE 754's sixteen bits. */
export function float16Number(physical: PhysicalValues, index: number): number {
  if (physical.type !== 'bytes') return Number.NaN;
  const bits = physical.view.getUint16(physical.starts[index]!, true);
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  const sign = bits >> 15 === 0 ? 1 : -1;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
}

/** The value of a floating kind where it is not finite, else undefined. */
export function notFiniteAt(physical: PhysicalValues, kind: CellKind, index: number): number | undefined {
  if (kind.type !== 'float') return undefined;
  const value = physical.type === 'floats' ? physical.values[index]! : float16Number(physical, index);
  return Number.isFinite(value) ? undefined : value;
}
