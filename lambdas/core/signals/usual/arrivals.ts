import * as z from 'zod';
import { type Arrival, byArrival } from './learning.ts';

const arrivalSchema = z.object({
  id: z.string(),
  receivedAt: z.iso.datetime(),
  /** Accepted. */
  rows: z.int().min(0),
  referenceVersion: z.string(),
  /** Whether it raised an alarm, by itself or together with those before it. */
  isDrifted: z.boolean(),
});

/** An accepted batch, as the batches after it see it. */
export type ArrivedBatch = z.infer<typeof arrivalSchema>;

/** `recent/<model>.json`: the accepted batches of a model that arrived last, so that nobody has to look through its history. */
export const arrivalsSchema = z.object({
  schemaVersion: z.literal(1),
  /** In the order of arrival. */
  batches: z.array(arrivalSchema),
});

export type Arrivals = z.infer<typeof arrivalsSchema>;

/** Batches that are kept: of two months of daily ones. */
const mostKept = 64;

/**
 * One batch more: in whatever order batches are added, and however often, the same ones are kept.
 *
 * @param revises  its id when it was judged before
 */
export function addArrival(arrivals: Arrivals, batch: ArrivedBatch, revises?: string): Arrivals {
  if (arrivals.batches.some(({ id }) => id === batch.id)) return arrivals;
  const others = arrivals.batches.filter(({ id }) => id !== revises);
  const batches = [...others, batch].toSorted(byArrival).slice(-mostKept);
  return batches.includes(batch) ? { ...arrivals, batches } : arrivals;
}

/** Those that arrived before a batch, in their order. */
export function arrivedBefore({ batches }: Arrivals, batch: Arrival): readonly ArrivedBatch[] {
  return batches.filter((one) => byArrival(one, batch) < 0);
}
