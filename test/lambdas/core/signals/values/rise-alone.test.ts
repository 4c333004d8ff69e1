import { expect, test } from '@jest/globals';
import type { ColumnState } from '../../../../../lambdas/core/signals/column-state.ts';
import { riseAlone } from '../../../../../lambdas/core/signals/values/rise-alone.ts';

const column = { column: 0, source: 'note', name: 'note: unknown words' };
const unknownWords = { derived: { ...column, feature: 'unknown-words' as const } };

function stateOf(bins: readonly number[]): ColumnState {
  const count = bins.reduce((sum, rows) => sum + rows, 0);
  const values = { type: 'numbers' as const, count, sum: 0, sumOfSquares: 0, bins: [...bins] };
  return {
    profile: { cells: { present: count, missing: [], unparsable: 0 }, values },
    violations: new Map(),
  };
}

function binsOf({ profile: { values } }: ColumnState) {
  return values.type === 'numbers' ? values.bins : undefined;
}

test.each([
  // By hand: of 40 and of 20 rows.
  ['a fall is nothing', [0, 20, 0, 20, 0], [0, 18, 0, 2, 0], [0, 10, 0, 10, 0]],
  ['a rise stays', [0, 20, 0, 20, 0], [0, 2, 0, 10, 8], [0, 2, 0, 10, 8]],
  ['a rise stays beside a fall', [0, 20, 0, 20, 0], [0, 15, 0, 0, 5], [0, 10, 0, 5, 5]],
  ['less than a row is left of a fall', [0, 1, 0, 2, 0], [0, 10, 0, 0, 0], [0, 4, 0, 6, 0]],
])('of unknown words %s', (_, before, now, expected) => {
  expect(binsOf(riseAlone(unknownWords, stateOf(before), stateOf(now)))).toEqual(expected);
});

test('of anything else a fall is one', () => {
  const now = stateOf([0, 18, 0, 2, 0]);

  expect(riseAlone({ derived: undefined }, stateOf([0, 20, 0, 20, 0]), now)).toBe(now);
});
