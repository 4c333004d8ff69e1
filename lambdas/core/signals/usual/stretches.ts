/** Stretches of time that a reference is cut into. */
export const blockUnits = ['hour', 'day', 'week', 'month'] as const;

/** A stretch of time that a reference is cut into. */
export type BlockUnit = (typeof blockUnits)[number];

/** How time is cut: by the calendar, in UTC, or at some instants, ascending, in milliseconds. */
export type Stretches = BlockUnit | readonly number[];

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/**
 * The number of the hour, day, week (from Monday on) or month that a time is in, or of the stretch that begins at the instant before it.
 *
 * @returns NaN before the first instant, and from the last one on
 */
export function stretchOf(timeMs: number, stretches: Stretches): number {
  const day = Math.floor(timeMs / dayMs);
  switch (stretches) {
    case 'hour':
      return Math.floor(timeMs / hourMs);
    case 'day':
      return day;
    case 'week':
      // The first of January 1970 was a Thursday.
      return Math.floor((day + 3) / 7);
    case 'month': {
      const date = new Date(timeMs);
      return 12 * date.getUTCFullYear() + date.getUTCMonth();
    }
    default:
      return stretchBetween(timeMs, stretches);
  }
}

function stretchBetween(timeMs: number, instants: readonly number[]): number {
  let [low, high] = [0, instants.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (instants[middle]! <= timeMs) low = middle + 1;
    else high = middle;
  }
  return low === 0 || low === instants.length ? Number.NaN : low - 1;
}
