import { expect, test } from '@jest/globals';
import {
  accuracy,
  averaged,
  confusionError,
  ofClass,
} from '../../../../../lambdas/core/stats/performance/confusion.ts';
import {
  meanLoss,
  probabilityLoss,
} from '../../../../../lambdas/core/stats/performance/probability-losses.ts';
import {
  errorSums,
  regressionErrors,
} from '../../../../../lambdas/core/stats/performance/regression-errors.ts';
import { rocAuc } from '../../../../../lambdas/core/stats/performance/roc-auc.ts';
import { type Random, seededRandom } from '../../../../support/random.ts';
import { scoreGroups } from '../../../../support/score-groups.ts';

/** A measure of one sample, with the standard error that is claimed for it. */
type Measured = Readonly<Record<string, { readonly value: number; readonly error: number | undefined }>>;

function classes(random: Random): Measured {
  const rows = 400;
  const counts = new Float64Array(9);
  const scores: number[] = [];
  const labels: number[] = [];
  const brier = { rows, sum: 0, squares: 0 };
  for (let row = 0; row < rows; row++) {
    const actual = random.integer(3);
    const predicted = random.uniform() < 0.7 ? actual : random.integer(3);
    counts[3 * predicted + actual]!++;
    const score = Math.round(20 * random.uniform()) / 20;
    scores.push(score);
    labels.push(random.uniform() < score ? 1 : 0);
    const loss = probabilityLoss(score, labels[row] === 1).brier;
    brier.sum += loss;
    brier.squares += loss * loss;
  }
  const confusion = { classes: 3, counts };
  const measures = {
    accuracy: accuracy(confusion),
    precision: ofClass('precision', confusion, 1),
    recall: ofClass('recall', confusion, 1),
    f1: ofClass('f1', confusion, 1),
    macro: averaged('f1', 'macro', confusion),
    weighted: averaged('f1', 'weighted', confusion),
  };
  const area = rocAuc(scoreGroups(scores, labels))!;
  const mean = meanLoss(brier)!;
  return {
    ...Object.fromEntries(
      Object.entries(measures).map(([name, measure]) => [
        name,
        { value: measure.value, error: confusionError(confusion, measure) },
      ]),
    ),
    area: { value: area.value, error: area.standardError },
    brier: { value: mean.value, error: mean.standardError },
  };
}

function numbers(random: Random): Measured {
  const truth = Array.from({ length: 400 }, () => 100 + 10 * random.normal());
  const predictions = truth.map((value) => value + 3 * random.normal());
  const { mae, rmse, mape, meanError } = regressionErrors(errorSums(truth, predictions))!;
  const all = { mae, rmse, mape: mape!, meanError };
  return Object.fromEntries(
    Object.entries(all).map(([name, { value, standardError }]) => [name, { value, error: standardError }]),
  );
}

test.each([
  ['classes', classes],
  ['numbers', numbers],
])('the standard errors of measures of %s are how far samples spread', (_, draw) => {
  const random = seededRandom(20_261_130);
  const samples = Array.from({ length: 400 }, () => draw(random));

  for (const name of Object.keys(samples[0]!)) {
    const values = samples.map((sample) => sample[name]!.value);
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    const spread = Math.sqrt(
      values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1),
    );
    const claimed = samples.reduce((sum, sample) => sum + sample[name]!.error!, 0) / samples.length;
    // 400 samples know a spread to 3.5 %.
    expect({ name, ratio: Math.abs(claimed / spread - 1) < 0.12 }).toEqual({ name, ratio: true });
  }
});
