import type { PerformanceResult } from '../../result/performance-schema.ts';
import { leafErrors } from './error-moments.ts';
import { lossCap } from './fixed-point.ts';
import type { Known } from './judge-loss.ts';
import type { Setting } from './setting.ts';

type Capped = NonNullable<NonNullable<PerformanceResult['realised']>['capped']>;

/** Errors of so little spread are all alike: one that is not must not be all that counts. */
const leastDispersion = 0.01;

/**
 * Mean capped loss of a batch beside that of its reference: what a model of numbers is followed by over time, as losses in [0, 1] are.
 *
 * @param weighted  of all rows, where some have no label
 * @returns undefined where the reference does not say how large errors are, or has none at all
 */
export function cappedLoss(
  { plan, reference, current }: Setting,
  weighted: Known | undefined,
): Capped | undefined {
  const [before, now] = [meanLossOf(plan, reference), meanLossOf(plan, current)];
  const ofRightAndWrong = (before?.value ?? 0) * (1 - (before?.value ?? 0));
  if (!before || !now || !(ofRightAndWrong > 0)) return undefined;
  const { value, standardError } = weighted ?? {
    value: now.value,
    standardError: Math.sqrt(now.variance / now.rows),
  };
  return {
    cap: lossCap * plan.errorUnit,
    value: Math.min(1, value),
    standardError,
    baseline: before.value,
    dispersion: Math.max(leastDispersion, before.variance / ofRightAndWrong),
  };
}

function meanLossOf(plan: Setting['plan'], state: Setting['current']) {
  let [rows, sum, squares] = [0, 0, 0];
  for (const leaf of leafErrors(plan, state)) {
    rows += leaf.rows;
    sum += leaf.loss;
    squares += leaf.lossSquared;
  }
  if (rows === 0) return undefined;
  const value = sum / rows;
  return { rows, value, variance: Math.max(0, squares / rows - value ** 2) };
}
