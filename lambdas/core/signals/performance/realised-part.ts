import type { MetricName } from '../../contract/model-rules.ts';
import type { PerformanceResult } from '../../result/performance-schema.ts';
import { cappedLoss } from './capped-loss.ts';
import type { KnownBins } from './class-cells.ts';
import { intervalOf, judgeLoss, type Known } from './judge-loss.ts';
import type { PerformancePlan } from './plan.ts';
import { calibrationBins, type Realised } from './realise-classes.ts';
import {
  isLearned,
  labelled,
  labelledOf,
  leastLabelled,
  metricsPart,
  nearlyAll,
  rowsOf,
  type Setting,
} from './setting.ts';
import type { PerformanceState } from './state.ts';
import { weightErrors } from './weight-errors.ts';
import { weightLabels } from './weight-labels.ts';

/** How right the model was by labels; undefined where too few rows have one. */
export function realisedPart(
  setting: Setting,
  baseline: Known | undefined,
  known: KnownBins | undefined,
): PerformanceResult['realised'] {
  const { plan, metric, rules, current } = setting;
  const [rows, of] = [labelledOf(current), rowsOf(current)];
  if (rows < leastLabelled) return undefined;
  const weights = rows < nearlyAll * of ? weightsOf(setting, known) : undefined;
  const naive = labelled(setting, current, metric);
  const value = (weights && asKnown(weights.metric(metric))) ?? naive;
  if (!value) return undefined;
  const judgement = baseline && judgeLoss(metric, baseline, value, rules.maxLoss);
  return {
    rows,
    of,
    value: value.value,
    interval: intervalOf(value, metric),
    ...(judgement ? { loss: judgement.loss } : {}),
    verdict: judgement?.verdict ?? 'cannot-tell',
    metrics: metricsPart(
      setting,
      (name) => asKnown(weights?.metric(name)) ?? labelled(setting, current, name),
    ),
    ...(plan.task === 'regression' ? numberParts(setting, weights?.loss) : classParts(plan, current)),
    ...(weights && naive ? { weighted: { naive: naive.value, estimated: weights.estimated } } : {}),
  };
}

/** Measures of all rows where some have labels, whatever is predicted. */
interface Weights {
  readonly metric: (name: MetricName) => Realised | undefined;
  readonly estimated: number;
  readonly loss?: Known;
}

function weightsOf({ plan, current, reference }: Setting, known: KnownBins | undefined): Weights {
  if (plan.task !== 'regression') return weightLabels(plan, current, known);
  const { absolute, squared, loss, estimated } = weightErrors(
    plan,
    current,
    isLearned(plan) ? reference : undefined,
  );
  const root = Math.sqrt(squared.value);
  return {
    estimated,
    loss,
    metric: (name) => {
      if (name === 'mae') return { name, ...absolute };
      const standardError = root === 0 ? 0 : squared.standardError / (2 * root);
      return name === 'rmse' ? { name, value: root, standardError } : undefined;
    },
  };
}

function numberParts(setting: Setting, weighted: Known | undefined) {
  const capped = cappedLoss(setting, weighted);
  return capped ? { capped } : {};
}

function asKnown(found: Realised | undefined): Known | undefined {
  return found?.standardError === undefined
    ? undefined
    : { value: found.value, standardError: found.standardError };
}

function classParts(plan: PerformancePlan, state: PerformanceState) {
  const codes = plan.classes.length + 1;
  const isSeen = (code: number) =>
    code < plan.classes.length ||
    state.confusion.some(
      (count, cell) => count > 0 && (Math.floor(cell / codes) === code || cell % codes === code),
    );
  const shown = Array.from({ length: codes }, (_, code) => code).filter(isSeen);
  const confusion = {
    classes: shown.map((code) => plan.classes[code] ?? 'others'),
    counts: shown.map((predicted) => shown.map((actual) => state.confusion[predicted * codes + actual]!)),
  };
  const groups = state.losses.rows > 0 ? calibrationBins(plan, state) : [];
  const calibration = groups.map(({ from, to, rows, positives, probabilities }) => ({
    from,
    to,
    rows,
    score: probabilities / rows,
    observed: positives / rows,
  }));
  return { confusion, ...(calibration.length > 0 ? { calibration } : {}) };
}
