import { describe, expect, test } from '@jest/globals';
import { compareProfiles } from '../../../../../lambdas/core/drift/compare-profiles.ts';
import {
  compareTogetherWith,
  fixByReference,
  profileTogether,
} from '../../../../support/build-association.ts';
import { buildContract } from '../../../../support/build-contract.ts';
import { buildSample } from '../../../../support/build-sample.ts';
import { seededRandom } from '../../../../support/random.ts';
import { many } from '../../drift/samples.ts';

type DriftRules = NonNullable<Parameters<typeof buildContract>[1]>['drift'];

const { normal } = seededRandom(8);
/** Two normals with that correlation. */
const pair = (rho: number) =>
  many(2000, () => {
    const x = normal();
    return [x, rho * x + Math.sqrt(1 - rho * rho) * normal()] as const;
  });
const reference = pair(0.6);
const current = pair(0.25);

function compareWith(drift: DriftRules) {
  const contract = buildContract(
    [
      { name: 'x', kind: 'numeric' },
      { name: 'y', kind: 'numeric' },
    ],
    { drift },
  );
  const columns = (rows: typeof reference) => [0, 1].map((column) => rows.map((row) => row[column]));
  const before = buildSample(columns(reference));
  const fixed = fixByReference(contract, before);
  const profile = profileTogether(fixed, before);
  return compareProfiles(compareTogetherWith(fixed, profile, buildSample(columns(current))));
}

describe('a contract says of correlations and of all columns together', () => {
  test('nothing: the defaults hold', () => {
    const { pairs, multivariate } = compareWith({});

    expect(pairs).toMatchObject([{ minEffect: 0.15, verdict: { status: 'drifted', severity: 'warning' } }]);
    expect(multivariate).toMatchObject({ minEffect: 0.15, verdict: { status: 'drifted' } });
  });

  test('from what change on they matter, and are critical', () => {
    const large = compareWith({ pairs: { minEffect: 0.7 }, multivariate: { minEffect: 1.5 } });
    const critical = compareWith({
      pairs: { criticalEffect: 0.2 },
      multivariate: { criticalEffect: 0.2 },
    });

    expect(large).toMatchObject({
      status: expect.not.stringMatching('drifted'),
      pairsDrifted: 0,
      pairs: [{ minEffect: 0.7, verdict: { status: 'stable' } }],
      multivariate: { minEffect: 1.5, verdict: { status: 'stable' } },
    });
    expect(critical).toMatchObject({
      pairs: [{ verdict: { severity: 'critical' } }],
      multivariate: { verdict: { severity: 'critical' } },
    });
  });

  test('that they are not looked at: then there is no test of them', () => {
    const withAll = compareWith({});
    const withoutPairs = compareWith({ pairs: { ignore: true } });
    const withoutBoth = compareWith({ pairs: { ignore: true }, multivariate: { ignore: true } });

    expect(withoutPairs).not.toHaveProperty('pairs');
    expect(withoutPairs).not.toHaveProperty('pairsCompared');
    expect(withoutPairs).toMatchObject({ status: 'drifted', multivariate: {} });
    expect(withoutBoth).not.toHaveProperty('multivariate');
    expect(withoutBoth.status).not.toBe('drifted');
    expect(withAll.tests - withoutPairs.tests).toBe(1);
    expect(withAll.tests - withoutBoth.tests).toBe(2);
  });
});
