import * as z from 'zod';
import { severities } from '../../severities.ts';
import { timeOfDay, timeZoneName } from './terms.ts';

/** From Monday on. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const minuteMs = 60_000;
const unitMs = { m: minuteMs, h: 60 * minuteMs, d: 24 * 60 * minuteMs } as const;

/** A hundred days: whoever sends less often has no cadence to watch. */
const longestMs = 100 * unitMs.d;

/** A length of time as contracts write it: see {@link durationMs}. */
export const duration = z
  .string()
  .refine((text) => isDuration(text), 'a length of time from 1m to 100d, such as 30m, 4h or 2d');

/** How often a model's batches come, and when it is told that one has not. */
export const cadenceSchema = z
  .strictObject({
    every: duration
      .optional()
      .describe('A batch at least so often (`30m`, `4h`, `2d`), counted from when the last one arrived.'),
    daily: timeOfDay
      .optional()
      .describe(
        'A batch by this time of each day (`06:00`). Where clocks go forward and the time is left out, it counts as if they did so after it; where they go back and it comes twice, the first counts.',
      ),
    timeZone: timeZoneName
      .optional()
      .describe('By the clocks of which place `daily` goes; by default `UTC`.'),
    weekdays: z
      .array(z.enum(weekdays))
      .min(1)
      .refine((days) => new Set(days).size === days.length, 'each weekday once')
      .optional()
      .describe('On which days `daily` asks for a batch: `mon` to `sun`; by default every day.'),
    grace: duration
      .default('15m')
      .describe(
        'How long after that nobody is told yet: a batch counts once it is checked, which takes minutes.',
      ),
    severity: z.enum(severities).default('warning').describe('Of the alert that no batch has come.'),
  })
  .superRefine((cadence, context) => {
    for (const { path, message } of cadenceMismatches(cadence))
      context.addIssue({ code: 'custom', path: [path], message, input: cadence[path] });
  });

/** How often batches come: `every` or `daily`, never both. */
export type Cadence = z.infer<typeof cadenceSchema>;

interface Mismatch {
  readonly path: 'every' | 'timeZone' | 'weekdays';
  readonly message: string;
}

function cadenceMismatches({
  every,
  daily,
  timeZone,
  weekdays: days,
}: Pick<Cadence, 'daily' | Mismatch['path']>): readonly Mismatch[] {
  const found: Mismatch[] = [];
  if ((every === undefined) === (daily === undefined))
    found.push({ path: 'every', message: 'either every or daily' });
  if (daily === undefined && timeZone !== undefined)
    found.push({ path: 'timeZone', message: 'a time zone only together with daily' });
  if (daily === undefined && days !== undefined)
    found.push({ path: 'weekdays', message: 'weekdays only together with daily' });
  return found;
}

/**
 * A length of time in milliseconds.
 *
 * @param text  a whole number and its unit: m, h or d (of 24 hours)
 * @throws RangeError when it is no such text
 */
export function durationMs(text: string): number {
  const [, amount = '', unit = ''] = /^([1-9]\d{0,5})([mhd])$/.exec(text) ?? [];
  const ms = Number(amount) * (unit === 'm' ? unitMs.m : unit === 'h' ? unitMs.h : unitMs.d);
  if (unit === '' || ms > longestMs) throw new RangeError(`durationMs: from 1m to 100d, not ${text}`);
  return ms;
}

function isDuration(text: string): boolean {
  try {
    return durationMs(text) > 0;
  } catch {
    return false;
  }
}
