import { expect, test } from '@jest/globals';
import { checkColumns } from '../../../../../lambdas/core/contract/check/check-columns.ts';
import { buildContract } from '../../../../support/build-contract.ts';

// A contract that was written by hand, and whose labels come weeks later, rejected every batch.
test.each([
  ['nothing of it', {}, ['x']],
  ['that they are due', { required: true }, ['x', 'y']],
  ['that they are not', { required: false }, ['x']],
] as const)(
  'a batch without labels is rejected only where the contract says so: it says %s',
  (_, says, missing) => {
    const contract = buildContract([
      { name: 'x', kind: 'numeric' },
      { name: 'y', kind: 'boolean', role: 'label', ...says },
    ]);

    expect(checkColumns(contract, ['other']).map(({ column }) => column)).toEqual(missing);
  },
);
