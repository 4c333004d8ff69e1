import type { Profile } from '../../lambdas/core/profile/profile.ts';
import { benchContract } from './bench-contract.ts';
import { benchReference } from './bench-reference.ts';
import { drawBlock } from './draw-block.ts';
import { mostDrawnRows, profileDrawer } from './draw-profile.ts';
import { type PopulationName, populationNames, populations } from './populations.ts';
import { type RandomStream, randomStream } from './random.ts';
import { chunkThresholds, robustScales } from './rules.ts';
import { type Round, runBatch } from './run-batch.ts';
import { addTallies, noTally } from './tally.ts';

/** Cells without drift that share their references: one for each size of batch. */
export interface NoDriftGroup {
  readonly type: 'no-drift';
  readonly name: string;
  readonly population: PopulationName;
  readonly features: number;
  readonly referenceRows: number;
}

export const batchSizes = [50, 200, 1000, 10_000, 100_000, 1_000_000] as const;
export const featureCounts = [5, 20, 100] as const;
export const referenceSizes = [1000, 10_000, 100_000] as const;

/** Every kind of column, number of columns and size of reference. */
export const noDriftGroups: readonly NoDriftGroup[] = featureCounts.flatMap((features) =>
  referenceSizes.flatMap((referenceRows) =>
    populationNames.map((population) => ({
      type: 'no-drift' as const,
      name: `${population}, ${features} features, reference ${referenceRows}`,
      population,
      features,
      referenceRows,
    })),
  ),
);

/** Rounds in which the rule of chunks is tried: it costs more than all else, and alarms too often to need many. */
const chunkedEvery = 5;
const lastChunked = 50;

/**
 * Draws a reference and compares it with batches of the sizes that are wanted. A small batch says little of the reference, so
 * several may share one and be all but independent; one as large as the reference may not. Batches of different cells may
 * share what is kept of their columns together: no cell has the same twice.
 */
export const runNoDrift = (
  { name, population, features, referenceRows }: NoDriftGroup,
  round: number,
  isWanted: (cell: number) => boolean,
): Round => {
  const columns = Array.from({ length: features }, () => populations[population]);
  const random = randomStream(`${name} reference ${round}`);
  const contract = benchContract(columns);
  const reference = benchReference(contract, drawBlock(random, referenceRows, columns));
  const drawer = profileDrawer(reference, columns);
  const scales = robustScales(reference);
  const isChunked =
    round % chunkedEvery === 0 && round <= lastChunked && features <= 20 && referenceRows <= 10_000;
  let drawn: Profile | undefined;

  function drawProfile(stream: RandomStream, rows: number): Profile {
    if (rows < mostDrawnRows) return drawer.drawRows(stream, rows);
    if (rows === mostDrawnRows) {
      drawn = drawer.drawRows(stream, rows);
      return drawn;
    }
    drawn ??= drawer.drawRows(stream, mostDrawnRows);
    return drawer.drawCounts(stream, rows, drawn);
  }

  return batchSizes.map((rows, cell) => {
    if (!isWanted(cell)) return noTally;
    const thresholds = isChunked ? chunkThresholds(reference, rows) : undefined;
    const stream = randomStream(`${name} batch ${rows} round ${round}`);
    const batches = Array.from({ length: batchesOf(rows, referenceRows) }, () =>
      runBatch(reference, drawProfile(stream, rows), { scales, thresholds }),
    );
    return batches.reduce(addTallies, noTally);
  });
};

/** Batches that one reference is compared with. */
function batchesOf(rows: number, referenceRows: number): number {
  return Math.max(1, Math.min(10, Math.floor(referenceRows / (5 * rows))));
}
