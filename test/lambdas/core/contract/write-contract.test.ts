import { expect, test } from '@jest/globals';
import { parseContract } from '../../../../lambdas/core/contract/parse-contract.ts';
import { writeContract } from '../../../../lambdas/core/contract/write-contract.ts';

const text = `{
  "schemaVersion": 1,
  "columns": [
    {
      "name": "age",
      "kind": "integer",
      "nullable": true,
      "max": 120
    },
    {
      "name": "plan",
      "kind": "categorical"
    }
  ],
  "drift": {
    "minEffect": 0.1
  }
}
`;

test('a contract is written without what is at its default, and reads the same', () => {
  const parsed = parseContract(text);
  if (!parsed.ok) throw new Error('the contract of the test is malformed');

  const written = writeContract(parsed.contract);

  expect(written).toBe(text);
  expect(parseContract(written)).toEqual(parsed);
});
