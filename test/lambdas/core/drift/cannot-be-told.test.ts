import { describe, expect, test } from '@jest/globals';
import { maximumCategories } from '../../../../lambdas/core/columns/reference-bins.ts';
import { compareProfiles } from '../../../../lambdas/core/drift/compare-profiles.ts';
import { buildBlock } from '../../../support/build-block.ts';
import { buildContract } from '../../../support/build-contract.ts';
import { buildComparison } from '../../../support/build-profile.ts';
import { seededRandom } from '../../../support/random.ts';
import { compareColumn, many } from './samples.ts';

const { normal, integer } = seededRandom(404);

describe('a column is never called stable', () => {
  test('where neither side has a value', () => {
    const none = many(5000, () => Number.NaN);

    expect(compareColumn(none, none).verdict).toEqual({
      status: 'inconclusive',
      reason: 'the reference has no value',
    });
  });

  test('where it has one category, and too few rows to miss another', () => {
    const { verdict } = compareColumn(
      many(50, () => 'a'),
      many(50, () => 'a'),
    );

    expect(verdict).toMatchObject({
      status: 'inconclusive',
      reason: expect.stringMatching(
        /^no drift seen, but 50 rows can only show a shift of \d+(\.\d)? % of the rows or more$/,
      ),
    });
  });

  test('where it has more categories than are kept, each of a few rows', () => {
    const draw = () => `v${integer(1_000_000)}`;
    const { verdict } = compareColumn(many(maximumCategories + 2000, draw), many(3000, draw));

    expect(verdict).toEqual({
      status: 'inconclusive',
      reason: 'its categories are too many, and each too rare',
    });
  });
});

test('of more categories than are kept the frequent ones are compared', () => {
  const draw = (share: number) => (row: number) => (row % 100 < share ? 'often' : `v${integer(1_000_000)}`);
  const reference = many(2 * maximumCategories, draw(30));

  expect(compareColumn(reference, many(4000, draw(30))).verdict.status).not.toBe('drifted');
  expect(compareColumn(reference, many(4000, draw(50))).verdict).toMatchObject({
    status: 'drifted',
    reason: expect.stringMatching(/ (rose|fell) from (30|70) % to (50|70)/),
  });
});

test('infinite values are invalid ones: none of them is among the values, and they are counted by name besides', () => {
  const contract = buildContract([{ name: 'x', kind: 'numeric' }]);
  const rows = (infinite: number) =>
    buildBlock(
      contract,
      many(2000, (row) => [row < infinite ? ['inf', '-Infinity', '1e999'][row % 3] : String(normal())]),
    );

  const { features } = compareProfiles(buildComparison(contract, rows(0), rows(60)));

  expect(features[0]).toMatchObject({
    verdict: { status: 'drifted', reason: expect.stringMatching(/^invalid values rose from 0 % to 3 %/) },
    measures: [{ method: 'ks', samples: { current: 1940 } }, {}, {}, {}],
  });
  expect(features[0]?.representation).toContainEqual(
    expect.objectContaining({ name: 'infinities', reference: 0, current: 0.03 }),
  );
});
