import { describe, expect, test } from '@jest/globals';
import { compareRecent } from '../../../../lambdas/core/drift/compare-recent.ts';
import { addRecent, type RecentRows } from '../../../../lambdas/core/drift/recent-rows.ts';
import { mergeProfiles } from '../../../../lambdas/core/profile/profile.ts';
import { yardstickOf } from '../../../../lambdas/core/profile/yardstick.ts';
import { buildContract } from '../../../support/build-contract.ts';
import { buildBins, buildProfiledRows } from '../../../support/build-profile.ts';
import { buildSample } from '../../../support/build-sample.ts';
import { seededRandom } from '../../../support/random.ts';
import { many } from './samples.ts';

const { normal, integer, uniform } = seededRandom(20261203);
const columns = [
  { name: 'age', kind: 'numeric' },
  { name: 'plan', kind: 'categorical' },
] as const;
const contract = buildContract(columns);

interface Drawn {
  readonly rows?: number;
  readonly older?: number;
  /** Share of rows with a plan that the reference does not have. */
  readonly newPlan?: number;
  /** Decimals of the ages; all by default. */
  readonly decimals?: number;
}

function draw({ rows = 4000, older = 0, newPlan = 0, decimals = 17 }: Drawn = {}) {
  return buildSample([
    many(rows, () => Number((normal() + older).toFixed(decimals))),
    many(rows, () => (uniform() < newPlan ? 'team' : 'abc'[integer(3)]!)),
  ]);
}

const bins = buildBins(contract, draw({ rows: 10_000 }));
const profiled = (drawn?: Drawn) => buildProfiledRows(contract, bins, draw(drawn));
const day = (of: number) => `2026-11-${String(of).padStart(2, '0')}T06:00:00.000Z`;

/** So many batches, a day each. */
function recent(batches: number, drawn?: Drawn): RecentRows | undefined {
  let all: RecentRows | undefined;
  for (let index = 1; index <= batches; index++) all = addRecent(all, day(index), profiled(drawn));
  return all;
}

function compare(batches: RecentRows | undefined, drawn?: Drawn) {
  return compareRecent(
    { contract, yardstick: yardstickOf(contract, { bins }), current: profiled(drawn) },
    5,
    batches,
  );
}

describe('a batch against those before it', () => {
  test('is stable where it is like them, though the reference has nothing of the kind', () => {
    const drawn = { rows: 60_000, older: 1, newPlan: 0.3 };

    const { tests, reason, alpha, multivariate, ...found } = compare(recent(5, drawn), drawn);

    expect(found).toEqual({
      status: 'stable',
      features: [],
      batches: 5,
      asked: 5,
      rows: 300_000,
      from: day(1),
      to: day(5),
    });
  });

  test('has drifted where it is not like them, though it is like the reference', () => {
    const { status, features, reason } = compare(recent(3, { rows: 60_000, older: 2 }), { rows: 60_000 });

    expect(status).toBe('drifted');
    expect(reason).toBe('1 of 2 features drifted');
    expect(features.map(({ name, verdict }) => [name, verdict.status])).toEqual([['age', 'drifted']]);
  });

  test('lists no feature that is alike', () => {
    const { features } = compare(recent(3, { rows: 60_000 }), { rows: 60_000, newPlan: 0.3 });

    expect(features.map(({ name }) => name)).toEqual(['plan']);
    expect(features[0]?.verdict.reason).toMatch(
      /^values the reference does not have rose from 0 % to 30\.?\d* %, such as "team" \([^;]*$/,
    );
  });

  test('that is written otherwise lists what is, though its values are alike', () => {
    const { status, features } = compare(recent(3, { rows: 60_000 }), { rows: 60_000, decimals: 3 });

    expect(status).toBe('drifted');
    expect(features.map(({ name, verdict }) => [name, verdict.status])).toEqual([['age', 'stable']]);
    expect(features[0]?.representation).toContainEqual(
      expect.objectContaining({ name: 'decimals', verdict: expect.objectContaining({ status: 'drifted' }) }),
    );
  });

  test('says of a feature most of whose values are beyond the reference, and so in one bin, that it could not tell', () => {
    const drawn = { rows: 60_000, older: 6 };

    const { status, reason, features } = compare(recent(5, drawn), drawn);

    expect(status).toBe('stable');
    expect(reason).toMatch(/; age could only have shown a shift of 98\.\d % of the rows$/);
    expect(features.map(({ name, verdict }) => [name, verdict.status])).toEqual([['age', 'inconclusive']]);
  });

  test.each([
    [0, 'no accepted batch before it was compared with the same reference: 2 are needed'],
    [1, 'one accepted batch before it was compared with the same reference: 2 are needed'],
  ])('is inconclusive after %d of them', (batches, reason) => {
    expect(compare(recent(batches))).toEqual({
      asked: 5,
      batches,
      status: 'inconclusive',
      reason,
      tests: 0,
      features: [],
    });
  });

  test('alarms no more often than by chance, whatever they have that the reference has not', () => {
    const verdicts = many(60, () => {
      const drawn = { older: 0.5, newPlan: 0.02 };
      return compare(recent(3, drawn), drawn).status;
    });

    expect(verdicts.filter((status) => status === 'drifted').length).toBeLessThanOrEqual(3);
  });
});

describe('the batches before', () => {
  test('are one set of rows: their profiles merged, what they broke summed', () => {
    const withRange = buildContract([{ ...columns[0], max: 1 }, columns[1]]);
    const [a, b] = many(2, () => buildProfiledRows(withRange, bins, draw()));

    const both = addRecent(addRecent(undefined, day(2), a!), day(1), b!);

    const counts = [a!, b!].map(({ violations }) => violations[0]?.count ?? 0);
    expect(both.rows.profile).toEqual(mergeProfiles(a!.profile, b!.profile));
    expect(both.rows.violations).toEqual([
      expect.objectContaining({
        code: 'out-of-range',
        column: 'age',
        count: counts[0]! + counts[1]!,
        share: (counts[0]! + counts[1]!) / 8000,
        examples: [],
      }),
    ]);
    expect([both.from, both.to]).toEqual([day(1), day(2)]);
  });

  test('on other bins are refused', () => {
    const others = buildProfiledRows(contract, buildBins(contract, draw()), draw());

    expect(() => addRecent(recent(1), day(2), others)).toThrow(RangeError);
  });
});
