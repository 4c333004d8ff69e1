import { describe, expect, test } from '@jest/globals';
import {
  hellingerDistance,
  jensenShannonDistance,
  lInfinityDistance,
} from '../../../../../lambdas/core/stats/distances/share-distances.ts';
import {
  accuracy,
  averaged,
  type Confusion,
  classMetrics,
  ofClass,
} from '../../../../../lambdas/core/stats/performance/confusion.ts';
import { isotonic } from '../../../../../lambdas/core/stats/performance/isotonic.ts';
import {
  calibrationError,
  meanLoss,
  probabilityLoss,
} from '../../../../../lambdas/core/stats/performance/probability-losses.ts';
import {
  errorSums,
  regressionErrors,
} from '../../../../../lambdas/core/stats/performance/regression-errors.ts';
import { rocAuc } from '../../../../../lambdas/core/stats/performance/roc-auc.ts';
import { type GoldenNumber, goldenCases, goldenTally, type Tolerance } from '../../../../support/golden.ts';
import { scoreGroups } from '../../../../support/score-groups.ts';

type Expected = Readonly<Record<string, GoldenNumber | { readonly error: string }>>;
type Tolerances = { readonly default: Tolerance } & Readonly<Record<string, Tolerance>>;

function confusionOf(truth: readonly number[], predictions: readonly number[], classes: number): Confusion {
  const counts = new Float64Array(classes * classes);
  for (const [row, actual] of truth.entries()) counts[predictions[row]! * classes + actual]!++;
  return { classes, counts };
}

/** Sums of both losses of rows. */
function lossesOf(scores: readonly number[], truth: readonly number[]) {
  const losses = scores.map((score, row) => probabilityLoss(score, truth[row] === 1));
  const of = (name: 'brier' | 'log') =>
    meanLoss({
      rows: scores.length,
      sum: losses.reduce((sum, loss) => sum + loss[name], 0),
      squares: losses.reduce((sum, loss) => sum + loss[name] ** 2, 0),
    })!.value;
  return { brier: of('brier'), log_loss: of('log') };
}

/** Compares what is computed; where the golden file has an error, nothing may be. */
function compareAll(
  tally: ReturnType<typeof goldenTally>,
  {
    id,
    expected,
    tolerance,
  }: { readonly id: string; readonly expected: Expected; readonly tolerance: Tolerances },
  got: Readonly<Record<string, number | undefined>>,
): void {
  for (const [name, value] of Object.entries(got)) {
    const want = expected[name]!;
    if (typeof want === 'object') expect({ id, name, value }).toEqual({ id, name, value: undefined });
    else
      tally.compare(`${id} ${name}`, value ?? Number.NaN, want, { ...tolerance.default, ...tolerance[name] });
  }
}

type BinaryCase = {
  readonly id: string;
  readonly inputs: { readonly y_true: number[]; readonly y_score: number[]; readonly y_pred: number[] };
  readonly expected: Expected;
  readonly tolerance: Tolerances;
};

describe('as scikit-learn has it', () => {
  test('measures of two classes', () => {
    const tally = goldenTally();
    for (const one of goldenCases<BinaryCase>('classification_binary')) {
      const { y_true: truth, y_score: scores, y_pred: predictions } = one.inputs;
      const confusion = confusionOf(truth, predictions, 2);
      compareAll(tally, one, {
        accuracy: accuracy(confusion).value,
        ...Object.fromEntries(classMetrics.map((metric) => [metric, ofClass(metric, confusion, 1).value])),
        ...lossesOf(scores, truth),
        roc_auc: rocAuc(scoreGroups(scores, truth))?.value,
      });
    }

    expect({ misses: tally.misses(), asserted: tally.asserted() }).toEqual({ misses: [], asserted: 134 });
  });

  test('measures of several classes', () => {
    type Case = {
      readonly id: string;
      readonly inputs: {
        readonly y_true: string[];
        readonly y_pred: string[];
        readonly labels: string[];
        readonly proba: number[][];
      };
      readonly expected: Expected;
      readonly tolerance: Tolerances;
    };
    const tally = goldenTally();
    for (const one of goldenCases<Case>('classification_multiclass')) {
      const { labels } = one.inputs;
      // Written with four digits, they sum to one only then: ties of rounding are none.
      const proba = one.inputs.proba.map((row) => row.map((p) => p / row.reduce((a, b) => a + b, 0)));
      const truth = one.inputs.y_true.map((label) => labels.indexOf(label));
      const confusion = confusionOf(
        truth,
        one.inputs.y_pred.map((label) => labels.indexOf(label)),
        labels.length,
      );
      const areas = labels.map(
        (_, code) =>
          rocAuc(
            scoreGroups(
              proba.map((row) => row[code]!),
              truth.map((label) => (label === code ? 1 : 0)),
            ),
          )!.value,
      );
      compareAll(tally, one, {
        accuracy: accuracy(confusion).value,
        ...Object.fromEntries(
          (['macro', 'weighted'] as const).flatMap((average) =>
            classMetrics.map((metric) => [
              `${metric}_${average}`,
              averaged(metric, average, confusion).value,
            ]),
          ),
        ),
        log_loss: lossesOf(
          proba.map((row, index) => row[truth[index]!]!),
          truth.map(() => 1),
        ).log_loss,
        roc_auc_ovr_macro: areas.reduce((a, b) => a + b, 0) / areas.length,
      });
    }

    expect({ misses: tally.misses(), asserted: tally.asserted() }).toEqual({ misses: [], asserted: 27 });
  });

  test('errors of numbers', () => {
    type Case = {
      readonly id: string;
      readonly inputs: { readonly y_true: number[]; readonly y_pred: number[] };
      readonly expected: Expected;
      readonly tolerance: Tolerances;
    };
    const tally = goldenTally();
    for (const one of goldenCases<Case>('regression')) {
      const errors = regressionErrors(errorSums(one.inputs.y_true, one.inputs.y_pred));
      compareAll(tally, one, {
        mae: errors?.mae.value,
        rmse: errors?.rmse.value,
        r2: errors?.r2?.value,
        mape: errors?.mape?.value,
        mean_error_pred_minus_true: errors?.meanError.value,
      });
    }

    expect({ misses: tally.misses(), asserted: tally.asserted() }).toEqual({ misses: [], asserted: 35 });
  });

  test('isotonic regression', () => {
    type Case = {
      readonly id: string;
      readonly inputs: { readonly x: number[]; readonly y: number[]; readonly predict_at: number[] };
      readonly expected: { readonly predicted: number[] };
      readonly tolerance: { readonly predicted: Tolerance };
    };
    const tally = goldenTally();
    for (const { id, inputs, expected, tolerance } of goldenCases<Case>('isotonic')) {
      const curve = curveOf(inputs.x, inputs.y);
      expected.predicted.forEach((want, place) => {
        tally.compare(`${id} ${place}`, curve.at(inputs.predict_at[place]!), want, tolerance.predicted);
      });
    }

    expect({ misses: tally.misses(), asserted: tally.asserted() }).toEqual({ misses: [], asserted: 91 });
  });
});

