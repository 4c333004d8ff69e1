import { describe, expect, test } from '@jest/globals';
import { mergeCellCounts, noCells } from '../../../../lambdas/core/columns/cell-counts.ts';
import { mergeProfiles, profileSchema } from '../../../../lambdas/core/profile/profile.ts';
import { buildBlock } from '../../../support/build-block.ts';
import { buildContract } from '../../../support/build-contract.ts';
import { buildBins, buildProfile } from '../../../support/build-profile.ts';

const contract = buildContract(
  [
    { name: 'x', kind: 'numeric', nullable: true, max: 1e308 },
    { name: 'c', kind: 'categorical', nullable: true },
    { name: 't', kind: 'text', nullable: true },
  ],
  { missingTokens: ['', 'NA'] },
);
const reference = buildBlock(contract, [
  ['1', 'a', 'u'],
  ['2', 'b', 'v'],
  ['3', 'a', 'w'],
]);
const bins = buildBins(contract, reference);

test('cells are counted whether or not the row is accepted, values only where it is', () => {
  const block = buildBlock(contract, [
    ['2', 'a', 'x'],
    ['', 'NA', 'NA'],
    ['x', 'b', ''],
    ['4', 'z', 'y'],
  ]);

  const { rows, columns } = buildProfile(contract, bins, block);

  expect(rows).toEqual({ read: 4, accepted: 3 });
  expect(columns).toEqual([
    {
      cells: { present: 2, unparsable: 1, missing: [1, 0] },
      values: {
        type: 'numbers',
        count: 2,
        sum: 2,
        sumOfSquares: 4,
        min: 2,
        max: 4,
        bins: [0, 0, 0, 1, 0, 0, 1],
      },
    },
    {
      cells: { present: 3, unparsable: 0, missing: [0, 1] },
      values: {
        type: 'codes',
        count: 2,
        bins: [1, 0],
        unseen: { count: 1, kept: [{ value: 'z', count: 1 }] },
      },
    },
    { cells: { present: 2, unparsable: 0, missing: [1, 1] }, values: { type: 'texts' } },
  ]);
});

test('rows that could not be split are read, and their cells are not counted', () => {
  const faults = Uint8Array.of(0, 1);
  const block = buildBlock(
    contract,
    [
      ['1', 'a', ''],
      [{ undecodable: '' }, { undecodable: '' }, { undecodable: '' }],
    ],
    {
      faults,
    },
  );

  const { rows, columns } = buildProfile(contract, bins, block);

  expect(rows).toEqual({ read: 2, accepted: 1 });
  expect(columns[0]?.cells).toEqual({ present: 1, unparsable: 0, missing: [0, 0] });
});

test('values as large as a double can be leave a profile that JSON can hold', () => {
  // The square of 1e200 is infinite, and JSON writes infinity as null: the profile could not be read again.
  const block = buildBlock(contract, [
    ['1e308', '', ''],
    ['-1e308', '', ''],
    ['-1.7e308', '', ''],
  ]);

  const profile = buildProfile(contract, bins, block);

  expect(profileSchema.parse(JSON.parse(JSON.stringify(profile)))).toEqual(profile);
  expect(profile.columns[0]?.values).toMatchObject({
    min: -1.7e308,
    max: 1e308,
    bins: [2, 0, 0, 0, 0, 0, 1],
  });
});

test('0 and -0 are one value, whichever comes first', () => {
  const zeros = ['0', '-0'].map((text) =>
    buildProfile(contract, bins, buildBlock(contract, [[text, '', '']])),
  );

  expect(zeros[0]).toEqual(zeros[1]);
});

test('more values than a byte can count fall into one bin', () => {
  const block = buildBlock(contract, [
    ...Array.from({ length: 256 }, () => ['2', '', '']),
    ...Array.from({ length: 777 }, () => ['3', '', '']),
    ...Array.from({ length: 255 }, () => ['9', '', '']),
  ]);

  expect(buildProfile(contract, bins, block, block).columns[0]?.values).toMatchObject({
    count: 2 * 1288,
    bins: [0, 0, 0, 2 * 256, 0, 2 * 777, 2 * 255],
  });
});

describe('what was not counted alike does not merge', () => {
  const profile = buildProfile(contract, bins, reference);

  test.each([
    ['fewer columns', { ...profile, columns: profile.columns.slice(1) }, 'requires 3 columns, found 2'],
    [
      'more columns',
      { ...profile, columns: [...profile.columns, ...profile.columns] },
      'requires 3 columns, found 6',
    ],
    [
      'columns of another type',
      { ...profile, columns: profile.columns.toReversed() },
      'requires profiles on the same bins, found 7 of numbers and texts',
    ],
    [
      'other bins',
      buildProfile(contract, buildBins(contract, buildBlock(contract, [['1', 'a', '']])), reference),
      'requires profiles on the same bins, found 7 of numbers and 3 of numbers',
    ],
  ])('%s', (_, other, message) => {
    expect(() => mergeProfiles(profile, other)).toThrow(new RangeError(`mergeProfiles: ${message}`));
  });

  test('other missing tokens', () => {
    expect(() => mergeCellCounts(noCells(2), noCells(1))).toThrow(RangeError);
  });
});
