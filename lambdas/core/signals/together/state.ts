import * as z from 'zod';
import type { ColumnBlock } from '../../block/column-block.ts';
import type { ColumnBins } from '../../columns/reference-bins.ts';
import { accumulateCrossMoments } from './accumulate-cross-moments.ts';
import { crossMomentsSchema, mergeCrossMoments, noCrossMoments } from './cross-moments.ts';
import type { AssociationPlan } from './plan.ts';
import { compileScores } from './scored-rows.ts';
import { accumulateWaves, mergeWaveSums, noWaveSums, waveSumsSchema } from './wave-sums.ts';

/** What is kept of the columns together, of accepted rows: pair by pair, and in random waves over several. */
export const associationSchema = z.object({ moments: crossMomentsSchema, waves: waveSumsSchema });

export type Association = z.infer<typeof associationSchema>;

/** Of no row: the identity of {@link mergeAssociations}. */
export function noAssociation(plan: AssociationPlan): Association {
  return { moments: noCrossMoments(plan), waves: noWaveSums };
}

/** Of two sets of rows of one batch together. Commutative and associative, exactly. */
export function mergeAssociations(a: Association, b: Association): Association {
  return { moments: mergeCrossMoments(a.moments, b.moments), waves: mergeWaveSums(a.waves, b.waves) };
}

/** A running {@link Association}. */
export interface AssociationAccumulator {
  /** @param binsOf  bins of the block's rows by column, as found when its values were counted */
  add(block: ColumnBlock, refused: Uint8Array, binsOf: (column: number) => Int32Array | undefined): void;
  association(): Association;
}

/** @param bins  the reference's, one for each column of the contract */
export function accumulateAssociation(
  plan: AssociationPlan,
  bins: readonly ColumnBins[],
): AssociationAccumulator {
  const score = compileScores(plan, bins);
  const moments = accumulateCrossMoments(plan);
  const waves = accumulateWaves(plan.waves, {
    ranked: plan.ranked.length,
    grouped: plan.grouped.length,
  });
  return {
    add(block, refused, binsOf) {
      const rows = score(block, refused, binsOf);
      moments.add(rows);
      waves.add(block, rows);
    },
    association: () => ({ moments: moments.moments(), waves: waves.sums() }),
  };
}
