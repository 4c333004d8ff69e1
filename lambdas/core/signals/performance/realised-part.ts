import type { PerformanceResult } from '../../result/performance-schema.ts';
import type { KnownBins } from './class-cells.ts';
import { intervalOf, judgeLoss, type Known } from './judge-loss.ts';
import type { PerformancePlan } from './plan.ts';
import { calibrationBins, type Realised } from './realise-classes.ts';
import {
  labelled,
  labelledOf,
  leastLabelled,
  metricsPart,
  nearlyAll,
  rowsOf,
  type Setting,
} from './setting.ts';
import type { PerformanceState } from './state.ts';
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
  const isPartial = rows < nearlyAll * of && plan.task !== 'regression';
  const weights = isPartial ? weightLabels(plan, current, known) : undefined;
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
    ...(plan.task === 'regression' ? {} : classParts(plan, current)),
    ...(weights && naive ? { weighted: { naive: naive.value, estimated: weights.estimated } } : {}),
  };
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
