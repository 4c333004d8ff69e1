import { signTest } from '../stats/tests/sign-test.ts';
import type { Baseline, Pair } from './baseline.ts';
import type { HoldoutRun } from './run-schema.ts';

/**
 * Counts how right both runs are about the same ids, by the label of the run, or that of the baseline where the run has none:
 * accuracy of classes, mean absolute error of numbers.
 */
export function countScores(baseline: Baseline) {
  const isNumber = baseline.predicts === 'numbers';
  const tally = { labelled: 0, before: 0, now: 0, worse: 0, better: 0, labelsChanged: 0 };
  const confidence = { compared: 0, before: 0, now: 0 };
  const gainOf = (prediction: number, label: number) =>
    isNumber ? -Math.abs(prediction - label) : Number(prediction === label);
  return {
    add({ rows, row, of }: Pair): void {
      const [scoreBefore, scoreNow] = [baseline.confidence[of]!, rows.confidence[row]!];
      if (!Number.isNaN(scoreBefore - scoreNow)) {
        confidence.compared++;
        confidence.before += scoreBefore;
        confidence.now += scoreNow;
      }
      const [known, told] = [baseline.label[of]!, rows.label[row]!];
      const label = Number.isNaN(told) ? known : told;
      if (!Number.isNaN(known - told) && known !== told) tally.labelsChanged++;
      const before = gainOf(baseline.prediction[of]!, label);
      const now = gainOf(rows.prediction[row]!, label);
      if (Number.isNaN(label) || Number.isNaN(before) || Number.isNaN(now)) return;
      tally.labelled++;
      tally.before += before;
      tally.now += now;
      if (now < before) tally.worse++;
      if (now > before) tally.better++;
    },
    scores(): Pick<HoldoutRun, 'score' | 'confidence'> {
      const { labelled, worse, better, labelsChanged } = tally;
      const mean = (sum: number) => Math.abs(sum / labelled);
      const [before, now] = [mean(tally.before), mean(tally.now)];
      const metric = isNumber ? 'mae' : 'accuracy';
      const change = isNumber ? now - before : before - now;
      const { compared } = confidence;
      return {
        ...(labelled === 0
          ? {}
          : {
              score: {
                metric,
                labelled,
                baseline: before,
                current: now,
                loss: change === 0 ? 0 : before === 0 ? Math.sign(change) : change / before,
                pValue: signTest(worse, better),
                worse,
                better,
                labelsChanged,
              },
            }),
        ...(compared === 0
          ? {}
          : {
              confidence: {
                compared,
                baseline: confidence.before / compared,
                current: confidence.now / compared,
              },
            }),
      };
    },
  };
}
