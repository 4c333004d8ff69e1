import type { ColumnBlock } from '../../lambdas/core/block/column-block.ts';
import { type PerformancePlan, performancePlanSchema } from '../../lambdas/core/signals/performance/plan.ts';
import { buildSample } from './build-sample.ts';

/**
 * A row as the plans here have it, in the order of its columns: a feature, a category, the prediction, the label, the score, the
 * version. Undefined where there is no value.
 */
export interface ModelRow {
  readonly feature?: number | undefined;
  readonly group?: string | undefined;
  readonly prediction?: string | number | undefined;
  readonly label?: string | number | undefined;
  readonly score?: number | undefined;
  readonly version?: string | undefined;
}

/** Rows as a block. */
export function modelBlock(rows: readonly ModelRow[]): ColumnBlock {
  const isNumber = rows.some(({ prediction }) => typeof prediction === 'number');
  const values = (of: (row: ModelRow) => string | number | undefined) =>
    isNumber ? rows.map((row) => Number(of(row) ?? Number.NaN)) : rows.map((row) => of(row)?.toString());
  return buildSample([
    rows.map(({ feature }) => feature ?? Number.NaN),
    rows.map(({ group }) => group),
    values(({ prediction }) => prediction),
    values(({ label }) => label),
    rows.map(({ score }) => score ?? Number.NaN),
    rows.map(({ version }) => version),
  ]);
}

/** A plan for {@link ModelRow}s: two classes, two leaves, four bins of scores; parts of it may be others. */
export function modelPlan(overrides: Partial<PerformancePlan> = {}): PerformancePlan {
  return performancePlanSchema.parse({
    task: 'binary',
    classes: ['no', 'yes'],
    positive: 1,
    columns: { prediction: 2, label: 3, modelVersion: 5, confidences: [{ column: 4 }] },
    scoreOf: 'positive',
    scoreUnit: 'probability',
    scoreCuts: [0.25, 0.5, 0.75],
    errorUnit: 1,
    labelCenter: 0,
    labelUnit: 1,
    tree: [{ column: 0, below: 10, missingLeft: true, from: 0, to: 1, end: 2 }],
    calibration: { status: 'none', reason: 'nothing is known' },
    notes: [],
    ...overrides,
  });
}

/** The same for numbers. */
export function numberPlan(overrides: Partial<PerformancePlan> = {}): PerformancePlan {
  const { positive: _, ...plan } = modelPlan({
    task: 'regression',
    classes: [],
    scoreOf: 'none',
    scoreCuts: [],
  });
  return { ...plan, columns: { ...plan.columns, confidences: [] }, ...overrides };
}
