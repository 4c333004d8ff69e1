import { plainList } from '../../columns/count-list.ts';
import {
  errorParts,
  farthestError,
  farthestFourth,
  farthestRelative,
  fourthParts,
  lossCap,
  lossParts,
  nearestWhole,
  relativeParts,
  squareParts,
} from './fixed-point.ts';
import type { PerformancePlan } from './plan.ts';
import type { ScoredRows } from './scored-rows.ts';
import { cellsOf, type PerformanceState } from './state.ts';

/** What is counted of rows whose number is predicted. */
export interface ErrorCounts extends Pick<PerformanceState, 'cells'> {
  readonly errors: NonNullable<PerformanceState['errors']>;
}

/** A running {@link ErrorCounts}. */
export interface ErrorsAccumulator {
  /** @returns the leaf of each row, -1 where it does not count; overwritten by the next block */
  add(rows: ScoredRows, labels: Float64Array | undefined): Int32Array;
  counts(): ErrorCounts;
}

/** One error in whole parts: what is added to every sum. */
export interface WholeError {
  absolute: number;
  squared: number;
  fourth: number;
  loss: number;
  lossSquared: number;
  isCapped: boolean;
}

/** Writes the error of a row in parts of the plan's unit: one object for all rows, so that none is made for each. */
export function wholeErrors(unit: number): (error: number) => WholeError {
  const whole: WholeError = {
    absolute: 0,
    squared: 0,
    fourth: 0,
    loss: 0,
    lossSquared: 0,
    isCapped: false,
  };
  return (error) => {
    const size = Math.abs(error) / unit;
    const counted = Math.min(size, farthestError);
    const inFourth = Math.min(size, farthestFourth);
    whole.absolute = nearestWhole(counted * errorParts);
    whole.squared = nearestWhole(counted * counted * squareParts);
    whole.fourth = nearestWhole(inFourth ** 4 * fourthParts);
    const loss = Math.min(size, lossCap) / lossCap;
    whole.loss = nearestWhole(loss * lossParts);
    whole.lossSquared = nearestWhole(loss * loss * lossParts);
    whole.isCapped = size > farthestError;
    return whole;
  };
}

/** Counts rows of a plan that predicts numbers. */
export function accumulateErrors(plan: PerformancePlan): ErrorsAccumulator {
  const size = cellsOf(plan);
  const sums = {
    all: new Float64Array(size),
    labelled: new Float64Array(size),
    absolute: new Float64Array(size),
    squared: new Float64Array(size),
    fourth: new Float64Array(size),
    loss: new Float64Array(size),
    lossSquared: new Float64Array(size),
  };
  const totals = { over: 0, relative: 0, relativeSquared: 0, withoutRelative: 0, capped: 0 };
  const labelSums = { above: 0, below: 0, squared: 0 };
  const inParts = wholeErrors(plan.errorUnit);
  let cells = new Int32Array(0);

  function addLabelled(leaf: number, prediction: number, label: number): void {
    const error = prediction - label;
    const { absolute, squared, fourth, loss, lossSquared, isCapped } = inParts(error);
    sums.labelled[leaf]!++;
    sums.absolute[leaf]! += absolute;
    sums.squared[leaf]! += squared;
    sums.fourth[leaf]! += fourth;
    sums.loss[leaf]! += loss;
    sums.lossSquared[leaf]! += lossSquared;
    if (error > 0) totals.over += absolute;
    if (isCapped) totals.capped++;
    const relative = Math.abs(error) / Math.abs(label);
    if (relative <= farthestRelative) {
      totals.relative += nearestWhole(relative * relativeParts);
      totals.relativeSquared += nearestWhole(Math.min(relative, 64) ** 2 * relativeParts);
    } else totals.withoutRelative++;
    const distance = Math.max(
      -farthestError,
      Math.min(farthestError, (label - plan.labelCenter) / plan.labelUnit),
    );
    const parts = nearestWhole(Math.abs(distance) * errorParts);
    if (distance > 0) labelSums.above += parts;
    else labelSums.below += parts;
    labelSums.squared += nearestWhole(distance * distance * squareParts);
  }

  return {
    add({ rows, leaf, prediction }, labels) {
      if (cells.length < rows) cells = new Int32Array(rows);
      for (let row = 0; row < rows; row++) {
        const [value, label] = [prediction[row]!, labels?.[row] ?? Number.NaN];
        cells[row] = Number.isNaN(value) ? -1 : leaf[row]!;
        if (cells[row] === -1) continue;
        sums.all[leaf[row]!]!++;
        if (!Number.isNaN(label)) addLabelled(leaf[row]!, value, label);
      }
      return cells;
    },
    counts: () => ({
      cells: { all: plainList(sums.all), labelled: plainList(sums.labelled), right: [] },
      errors: {
        absolute: plainList(sums.absolute),
        squared: plainList(sums.squared),
        fourth: plainList(sums.fourth),
        loss: plainList(sums.loss),
        lossSquared: plainList(sums.lossSquared),
        ...totals,
        labels: { ...labelSums },
      },
    }),
  };
}
