import { countInWords } from './in-words.ts';

/** A count with thousands separators, as verdicts have it: `12,500`. */
export function formatCount(count: number): string {
  return countInWords(count);
}

/** A count with its noun: `1 row`, `12,500 rows`. */
export function formatCountOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : plural}`;
}

/** A length of time, in whole minutes or hours: `35 min`, `1 h 12 min`, `2 days 3 h`. @param ms  0 or more */
export function formatInterval(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  if (days > 0) return `${formatCountOf(days, 'day')}${hours > 0 ? ` ${hours} h` : ''}`;
  if (hours > 0) return `${hours} h${rest > 0 ? ` ${rest} min` : ''}`;
  return minutes === 0 ? 'less than 1 min' : `${rest} min`;
}

/** An instant to the minute: `2026-11-20 06:02 UTC`. */
export function formatInstant(instant: string): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
}
