import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  accumulatePerformance,
  noPerformance,
} from '../../../../../lambdas/core/signals/performance/accumulate-performance.ts';
import type { PerformancePlan } from '../../../../../lambdas/core/signals/performance/plan.ts';
import { labelRows, scoreRows } from '../../../../../lambdas/core/signals/performance/scored-rows.ts';
import {
  mergePerformance,
  type PerformanceState,
  performanceStateSchema,
} from '../../../../../lambdas/core/signals/performance/state.ts';
import { type ModelRow, modelBlock, modelPlan, numberPlan } from '../../../../support/build-performance.ts';
import { testStateLaws } from '../../../../support/state-laws.ts';

const learned = { status: 'learned', rows: 9, global: [0.1, 0.2, 0.7, 0.9, 0.5], leaves: [] } as const;
const classPlan = modelPlan({ calibration: { ...learned, global: [...learned.global], leaves: [] } });
const errorPlan = numberPlan({
  calibration: {
    status: 'learned',
    rows: 9,
    global: [1, 2],
    leaves: [
      [1, 2],
      [3, 10],
    ],
  },
});

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const classes = maybe(fc.constantFrom('no', 'yes', 'perhaps'));
const shared = {
  feature: maybe(fc.integer({ min: 0, max: 20 })),
  version: maybe(fc.constantFrom(...Array.from({ length: 30 }, (_, version) => `v${version}`))),
};
const classRow: fc.Arbitrary<ModelRow> = fc.record({
  ...shared,
  prediction: classes,
  label: classes,
  score: maybe(fc.constantFrom(0, 0.1, 0.25, 0.5, 0.77, 1, 1.5, -3)),
});
const numbers = maybe(
  fc.oneof(fc.integer({ min: -50, max: 50 }), fc.double({ noNaN: true, noDefaultInfinity: true })),
);
const numberRow: fc.Arbitrary<ModelRow> = fc.record({ ...shared, prediction: numbers, label: numbers });

function stateIn(plan: PerformancePlan) {
  return (...parts: readonly (readonly ModelRow[])[]): PerformanceState => {
    const score = scoreRows(plan);
    const labelsOf = labelRows(plan);
    const accumulator = accumulatePerformance(plan);
    for (const rows of parts.filter(({ length }) => length > 0)) {
      const block = modelBlock(rows);
      accumulator.add(score(block, new Uint8Array(rows.length)), labelsOf(block));
    }
    return accumulator.state();
  };
}

describe.each([
  ['classes', classPlan, classRow],
  ['numbers', errorPlan, numberRow],
])('performance of %s as a state', (_, plan, row) => {
  testStateLaws({
    schema: performanceStateSchema,
    empty: noPerformance(plan),
    merge: mergePerformance,
    of: stateIn(plan),
    parts: fc.array(row, { maxLength: 30 }),
    runs: 30,
  });
});

test('a row counts in the cell of its leaf, score bin and prediction, and no row that has no prediction', () => {
  fc.assert(
    fc.property(fc.array(classRow, { minLength: 1, maxLength: 60 }), (rows) => {
      const state = stateIn(classPlan)(rows);

      expect(state.cells.all).toEqual(byHand(rows));
      expect(state.cells.labelled).toEqual(byHand(rows.filter(({ label }) => label !== undefined)));
      expect(state.cells.right).toEqual(byHand(rows.filter(({ label }) => label === 'yes')));
      expect(state.odd.unpredicted).toBe(rows.filter(({ prediction }) => prediction === undefined).length);
    }),
    { numRuns: 50 },
  );
});

/** The slow, obviously right way: 2 leaves, 4 bins and one for no score, 2 classes and one for others. */
function byHand(rows: readonly ModelRow[]): readonly number[] {
  const cells = new Array<number>(2 * 5 * 3).fill(0);
  for (const { feature, prediction, score = -1 } of rows) {
    if (prediction === undefined) continue;
    const leaf = feature === undefined || feature < 10 ? 0 : 1;
    const bin = score < 0 || score > 1 ? 4 : Math.min(3, Math.floor(4 * score));
    cells[(leaf * 5 + bin) * 3 + ['no', 'yes', 'perhaps'].indexOf(String(prediction))]!++;
  }
  return cells;
}

test('labels that come later make the same state as labels that were there', () => {
  fc.assert(
    fc.property(fc.array(classRow, { minLength: 1, maxLength: 40 }), (rows) => {
      const block = modelBlock(rows);
      const labels = labelRows(classPlan)(block);
      const later = accumulatePerformance(classPlan);
      later.add(
        scoreRows(classPlan)(
          modelBlock(rows.map((row) => ({ ...row, label: undefined }))),
          new Uint8Array(rows.length),
        ),
        labels,
      );

      expect(later.state()).toEqual(stateIn(classPlan)(rows));
    }),
    { numRuns: 30 },
  );
});
