import type { MetricName } from '../../contract/model-rules.ts';
import type { Mean } from '../../stats/performance/probability-losses.ts';
import { type ErrorSums, regressionErrors } from '../../stats/performance/regression-errors.ts';
import { errorParts, fourthParts, lossParts, relativeParts, squareParts } from './fixed-point.ts';
import type { PerformancePlan } from './plan.ts';
import type { PerformanceState } from './state.ts';

/** Moments of the errors of a leaf's labelled rows, in units of what is predicted. */
export interface LeafErrors {
  readonly rows: number;
  readonly absolute: number;
  readonly squared: number;
  readonly fourth: number;
  /** Of errors as shares of the cap, at most 1, and of their squares. */
  readonly loss: number;
  readonly lossSquared: number;
}

/** Sums of a state by leaf. */
export function leafErrors(
  { errorUnit: unit }: PerformancePlan,
  { cells, errors }: PerformanceState,
): readonly LeafErrors[] {
  return cells.labelled.map((rows, leaf) => ({
    rows,
    absolute: ((errors?.absolute[leaf] ?? 0) / errorParts) * unit,
    squared: ((errors?.squared[leaf] ?? 0) / squareParts) * unit ** 2,
    fourth: ((errors?.fourth[leaf] ?? 0) / fourthParts) * unit ** 4,
    loss: (errors?.loss[leaf] ?? 0) / lossParts,
    lossSquared: (errors?.lossSquared[leaf] ?? 0) / lossParts,
  }));
}

/** Sums of all labelled rows of a state. */
export function stateErrors(plan: PerformancePlan, state: PerformanceState): ErrorSums {
  const leaves = leafErrors(plan, state);
  const total = (of: (leaf: LeafErrors) => number) => leaves.reduce((sum, leaf) => sum + of(leaf), 0);
  const [rows, absolute] = [total((leaf) => leaf.rows), total((leaf) => leaf.absolute)];
  const { errors } = state;
  const over = ((errors?.over ?? 0) / errorParts) * plan.errorUnit;
  const labels = errors?.labels ?? { above: 0, below: 0, squared: 0 };
  return {
    rows,
    absolute,
    squared: total((leaf) => leaf.squared),
    fourth: total((leaf) => leaf.fourth),
    signed: 2 * over - absolute,
    relative: (errors?.relative ?? 0) / relativeParts,
    relativeSquared: (errors?.relativeSquared ?? 0) / relativeParts,
    relativeRows: rows - (errors?.withoutRelative ?? 0),
    truth: ((labels.above - labels.below) / errorParts) * plan.labelUnit,
    truthSquared: (labels.squared / squareParts) * plan.labelUnit ** 2,
  };
}

/** A measure of errors by its name. */
export function errorMetric(name: MetricName, sums: ErrorSums): Mean | undefined {
  const errors = regressionErrors(sums);
  switch (name) {
    case 'mae':
    case 'rmse':
    case 'r2':
    case 'mape':
      return errors?.[name];
    default:
      return undefined;
  }
}
