import { describe, expect, test } from '@jest/globals';
import { judgeBatch } from '../../../lambdas/pipeline/judge-batch.ts';
import { buildBlock } from '../../support/build-block.ts';
import { buildContract } from '../../support/build-contract.ts';
import { buildBins, buildProfiledRows } from '../../support/build-profile.ts';

describe('a limit of 28 % on missing values', () => {
  test.each([
    { rows: 1, missing: 1, whose: 'drafted', broken: [] },
    { rows: 1, missing: 1, whose: 'own', broken: ['1 of 1 value is missing'] },
    { rows: 30, missing: 28, whose: 'drafted', broken: [] },
    { rows: 30, missing: 29, whose: 'drafted', broken: ['29 of 30 values are missing'] },
    { rows: 100, missing: 28, whose: 'drafted', broken: [] },
    { rows: 100, missing: 29, whose: 'drafted', broken: ['29 of 100 values are missing'] },
    { rows: 30, missing: 9, whose: 'own', broken: ['9 of 30 values are missing'] },
  ])('that is $whose says of $missing of $rows: $broken', ({ rows, missing, whose, broken }) => {
    const columns = [{ name: 'age', kind: 'numeric' as const, nullable: true, maxMissingShare: 0.28 }];
    const contract = { ...buildContract(columns), inferred: whose === 'drafted' };
    const cells = Array.from({ length: rows }, (_, row) => [row < missing ? '' : String(row)]);

    const { profile } = buildProfiledRows(contract, buildBins(contract), buildBlock(contract, cells));

    const violations = judgeBatch(profile, contract, undefined);

    expect(violations.map(({ message }) => message)).toEqual(
      broken.map((found) => `${found}, the contract allows at most 28 % missing`),
    );
  });
});
