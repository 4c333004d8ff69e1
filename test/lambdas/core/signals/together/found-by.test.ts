import { expect, test } from '@jest/globals';
import { foundBy } from '../../../../../lambdas/core/signals/together/found-by.ts';
import { changeInWords } from '../../../../../lambdas/core/signals/words.ts';
import { buildDriftedFeature, buildDriftedTogether, buildFeature } from '../../../../support/build-result.ts';

const still = buildFeature({ name: 'fare' });
const usual = buildFeature({
  name: 'fare',
  verdict: { status: 'stable', reason: 'moved', asUsual: [{ kind: 'distribution' }] },
});
const { pairs = [] } = buildDriftedTogether();

// "In a way that no single column shows" was said of columns that had moved by a fifth of the rows, as is usual.
test.each([
  ['a column', { features: [buildDriftedFeature('fare', 0.3)], pairs: [] }, 'as single columns did'],
  ['a correlation', { features: [still], pairs }, 'as correlations did'],
  [
    'nothing beyond what is usual',
    { features: [usual], pairs: [] },
    'by more than is usual, though each column and correlation alone moved no more than that',
  ],
  ['nothing else', { features: [still], pairs: [] }, 'though no column and no correlation alone changed'],
  ['nothing of these columns', { features: [{ ...usual, name: 'b' }], pairs: [] }, 'though no column'],
])('what is found together says whether it was found by %s', (_, found, expected) => {
  const columns = ['fare', 'tip'];
  const sentence = changeInWords({ kind: 'multivariate', columns, foundBy: foundBy(columns, found) });

  expect(sentence).toContain(expected);
});
