import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  countStretches,
  mergeStretchCounts,
  noStretches,
  stretchCountsSchema,
} from '../../../../../lambdas/core/signals/usual/stretch-counts.ts';
import { buildSample } from '../../../../support/build-sample.ts';
import { testStateLaws } from '../../../../support/state-laws.ts';

const dayMs = 86_400_000;
const anyTimes = fc.array(fc.option(fc.integer({ min: -5 * dayMs, max: 5 * dayMs }), { nil: Number.NaN }), {
  maxLength: 60,
});

function countsOf(...parts: readonly (readonly number[])[]) {
  const counter = countStretches({ column: 0, stretches: 'day' });
  for (const times of parts)
    if (times.length > 0) counter.add(buildSample([times]), new Uint8Array(times.length));
  return counter.counts();
}

describe('rows by stretch of time', () => {
  testStateLaws({
    schema: stretchCountsSchema,
    empty: noStretches,
    merge: mergeStretchCounts,
    of: countsOf,
    parts: anyTimes,
  });

  test('are as many as rows have times', () => {
    fc.assert(
      fc.property(anyTimes, (times) => {
        const { stretches, rows } = countsOf(times);

        const days = Map.groupBy(times.filter(Number.isFinite), (time) => Math.floor(time / dayMs));
        expect(new Map(stretches.map((day, index) => [day, rows[index]]))).toEqual(
          new Map([...days].sort(([a], [b]) => a - b).map(([day, { length }]) => [day, length])),
        );
      }),
    );
  });

  test('are of the first stretches where there are more than can be kept, in whatever order they came', () => {
    const times = Array.from({ length: 45_000 }, (_, row) => ((row * 7_919) % 45_000) * dayMs);

    const { stretches, rows } = countsOf(times, [0]);

    expect(stretches).toEqual(Array.from({ length: 20_000 }, (_, day) => day));
    expect(rows.slice(0, 2)).toEqual([2, 1]);
  });

  test('leave rows out that broke the contract', () => {
    const counter = countStretches({ column: 0, stretches: 'day' });

    counter.add(buildSample([[0, 1, dayMs]]), Uint8Array.of(0, 1, 1));

    expect(counter.counts()).toEqual({ stretches: [0], rows: [1] });
  });
});
