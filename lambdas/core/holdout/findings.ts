import { bySeverity, type Severity } from '../../severities.ts';
import type { ModelRules } from '../contract/model-rules.ts';
import { environmentFindings } from '../findings/environment-findings.ts';
import { namedInText } from '../text/clean-text.ts';
import { formatCount, formatCountOf, numberInWords, percent } from '../text/in-words.ts';
import { listNames, listWords } from '../text/sentences.ts';
import type { HoldoutRun } from './run-schema.ts';

/** What of a run is judged. */
export type JudgedRun = Omit<HoldoutRun, 'findings'>;
type Findings = HoldoutRun['findings'];

/** What a contract says of a holdout set. */
export type HoldoutRules = Pick<ModelRules, 'maxChurn' | 'maxLoss'>;

/** A loss that chance gives more often than this is no loss. */
const alpha = 0.01;

/** Means of confidence that differ less than this, relative, are not told. */
const confidenceLimit = 0.05;

/**
 * What is worth telling of a holdout set that was scored again, the worst first. From a warning on people hear of it: the set is not
 * the same, more predictions moved than may, or the model is worse on it.
 */
export function holdoutFindings(run: JudgedRun, rules: HoldoutRules): Findings {
  return [
    ...nothingInCommon(run),
    ...constant(run),
    ...loss(run, rules),
    ...changedInputs(run),
    ...otherIds(run),
    ...moved(run, rules),
    ...confidence(run),
    ...environmentFindings(run.environmentChanges, 'baseline'),
  ].toSorted(bySeverity);
}

function one(severity: Severity, sentence: string): Findings {
  return [{ severity, sentence }];
}

function nothingInCommon({ ids }: JudgedRun): Findings {
  if (ids.both > 0) return [];
  return one('critical', 'no id of the baseline is in the file: nothing could be compared');
}

function constant({ predictions, ids }: JudgedRun): Findings {
  if (predictions.constant === undefined || predictions.moved === 0) return [];
  return one(
    'critical',
    `every one of the ${formatCountOf(ids.both, 'prediction')} is ${namedInText(predictions.constant)}, which those of the baseline are not`,
  );
}

function loss({ score }: JudgedRun, { maxLoss }: HoldoutRules): Findings {
  if (!score || score.baseline === score.current) return [];
  const { metric, labelled, baseline, current, pValue, worse, better } = score;
  const isWorse = score.loss > 0;
  const name = metric === 'mae' ? 'mean absolute error' : 'accuracy';
  const inUnit = metric === 'mae' ? numberInWords : percent;
  const verb = current > baseline ? 'rose' : 'fell';
  const pairs = `of ${formatCountOf(labelled, 'labelled id')} ${formatCount(worse)} got worse and ${formatCount(better)} better`;
  const isSure = pValue < alpha;
  const chance = isSure ? '' : `, which may be chance (p = ${numberInWords(pValue)})`;
  const severity = isWorse && isSure ? (score.loss > maxLoss ? 'critical' : 'warning') : 'info';
  return one(severity, `${name} ${verb} from ${inUnit(baseline)} to ${inUnit(current)}: ${pairs}${chance}`);
}

function changedInputs({ inputs, ids, columnsMissing }: JudgedRun): Findings {
  const columns = inputs.columns.map(
    ({ column, changed }) => `${namedInText(column)} (${formatCount(changed)})`,
  );
  return [
    ...(inputs.changed === 0
      ? []
      : one(
          'warning',
          `the inputs are not those of the baseline for ${formatCount(inputs.changed)} of ${formatCountOf(ids.both, 'id')}, in ${listWords(columns)}`,
        )),
    ...(columnsMissing.length === 0
      ? []
      : one('warning', `inputs of the baseline are missing: ${listNames(columnsMissing)}`)),
  ];
}

function otherIds({ ids, run, baseline }: JudgedRun): Findings {
  const parts = [
    ...(ids.missing > 0 ? [`${formatCountOf(ids.missing, 'id')} of the baseline missing`] : []),
    ...(ids.added > 0 ? [`${formatCountOf(ids.added, 'id')} added`] : []),
    ...(run.repeated > 0
      ? [`${formatCountOf(run.repeated, 'row')} with the id of an earlier one, which counts`]
      : []),
    ...(run.unusable > 0 ? [`${formatCountOf(run.unusable, 'row')} broken or without an id`] : []),
    ...(baseline.repeated > 0
      ? [`in the baseline ${formatCountOf(baseline.repeated, 'row')} with the id of an earlier one`]
      : []),
  ];
  return parts.length === 0 ? [] : one('warning', `the set is not the same: ${parts.join(', ')}`);
}

function moved({ predictions, ids, inputs }: JudgedRun, { maxChurn }: HoldoutRules): Findings {
  const {
    moved: count,
    share,
    interval,
    movedWithSameInputs,
    meanChange,
    largestChange,
    flows,
  } = predictions;
  if (count === 0) return [];
  const [low, high] = interval.map(percent);
  const most = flows?.[0];
  const how =
    most !== undefined
      ? `, most often ${namedInText(most.from)} to ${namedInText(most.to)} (${formatCount(most.count)})`
      : meanChange !== undefined && largestChange !== undefined
        ? `, by ${numberInWords(meanChange)} on average and ${numberInWords(largestChange)} at most`
        : '';
  const same = inputs.changed > 0 ? `; ${formatCount(movedWithSameInputs)} of them with the same inputs` : '';
  return one(
    share > maxChurn ? 'warning' : 'info',
    `${formatCount(count)} of ${formatCountOf(ids.both, 'prediction')} moved (${percent(share)}; 95 %: ${low} to ${high})${how}${same}`,
  );
}

function confidence({ confidence: means }: JudgedRun): Findings {
  if (!means || means.baseline === 0) return [];
  const change = Math.abs(means.current - means.baseline) / Math.abs(means.baseline);
  if (change <= confidenceLimit) return [];
  return one(
    'warning',
    `mean confidence went from ${numberInWords(means.baseline)} to ${numberInWords(means.current)}`,
  );
}
