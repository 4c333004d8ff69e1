import { compareProfiles } from '../../../../lambdas/core/drift/compare-profiles.ts';
import { yardstickOf } from '../../../../lambdas/core/profile/yardstick.ts';
import type { Drift } from '../../../../lambdas/core/result/result-schema.ts';
import { buildContract } from '../../../support/build-contract.ts';
import { buildBins, buildProfile } from '../../../support/build-profile.ts';
import { buildSample } from '../../../support/build-sample.ts';
import { type Random, seededRandom } from '../../../support/random.ts';
import { many } from './samples.ts';

/** Draws one cell. */
export type Draw = (random: Random) => number | string | undefined;

export interface Simulation {
  readonly seed: number;
  /** What each column is drawn from, in the reference. */
  readonly columns: readonly Draw[];
  /** What columns of the batches are drawn from instead, by place. */
  readonly changed?: Readonly<Record<number, Draw>>;
  readonly references: number;
  readonly referenceRows: number;
  readonly batches: number;
  readonly batchRows: number;
}

/** Compares so many batches with each of so many references, all of them freshly drawn. */
export function simulate(simulation: Simulation): readonly Drift[] {
  const { seed, columns, changed = {}, references, referenceRows, batches, batchRows } = simulation;
  const random = seededRandom(seed);
  const isText = columns.map((draw) => typeof draw(random) === 'string');
  const contract = buildContract(
    columns.map((_, i) => ({ name: `x${i}`, kind: isText[i] ? 'categorical' : 'numeric', nullable: true })),
  );
  const sample = (rows: number, draws: readonly Draw[]) =>
    buildSample(draws.map((draw) => many(rows, () => draw(random))));
  const profiled = (rows: number, draws: readonly Draw[], bins: ReturnType<typeof buildBins>) => ({
    profile: buildProfile(contract, bins, sample(rows, draws)),
    violations: [],
  });
  const current = columns.map((draw, i) => changed[i] ?? draw);
  return many(references, () => {
    const block = sample(referenceRows, columns);
    const bins = buildBins(contract, block);
    const reference = { profile: buildProfile(contract, bins, block), violations: [] };
    return many(batches, () =>
      compareProfiles({
        contract,
        yardstick: yardstickOf(contract, { bins }),
        reference,
        current: profiled(batchRows, current, bins),
      }),
    );
  }).flat();
}

/** A standard normal. */
export const normal: Draw = ({ normal: draw }) => draw();

/** Twenty columns of every shape that production has. */
export const mixture: readonly Draw[] = [
  ...many(5, () => normal),
  ...many(3, (): Draw => (random) => Math.exp(random.normal())),
  ...many(2, (): Draw => (random) => random.normal() / random.normal()),
  ...many(3, (): Draw => (random) => random.integer(8)),
  ...many(2, (): Draw => (random) => (random.uniform() < 0.7 ? 0 : Math.exp(random.normal()))),
  (random) => (random.uniform() < 0.03 ? undefined : random.normal()),
  ...many(2, (): Draw => (random) => 'abc'[random.integer(3)]),
  (random) => `v${random.integer(50)}`,
  (random) => `v${Math.floor(500 * random.uniform() ** 3)}`,
];
