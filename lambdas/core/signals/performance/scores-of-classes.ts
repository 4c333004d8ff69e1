import { cellState } from '../../block/column-block.ts';
import type { PerformancePlan } from './plan.ts';
import { readClasses } from './read-classes.ts';
import type { SampledRows } from './sample-rows.ts';

/** Scores above this are no probabilities, and up to a hundred of them percents. */
const probable = 1 + 1e-9;

/** So large a share of the scores may be no probability in a reference whose scores are. */
const odd = 0.01;

/** From this share of rows on scores below one half say that they are of the positive class, not of what was predicted. */
const low = 0.01;

/** What the scores of a reference are: of which class, and in which unit. Of two classes without any the prediction is the score. */
export function scoresOfClasses(
  plan: PerformancePlan,
  sample: SampledRows,
): Pick<PerformancePlan, 'scoreOf' | 'scoreUnit'> {
  const { confidences } = plan.columns;
  const values = confidences.flatMap(({ column }) => scoresIn(sample, column));
  if (values.length === 0) return { scoreOf: 'none', scoreUnit: 'any' };
  const scoreUnit = unitOf(values);
  const isNamed = confidences.some((one) => one.class !== undefined);
  if (plan.task === 'multiclass') return { scoreOf: 'predicted', scoreUnit };
  return { scoreOf: isNamed || isOfPositive(plan, sample, scoreUnit) ? 'positive' : 'predicted', scoreUnit };
}

function scoresIn({ columns, rows }: SampledRows, place: number): readonly number[] {
  const column = columns.get(place);
  if (column?.type !== 'numbers') return [];
  return Array.from(column.values.subarray(0, rows)).filter(
    (_, row) => column.states[row] === cellState.present,
  );
}

function unitOf(values: readonly number[]): PerformancePlan['scoreUnit'] {
  const share = (isOdd: (value: number) => boolean) => values.filter(isOdd).length / values.length;
  if (share((value) => value < 0 || value > probable) <= odd) return 'probability';
  return share((value) => value < 0 || value > 100 * probable) <= odd ? 'percent' : 'any';
}

/**
 * A column that does not say of which class it is may be of the positive one, or of whatever was predicted. The latter is never
 * below one half, and is as high where the prediction is negative.
 */
function isOfPositive(
  plan: PerformancePlan,
  sample: SampledRows,
  unit: PerformancePlan['scoreUnit'],
): boolean {
  const column = sample.columns.get(plan.columns.confidences[0]?.column ?? -1);
  if (column?.type !== 'numbers' || unit === 'any') return true;
  const half = unit === 'percent' ? 50 : 0.5;
  const predictions = new Float64Array(sample.rows);
  readClasses(plan.classes, 'classes')(sample.columns.get(plan.columns.prediction), predictions, sample.rows);
  let [rows, below, negatives, lowNegatives] = [0, 0, 0, 0];
  for (let row = 0; row < sample.rows; row++) {
    if (column.states[row] !== cellState.present || Number.isNaN(predictions[row]!)) continue;
    const isBelow = column.values[row]! < half;
    rows++;
    below += isBelow ? 1 : 0;
    if (predictions[row] === plan.positive) continue;
    negatives++;
    lowNegatives += isBelow ? 1 : 0;
  }
  return negatives === 0 || below / Math.max(1, rows) > low || lowNegatives > negatives / 2;
}
