import * as z from 'zod';
import type { ColumnBins } from '../../columns/reference-bins.ts';
import type { Profile } from '../../profile/profile.ts';
import { blockOfProfile } from './block.ts';
import { coarseBinsOf } from './coarse.ts';
import { columnEffects } from './effects.ts';
import { type BlockEffects, compileEffects, learnUsual, type WholeReference } from './learn.ts';
import type { Usual } from './plan.ts';

const effect = z.number().min(0);
const columnSchema = z.partialRecord(z.enum(columnEffects), effect);

const learnedBatchSchema = z.object({
  id: z.string(),
  receivedAt: z.iso.datetime(),
  rows: z.number(),
  rowsTogether: z.number(),
  columns: z.array(columnSchema),
  /** Null where there were too few rows. */
  pairs: z.array(effect.nullable()),
  waves: effect.optional(),
});

/** How one accepted batch differs from the reference. */
export type LearnedBatch = z.infer<typeof learnedBatchSchema>;

/** What is usual for a source, as far as it is learned from the first batches after its reference came. */
export const learningSchema = z.object({
  schemaVersion: z.literal(1),
  referenceVersion: z.string(),
  /** In the order of arrival. */
  batches: z.array(learnedBatchSchema),
});

export type Learning = z.infer<typeof learningSchema>;

/** Where a batch stands among those of its model: by arrival, and by id among those of one moment. */
export type Arrival = Pick<LearnedBatch, 'id' | 'receivedAt'>;

/** @returns a negative number where `a` came before `b` */
export function byArrival(a: Arrival, b: Arrival): number {
  const apart = Date.parse(a.receivedAt) - Date.parse(b.receivedAt);
  if (apart !== 0 || a.id === b.id) return apart;
  return a.id < b.id ? -1 : 1;
}

/**
 * One batch more, of which the first so many are kept: in whatever order batches are added, and however often, the same ones.
 *
 * @param revises  its id when it was judged before
 * @returns the same where nothing is learned of it
 */
export function learnBatch(
  learning: Learning,
  batch: LearnedBatch,
  most: number,
  revises?: string,
): Learning {
  if (learning.batches.some(({ id }) => id === batch.id)) return learning;
  const others = learning.batches.filter(({ id }) => id !== revises);
  const batches = [...others, batch].toSorted(byArrival).slice(0, most);
  return batches.includes(batch) ? { ...learning, batches } : learning;
}

/** What batches are held against, with the coarse bins that follow from it. */
type Reference = Omit<WholeReference, 'coarse'>;

/** How a batch differs from the reference, to be learned from. */
export function effectsOfBatch(reference: Reference, arrival: Arrival, profile: Profile): LearnedBatch {
  const coarse = coarseOf(reference);
  const bins = reference.yardstick.columns.map((column) => column.bins);
  const { wavesWithout, columns, ...effects } = compileEffects(
    { ...reference, coarse },
    false,
  )(blockOfProfile(profile, bins, coarse));
  const waves = wavesWithout(new Set());
  return {
    id: arrival.id,
    receivedAt: arrival.receivedAt,
    ...effects,
    columns: columns.map((of) => ({ ...of })),
    pairs: effects.pairs.map((pair) => (Number.isFinite(pair) ? Number(pair.toPrecision(5)) : null)),
    ...(waves === undefined ? {} : { waves }),
  };
}

/**
 * What is usual for a batch: of what was learned before it, once that is enough; else how far the learning is.
 *
 * @param of  batches that it is learned from
 */
export function usualLearned(reference: Reference, { batches }: Learning, of: number, batch: Arrival): Usual {
  const before = batches.filter((one) => byArrival(one, batch) < 0);
  if (before.length < of) return { status: 'learning', batches: before.length, of };
  return learnUsual({ ...reference, coarse: coarseOf(reference) }, { unit: 'batch' }, before.map(asEffects));
}

function asEffects({ waves, pairs, ...batch }: LearnedBatch): BlockEffects {
  return { ...batch, wavesWithout: () => waves, pairs: pairs.map((pair) => pair ?? Number.NaN) };
}

function coarseOf({ yardstick, profile }: Reference): readonly ColumnBins[] {
  return coarseBinsOf(
    yardstick,
    profile.columns.map(({ values }) => (values.type === 'texts' ? [] : values.bins)),
  );
}
