import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type ColumnBins, columnBinsSchema } from '../../../../lambdas/core/columns/reference-bins.ts';
import type { Contract } from '../../../../lambdas/core/contract/contract.ts';
import {
  emptyProfile,
  mergeProfiles,
  type Profile,
  profileSchema,
} from '../../../../lambdas/core/profile/profile.ts';
import { yardstickOf } from '../../../../lambdas/core/profile/yardstick.ts';
import { anyContract, anyRows } from '../../../support/any-rows.ts';
import { buildBlock } from '../../../support/build-block.ts';
import { buildBins, buildProfile } from '../../../support/build-profile.ts';

type Rows = Parameters<typeof buildBlock>[1];

/** Three batches of a contract, and the bins of a reference that has some of their values. */
const anyParts = anyContract.chain((contract) =>
  fc
    .record({
      reference: anyRows(contract, { maxLength: 20 }),
      parts: fc.tuple(anyRows(contract), anyRows(contract), anyRows(contract)),
    })
    .map(({ reference, parts }) => ({
      contract,
      bins: buildBins(contract, buildBlock(contract, reference)),
      parts,
    })),
);

const parameters = { numRuns: 120, seed: 41 };

describe('profiles are a commutative monoid under merge', () => {
  test('merge is associative and commutative, exactly', () => {
    fc.assert(
      fc.property(anyParts, ({ contract, bins, parts }) => {
        const [a, b, c] = parts.map((rows) => profileOf(contract, bins, rows)) as [Profile, Profile, Profile];

        const left = mergeProfiles(mergeProfiles(a, b), c);

        expect(mergeProfiles(a, b)).toEqual(mergeProfiles(b, a));
        expect(mergeProfiles(a, mergeProfiles(b, c))).toEqual(left);
      }),
      parameters,
    );
  });

  test('the profile of no rows is its identity', () => {
    fc.assert(
      fc.property(anyParts, ({ contract, bins, parts }) => {
        const a = profileOf(contract, bins, parts[0]);
        const none = emptyProfile(yardstickOf(contract, { bins }));

        expect(mergeProfiles(a, none)).toEqual(a);
        expect(mergeProfiles(none, a)).toEqual(a);
        expect(none).toEqual(buildProfile(contract, bins));
      }),
      parameters,
    );
  });

  test('profile(a ++ b) = merge(profile(a), profile(b)), however a and b are cut into blocks', () => {
    fc.assert(
      fc.property(anyParts, fc.nat(), ({ contract, bins, parts }, at) => {
        const [a, b] = sameColumns(parts[0], parts[1]);
        const whole = [...a, ...b];
        const split = at % whole.length;

        const once = profileOf(contract, bins, whole);
        const merged = mergeProfiles(profileOf(contract, bins, a), profileOf(contract, bins, b, a.length));
        const inBlocks = buildProfile(
          contract,
          bins,
          buildBlock(contract, whole.slice(0, split)),
          buildBlock(contract, whole.slice(split), { firstRow: split }),
        );

        expect(merged).toEqual(once);
        expect(inBlocks).toEqual(once);
      }),
      parameters,
    );
  });

  test('decode(encode) = id for profiles and for bins', () => {
    fc.assert(
      fc.property(anyParts, ({ contract, bins, parts }) => {
        const profile = profileOf(contract, bins, parts[0]);

        expect(profileSchema.parse(JSON.parse(JSON.stringify(profile)))).toEqual(profile);
        expect(bins.map((column) => columnBinsSchema.parse(JSON.parse(JSON.stringify(column))))).toEqual(
          bins,
        );
      }),
      parameters,
    );
  });
});

function profileOf(contract: Contract, bins: readonly ColumnBins[], rows: Rows, firstRow = 0): Profile {
  return buildProfile(contract, bins, buildBlock(contract, rows, { firstRow }));
}

/** The rows of two batches as if of one file: columns that the first does not have, the second has not either. */
function sameColumns(a: Rows, b: Rows): readonly [Rows, Rows] {
  const absent = a[0]!.map((cell, index) => cell === undefined || b[0]![index] === undefined);
  const cut = (rows: Rows) => rows.map((row) => row.map((cell, index) => (absent[index] ? undefined : cell)));
  return [cut(a), cut(b)];
}
