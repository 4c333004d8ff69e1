import type { CellKind } from './cell-kind.ts';
import type { TimeUnit } from './file-facts.ts';
import type { PhysicalValues } from './physical-values.ts';

const dayMs = 86_400_000;

/** The Julian day on which 1970 begins. */
const julianEpoch = 2_440_588;

const twoTo32 = 4_294_967_296;

/**
 * Milliseconds since 1970 UTC of timestamps and dates; what is below a millisecond is cut off towards the past, as the reader of
 * texts does. A timestamp without a zone is taken for UTC.
 *
 * @param into  receives one a value
 * @returns whether the kind has times
 */
export function writeTimes(physical: PhysicalValues, kind: CellKind, into: Float64Array): boolean {
  if (kind.type === 'date' && physical.type === 'int32') {
    for (let index = 0; index < into.length; index++) into[index] = physical.values[index]! * dayMs;
    return true;
  }
  if (kind.type === 'timestamp' && physical.type === 'int64') {
    const perMs = kind.unit / 1_000;
    const { words } = physical;
    for (let index = 0; index < into.length; index++) {
      into[index] = floorQuotient(words[2 * index + 1]!, words[2 * index]! >>> 0, perMs);
    }
    return true;
  }
  if (kind.type === 'int96' && physical.type === 'bytes') {
    const { view, starts } = physical;
    for (let index = 0; index < into.length; index++) {
      const at = starts[index]!;
      const ofDay = floorQuotient(view.getInt32(at + 4, true), view.getUint32(at, true), 1_000_000);
      into[index] = (view.getInt32(at + 8, true) - julianEpoch) * dayMs + ofDay;
    }
    return true;
  }
  return false;
}

/**
 * floor((high * 2^32 + low) / divisor) without a rounding: with the remainder of the high word in front of the low one every step is
 * below 2^53. The quotient of the low part is at least 1/divisor away from the next integer, and a double in front of 2^32 has
 * steps of 2^-21, so that the floor is never one too high.
 *
 * @param divisor  1 to 10^6
 */
function floorQuotient(high: number, low: number, divisor: number): number {
  if (divisor === 1) return high * twoTo32 + low;
  const whole = Math.floor(high / divisor);
  const rest = high - whole * divisor;
  return whole * twoTo32 + Math.floor((rest * twoTo32 + low) / divisor);
}

/** ISO 8601 of a time of day, with as many decimals as its unit has. */
export function timeText(sinceMidnight: bigint, unit: TimeUnit): string {
  const perSecond = BigInt(unit);
  const seconds = Number(sinceMidnight / perSecond);
  const decimals = String(sinceMidnight % perSecond).padStart(String(unit).length - 1, '0');
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return `${parts.map((part) => String(part).padStart(2, '0')).join(':')}.${decimals}`;
}

/** The day after the last one that a date of JavaScript can be, in milliseconds. */
const maximumDateMs = 8.64e15;

/** ISO 8601 of a timestamp, or of a date; the milliseconds themselves where there is no such date. */
export function timestampText(ms: number, isDate: boolean): string {
  if (!(Math.abs(ms) <= maximumDateMs)) return String(ms);
  const text = new Date(ms).toISOString();
  return isDate ? text.slice(0, text.indexOf('T')) : text;
}
