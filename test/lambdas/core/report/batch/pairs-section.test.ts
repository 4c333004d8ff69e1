import { expect, test } from '@jest/globals';
import { pairsSection } from '../../../../../lambdas/core/report/batch/pairs-section.ts';
import { buildDrift, buildDriftedTogether } from '../../../../support/build-result.ts';

test('pairs that none of the rows were enough for are not said to be unchanged', () => {
  const few = pairsSection(buildDrift({ pairs: [], pairsCompared: 0, pairsDrifted: 0 }), undefined);
  const enough = pairsSection(buildDrift({ pairs: [], pairsCompared: 66, pairsDrifted: 0 }), undefined);

  expect(few.markup).toContain('No pair of columns was compared: that takes 300 rows that have both.');
  expect(enough.markup).toContain('None of 66 pairs of columns changed by enough to matter.');
});

test('columns that are left out where all are looked at at once are named, the first of many', () => {
  const { multivariate } = buildDriftedTogether();
  const noteOf = (columnsWithout?: string[]) =>
    pairsSection(buildDriftedTogether({ multivariate: { ...multivariate!, columnsWithout } }), undefined)
      .markup;

  expect(noteOf()).not.toContain('Without ');
  expect(noteOf(['season', 'month']).replaceAll(/<[^>]+>/g, '')).toContain(
    'Without season, month: most of their values belong to one stretch of the reference.',
  );
  expect(noteOf(Array.from({ length: 11 }, (_, at) => `c${at}`))).toMatch(/c7.* and 3 more:/);
});
