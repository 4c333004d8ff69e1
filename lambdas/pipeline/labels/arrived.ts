import { type Arrived, arrivedPrefixes, parseArrivedKey } from '../../keys.ts';
import type { ObjectStore } from '../ports.ts';

const dayMs = 86_400_000;

/** Labels may come so many days before their batch, which is more than uploads overtake each other by. */
const daysAhead = 7;

/** Days from a batch's arrival in which a label file may arrive for it. */
export interface LabelWindow {
  /** After it, from the contract. */
  readonly windowDays: number;
}

/** Instants of arrival, both ends included. */
export interface Span {
  readonly from: Date;
  readonly until: Date;
}

/** When the batches arrived that a label file has labels for. */
export function batchesOf(labelsAt: string, { windowDays }: LabelWindow): Span {
  return span(labelsAt, -windowDays, daysAhead);
}

/** When the batches arrived that a label file came too late for: as many days again. */
export function missedBatchesOf(labelsAt: string, window: LabelWindow): Span {
  const { from } = batchesOf(labelsAt, window);
  return { from: after(from, -window.windowDays), until: new Date(from.getTime() - 1) };
}

/** When the label files arrived that have labels for a batch. @param now  nothing is listed of the days that are to come */
export function labelsOf(batchAt: string, { windowDays }: LabelWindow, now: Date): Span {
  const { from, until } = span(batchAt, -daysAhead, windowDays);
  // The clocks of S3 and of the function are two.
  return { from, until: new Date(Math.min(until.getTime(), after(now, 1).getTime())) };
}

function span(instant: string, fromDays: number, untilDays: number): Span {
  const time = new Date(instant);
  return { from: after(time, fromDays), until: after(time, untilDays) };
}

function after(instant: Date, days: number): Date {
  return new Date(instant.getTime() + days * dayMs);
}

/** An object that is named by when what it is of arrived. */
export interface ArrivedObject extends Arrived {
  readonly key: string;
  /** When it was written. */
  readonly lastModified: Date;
}

/**
 * The objects of a model that are of what arrived in a span, in the order of arrival. Only the months of the span are listed.
 *
 * @param prefix  `scores/` or `labels/` of the results bucket
 */
export async function listArrived(
  prefix: string,
  model: string,
  { from, until }: Span,
  results: ObjectStore,
): Promise<readonly ArrivedObject[]> {
  const found: ArrivedObject[] = [];
  for (const month of arrivedPrefixes(prefix, model, from, until)) {
    for await (const { key, lastModified } of results.list(month)) {
      const arrived = parseArrivedKey(key);
      const time = arrived && Date.parse(arrived.receivedAt);
      if (time !== undefined && time >= from.getTime() && time <= until.getTime())
        found.push({ ...arrived!, key, lastModified });
    }
  }
  return found;
}
