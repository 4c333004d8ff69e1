import { expect, test } from '@jest/globals';
import { compareProfiles } from '../../../../lambdas/core/drift/compare-profiles.ts';
import type { Drift } from '../../../../lambdas/core/result/result-schema.ts';
import { compareTogetherWith, fixByReference, profileTogether } from '../../../support/build-association.ts';
import { buildContract } from '../../../support/build-contract.ts';
import { buildSample } from '../../../support/build-sample.ts';
import { seededRandom } from '../../../support/random.ts';
import { many } from './samples.ts';

type Map = (value: number) => number;

/** All by which a batch of mapped columns is judged: tests and verdicts of columns, pairs, all columns together. */
function judged(map: Map, seed: number, shift: number) {
  const random = seededRandom(seed);
  const draw = (rows: number, by: number) =>
    buildSample(many(6, (column) => many(rows, () => map(random.normal() + (column === 0 ? by : 0)))));
  const contract = buildContract(many(6, (column) => ({ name: `x${column}`, kind: 'numeric' })));
  const reference = draw(1500, 0);
  const fixed = fixByReference(contract, reference);
  const batch = draw(600, shift);
  return decisive(compareProfiles(compareTogetherWith(fixed, profileTogether(fixed, reference), batch)));
}

function decisive({ status, severity, features, pairs, multivariate }: Drift) {
  return {
    status,
    severity,
    features: features.map(({ name, verdict, measures }) => ({
      name,
      status: verdict.status,
      tests: measures.filter((measure) => 'qValue' in measure),
    })),
    pairs,
    multivariate,
  };
}

/** Strictly increasing; of a normal they make a log-normal, and one with tails as far as a Cauchy's. */
const maps: readonly [string, Map][] = [
  ['log-normal', Math.exp],
  ['with far tails', (value) => value * Math.exp(value * value)],
];

test.each(maps.flatMap(([name, map]) => [0, 0.4].map((shift) => [name, shift, map] as const)))(
  'columns that are %s, moved by %f, are judged as if they were normal',
  (_, shift, map) => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const normal = judged((value) => value, seed, shift);

      expect(normal.status).toBe(shift === 0 ? 'stable' : 'drifted');
      expect(judged(map, seed, shift)).toEqual(normal);
    }
  },
);
