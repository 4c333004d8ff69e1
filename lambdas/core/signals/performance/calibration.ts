import { errorParts, probabilityParts, squareParts } from './fixed-point.ts';
import { type PerformancePlan, scoreBins } from './plan.ts';
import { cellsOf } from './state.ts';
import { leavesOf } from './tree.ts';

/** The chance of each leaf and score bin, `leaf * bins + bin`; the global one in each leaf where leaves have none of their own. */
export function chances(plan: PerformancePlan): Float64Array {
  const { calibration, tree } = plan;
  const [leaves, bins] = [leavesOf(tree), scoreBins(plan)];
  const list = new Float64Array(leaves * bins);
  if (calibration.status === 'none') return list.fill(Number.NaN);
  for (let leaf = 0; leaf < leaves; leaf++)
    list.set(calibration.leaves[leaf] ?? calibration.global, leaf * bins);
  return list;
}

/**
 * What is expected of a row by its cell, in whole parts: the chance of the positive class (of several: of being right); where numbers
 * are predicted two a leaf, the absolute and the squared error. 0 where nothing is known.
 */
export function expectedByCell(plan: PerformancePlan): Float64Array {
  const cells = cellsOf(plan);
  if (plan.task === 'regression') return expectedErrors(plan, cells);
  const expected = new Float64Array(cells);
  if (plan.calibration.status === 'none') return expected;
  const byBin = chances(plan);
  const codes = cells / byBin.length;
  for (let cell = 0; cell < cells; cell++)
    expected[cell] = Math.round(byBin[Math.floor(cell / codes)]! * probabilityParts);
  return expected;
}

function expectedErrors({ calibration, errorUnit }: PerformancePlan, leaves: number): Float64Array {
  const expected = new Float64Array(2 * leaves);
  if (calibration.status === 'none') return expected;
  for (const [leaf, [absolute = 0, squared = 0]] of calibration.leaves.entries()) {
    expected[2 * leaf] = Math.round((absolute / errorUnit) * errorParts);
    expected[2 * leaf + 1] = Math.round((squared / errorUnit ** 2) * squareParts);
  }
  return expected;
}
