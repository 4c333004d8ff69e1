import { expect, test } from '@jest/globals';
import { compileExplanation } from '../../../lambdas/core/contract/check/explain-row.ts';
import { maximumCategoryBytes } from '../../../lambdas/readers/limits.ts';
import { buildContract } from '../../support/build-contract.ts';

// A category too long to be read was said to be no UTF-8, which it was.
test('what is expected of a category says how long one may be', () => {
  const contract = buildContract([{ name: 'a', kind: 'categorical' }]);
  const [violation] = compileExplanation(contract)([{ undecodable: 'x' }]);

  expect(violation?.expected).toBe(`a category in UTF-8, of at most ${maximumCategoryBytes / 1024} KiB`);
});