function curveOf(scores: readonly number[], truth: readonly number[]) {
  const order = scores.map((_, row) => row).sort((a, b) => scores[a]! - scores[b]!);
  return isotonic(
    order.map((row) => scores[row]!),
    order.map((row) => truth[row]!),
    new Float64Array(scores.length).fill(1),
  );
}

test('confidence-based estimation as published: expected confusion matrix and ROC AUC of calibrated scores', () => {
  type Case = {
    readonly id: string;
    readonly inputs: {
      readonly reference: { readonly y_true: number[]; readonly y_score: number[] };
      readonly batch: { readonly y_score: number[]; readonly y_pred: number[] };
    };
    readonly expected: {
      readonly calibrated_scores: number[];
      readonly estimated_with_isotonic_calibration: Expected;
      readonly ece10_reference_raw: number;
    };
    readonly tolerance: Tolerances;
  };
  const tally = goldenTally();
  for (const { id, inputs, expected, tolerance } of goldenCases<Case>('cbpe')) {
    const { reference, batch } = inputs;
    const curve = curveOf(reference.y_score, reference.y_true);
    const calibrated = batch.y_score.map((score) => curve.at(score));
    calibrated.forEach((got, row) => {
      tally.compare(`${id} ${row}`, got, expected.calibrated_scores[row]!, tolerance.default);
    });
    const counts = new Float64Array(4);
    for (const [row, chance] of calibrated.entries()) {
      counts[2 * batch.y_pred[row]! + 1]! += chance;
      counts[2 * batch.y_pred[row]!]! += 1 - chance;
    }
    const confusion = { classes: 2, counts };
    compareAll(
      tally,
      { id, expected: expected.estimated_with_isotonic_calibration, tolerance },
      {
        tp: counts[3]!,
        fp: counts[2]!,
        fn: counts[1]!,
        tn: counts[0]!,
        accuracy: accuracy(confusion).value,
        ...Object.fromEntries(classMetrics.map((metric) => [metric, ofClass(metric, confusion, 1).value])),
        roc_auc: rocAuc(scoreGroups(batch.y_score, calibrated))?.value,
      },
    );
    tally.compare(
      `${id} ece`,
      calibrationErrorOf(reference.y_score, reference.y_true),
      expected.ece10_reference_raw,
      tolerance.default,
    );
  }

  expect({ misses: tally.misses(), asserted: tally.asserted() }).toEqual({ misses: [], asserted: 710 });
});

/** In ten bins of one width, the last one closed. */
function calibrationErrorOf(scores: readonly number[], truth: readonly number[]): number {
  const bins = Array.from({ length: 10 }, () => ({ rows: 0, positives: 0, probabilities: 0 }));
  for (const [row, score] of scores.entries()) {
    const bin = bins[Math.min(9, Math.floor(10 * score + 1e-9))]!;
    bin.rows++;
    bin.positives += truth[row]!;
    bin.probabilities += score;
  }
  return calibrationError(bins)!.value;
}

test('distances as NannyML documents them', () => {
  type Case = {
    readonly id: string;
    readonly inputs: { readonly reference: number[]; readonly batch: number[] };
    readonly expected: Expected;
    readonly tolerance: Tolerances;
  };
  const tally = goldenTally();
  for (const one of goldenCases<Case>('nannyml_documented')) {
    const { reference, batch } = one.inputs;
    const [shannon, hellinger, largest] = [jensenShannonDistance, hellingerDistance, lInfinityDistance].map(
      (distance) => {
        const got = distance(reference, batch);
        return 'distance' in got ? got.distance : undefined;
      },
    );
    compareAll(tally, one, { js_distance_base2: shannon, hellinger, l_infinity: largest });
  }

  expect({ misses: tally.misses(), asserted: tally.asserted() }).toEqual({ misses: [], asserted: 15 });
});
