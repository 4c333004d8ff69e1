import { type Cadence, durationMs } from './cadence.ts';
import type { Contract } from './contract.ts';

/** How many of the undrifted batches of a model may raise an alarm, and from what that follows. */
export interface Level {
  /** Share of undrifted batches, in (0, 1). */
  readonly alpha: number;
  /** Batches that a year is taken to have; absent where the share does not follow from that. */
  readonly batchesPerYear?: number;
}

const dayMs = 86_400_000;
const yearDays = 365.25;

/** Where neither the contract nor the batches before say how often they come. */
export const defaultAlpha = 0.01;

/** A year of few batches could afford more; a batch that may alarm one time in twenty would not be believed. */
const largestAlpha = 0.05;

/** Arrivals that a cadence is seen from, and days that they must be spread over: a backlog says nothing of how often batches come. */
const fewestArrivals = 6;
const fewestDays = 3;

/**
 * The level of a batch: the contract's alpha, else its false alarms a year over the batches of a year.
 *
 * @param arrivals  of batches before, in milliseconds, in any order
 */
export function levelOf(
  { drift, cadence }: Pick<Contract, 'drift' | 'cadence'>,
  arrivals: readonly number[],
): Level {
  if (drift.alpha !== undefined) return { alpha: drift.alpha };
  const perYear = batchesPerYear(cadence, arrivals);
  if (perYear === undefined) return { alpha: defaultAlpha };
  return { alpha: Math.min(largestAlpha, drift.falseAlarmsPerYear / perYear), batchesPerYear: perYear };
}

/**
 * How many batches of a model a year has: as its contract promises them, else as they came.
 *
 * @param arrivals  of batches before, in milliseconds, in any order
 * @returns undefined where neither says it
 */
export function batchesPerYear(
  cadence: Cadence | undefined,
  arrivals: readonly number[],
): number | undefined {
  return (cadence && statedPerYear(cadence)) ?? seenPerYear(arrivals);
}

function statedPerYear({ every, weekdays }: Cadence): number {
  return every === undefined
    ? (yearDays * (weekdays?.length ?? 7)) / 7
    : (yearDays * dayMs) / durationMs(every);
}

function seenPerYear(arrivals: readonly number[]): number | undefined {
  const days = (Math.max(...arrivals) - Math.min(...arrivals)) / dayMs;
  if (arrivals.length < fewestArrivals || !(days >= fewestDays)) return undefined;
  return ((arrivals.length - 1) * yearDays) / days;
}
