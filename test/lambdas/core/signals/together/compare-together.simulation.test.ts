import { describe, expect, test } from '@jest/globals';
import { compareProfiles } from '../../../../../lambdas/core/drift/compare-profiles.ts';
import type { Drift } from '../../../../../lambdas/core/result/result-schema.ts';
import {
  compareTogetherWith,
  fixByReference,
  profileTogether,
} from '../../../../support/build-association.ts';
import { buildContract } from '../../../../support/build-contract.ts';
import { buildSample } from '../../../../support/build-sample.ts';
import { type Random, seededRandom } from '../../../../support/random.ts';
import { many } from '../../drift/samples.ts';

type Row = readonly (number | string)[];
type DrawRow = (random: Random) => Row;

/** Compares batches with one reference, all of them freshly drawn. */
function simulate(
  seed: number,
  { reference, current, referenceRows, batchRows, batches }: Simulation,
): readonly Drift[] {
  const random = seededRandom(seed);
  const draw = (rows: number, drawRow: DrawRow) => {
    const drawn = many(rows, () => drawRow(random));
    return buildSample((drawn[0] ?? []).map((_, column) => drawn.map((row) => row[column])));
  };
  const sample = draw(referenceRows, reference);
  const contract = buildContract(
    sample.columns.map((column, index) => ({
      name: `x${index}`,
      kind: column?.type === 'codes' ? 'categorical' : 'numeric',
    })),
  );
  const fixed = fixByReference(contract, sample);
  const profile = profileTogether(fixed, sample);
  return many(batches, () => compareProfiles(compareTogetherWith(fixed, profile, draw(batchRows, current))));
}

interface Simulation {
  readonly reference: DrawRow;
  readonly current: DrawRow;
  readonly referenceRows: number;
  readonly batchRows: number;
  readonly batches: number;
}

const normals = (count: number) => (random: Random) => many(count, () => random.normal());

/** Twenty normals of which the first two correlate. */
const correlated = (rho: number) => (random: Random) => {
  const row = normals(20)(random);
  row[1] = rho * row[0]! + Math.sqrt(1 - rho * rho) * row[1]!;
  return row;
};

/** Ten normals; the product of the signs of three of them is always positive. */
const signed = (random: Random) => {
  const row = normals(10)(random);
  row[7] = Math.abs(row[7]!) * Math.sign(row[2]! * row[5]!);
  return row;
};

describe('what the columns do together', () => {
  test('a correlation that falls from 0.6 to 0.2 with unchanged marginals is caught and named, at 1,000 rows', () => {
    const drifts = simulate(1, {
      reference: correlated(0.6),
      current: correlated(0.2),
      referenceRows: 5000,
      batchRows: 1000,
      batches: 4,
    });

    for (const { status, pairs = [], pairsCompared } of drifts) {
      expect({ status, pairsCompared }).toEqual({ status: 'drifted', pairsCompared: 190 });
      expect(pairs[0]).toMatchObject({ columns: ['x0', 'x1'], verdict: { status: 'drifted' } });
      expect(pairs[0]?.verdict.reason).toMatch(/^correlation of x0 and x1 fell from 0\.5\d? to 0\.[12]\d? /);
      expect(pairs).toHaveLength(50);
    }
  });

  test('three signs whose product was fixed are seen by the detector, and by no column and no pair', () => {
    const drifts = simulate(2, {
      reference: signed,
      current: normals(10),
      referenceRows: 10_000,
      batchRows: 5000,
      batches: 2,
    });

    for (const { status, reason, features, pairsDrifted, multivariate } of drifts) {
      expect(features.map(({ verdict }) => verdict.status)).not.toContain('drifted');
      expect({ status, pairsDrifted }).toEqual({ status: 'drifted', pairsDrifted: 0 });
      expect(reason).toBe('none of 10 features drifted; the columns changed together');
      expect(multivariate?.columns).toEqual(expect.arrayContaining(['x2', 'x5', 'x7']));
      expect(multivariate?.verdict.reason).toContain(
        'no column and no correlation alone changed by enough to be told',
      );
    }
  });

  test('columns that move one by one are one finding of the detector, and no changed correlation', () => {
    const [drift] = simulate(3, {
      reference: normals(8),
      current: (random) => normals(8)(random).map((value) => value + 0.5),
      referenceRows: 5000,
      batchRows: 2000,
      batches: 1,
    });

    expect(drift).toMatchObject({ status: 'drifted', pairsDrifted: 0 });
    expect(drift?.multivariate?.verdict.reason).toContain('as single columns did');
  });

  test('undrifted batches of dependent, tied and rare values raise no alarm', () => {
    const mixed = (random: Random): Row => {
      const z = random.normal();
      const level = random.uniform();
      return [
        z,
        z + random.normal(),
        z * random.normal(),
        Math.max(0, Math.round(z)),
        z > 1.5 ? 'high' : 'low',
        ['a', 'b', 'c', 'd'][Math.floor(level * level * 4)]!,
        random.uniform() < 0.95 ? 0 : z,
      ];
    };
    const drifts = [50, 200, 1000].flatMap((batchRows) =>
      simulate(4, { reference: mixed, current: mixed, referenceRows: 3000, batchRows, batches: 12 }),
    );

    const alarms = drifts.filter(
      ({ pairsDrifted, multivariate }) => pairsDrifted !== 0 || multivariate?.verdict.status === 'drifted',
    );
    expect(alarms).toEqual([]);
  });

  // Bug: columns that depend on each other alarmed on undrifted batches of few rows, as Fisher's z holds for normal
  // coefficients: times of flights, where the few that have midnight between them are a whole day apart.
  test('dependent columns of few rows are no changed pair', () => {
    const nightly = (random: Random): Row => {
      const leaves = 1380 + 90 * random.uniform();
      const arrives = leaves + 5 * random.normal();
      return [leaves % 1440, arrives % 1440, random.normal()];
    };
    const drifts = [30, 50, 299].flatMap((batchRows) =>
      simulate(6, { reference: nightly, current: nightly, referenceRows: 3000, batchRows, batches: 40 }),
    );

    expect(drifts.filter(({ pairsDrifted }) => pairsDrifted !== 0)).toEqual([]);
    expect(drifts.filter(({ pairsCompared }) => pairsCompared !== 0)).toEqual([]);
  });

  test('pairs are compared from 300 rows on', () => {
    const drifts = simulate(7, {
      reference: correlated(0.9),
      current: correlated(0.2),
      referenceRows: 3000,
      batchRows: 300,
      batches: 2,
    });

    for (const { pairs = [], pairsCompared } of drifts) {
      expect(pairsCompared).toBe(190);
      expect(pairs[0]).toMatchObject({ columns: ['x0', 'x1'], verdict: { status: 'drifted' } });
    }
  });

  test('columns beyond 128 are named, not dropped in silence', () => {
    const [drift] = simulate(5, {
      reference: normals(130),
      current: normals(130),
      referenceRows: 300,
      batchRows: 300,
      batches: 1,
    });

    expect(drift?.pairsCompared).toBe((128 * 127) / 2);
    expect(drift?.columnsWithoutPairs).toEqual(['x128', 'x129']);
  });
});
