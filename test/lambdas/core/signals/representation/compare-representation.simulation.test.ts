import { expect, test } from '@jest/globals';
import type { ColumnBins } from '../../../../../lambdas/core/columns/reference-bins.ts';
import { compareProfiles } from '../../../../../lambdas/core/drift/compare-profiles.ts';
import { yardstickOf } from '../../../../../lambdas/core/profile/yardstick.ts';
import type { Drift, RepresentationDrift } from '../../../../../lambdas/core/result/result-schema.ts';
import { buildContract } from '../../../../support/build-contract.ts';
import { buildProfile } from '../../../../support/build-profile.ts';
import { buildSample } from '../../../../support/build-sample.ts';
import { seededRandom } from '../../../../support/random.ts';
import { many } from '../../drift/samples.ts';
import type { Draw } from '../../drift/simulate.ts';

/** Columns as files have them: rounded, whole, of 32 bits, in part computed, with rare zeros, negative values and decimals. */
const written: readonly Draw[] = [
  ({ normal }) => Math.round(10 * (20 + 5 * normal())) / 10,
  ({ normal }) => Math.round(100 * (20 + 5 * normal())) / 100,
  ({ integer }) => integer(9),
  ({ integer }) => 1000 - integer(1000),
  ({ normal }) => Math.fround(normal()),
  ({ normal }) => Math.fround(3 + normal()),
  ({ uniform }) => (uniform() < 0.002 ? 0 : 1 + uniform()),
  ({ uniform }) => (uniform() < 0.005 ? -999 : uniform()),
  ({ uniform, integer }) => integer(50) + 1 + (uniform() < 0.01 ? 0.5 : 0),
  ({ uniform, integer }) => (uniform() < 0.03 ? uniform() : integer(1000) / 10),
  ({ uniform }) => (uniform() < 0.6 ? 0 : Math.round(100 * uniform()) / 100),
  ({ normal }) => normal(),
];

/** How many of the batches are written differently, each column being drawn as in the reference. */
function alarms({ seed, references, batches, referenceRows, batchRows }: Sizes): number {
  const random = seededRandom(seed);
  const contract = buildContract(written.map((_, i) => ({ name: `x${i}`, kind: 'numeric' })));
  const bins: ColumnBins[] = written.map(() => ({ type: 'numbers', cuts: [], exact: true, center: 0 }));
  const drawn = (rows: number) => ({
    profile: buildProfile(contract, bins, buildSample(written.map((draw) => many(rows, () => draw(random))))),
    violations: [],
  });
  const found = many(references, () => {
    const reference = drawn(referenceRows);
    return many(batches, () =>
      compareProfiles({
        contract,
        yardstick: yardstickOf(contract, { bins }),
        reference,
        current: drawn(batchRows),
      }),
    );
  });
  const traitsOf = ({ features }: Drift) => features.flatMap(({ representation = [] }) => representation);
  return found.flat().filter((drift) => traitsOf(drift).some(isTold)).length;
}

interface Sizes {
  readonly seed: number;
  readonly references: number;
  readonly batches: number;
  readonly referenceRows: number;
  readonly batchRows: number;
}

function isTold({ verdict }: RepresentationDrift): boolean {
  return verdict?.status === 'drifted';
}

// 600 batches in all: 6 references with 25 batches for each pair of sizes. The family has a twentieth of an alpha of 1 in 100.
test.each([
  [300, 50],
  [3000, 50],
  [3000, 300],
  [5000, 1000],
])(
  'with a reference of %i rows none of 150 batches of %i rows is taken for one that is written differently',
  (referenceRows, batchRows) => {
    expect(alarms({ seed: batchRows, references: 6, batches: 25, referenceRows, batchRows })).toBe(0);
  },
);
