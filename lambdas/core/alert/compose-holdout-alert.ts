import { isAtLeast, worstOf } from '../../severities.ts';
import type { HoldoutRun } from '../holdout/run-schema.ts';
import { holdoutFact } from '../holdout/words.ts';
import { plainText } from '../text/clean-text.ts';
import { formatCountOf } from '../text/in-words.ts';
import type { Alert } from './alert-schema.ts';
import { composeAlert } from './compose-alert.ts';

/** What an alert about a holdout set needs to know: the run, and where things lie. */
export interface HoldoutAlertFacts {
  readonly run: HoldoutRun;
  /** Where the run lies, in the results bucket. */
  readonly runKey: string;
  readonly reportKey: string;
  readonly inboxBucket: string;
  readonly resultsBucket: string;
  /** ISO 8601. */
  readonly createdAt: string;
}

/** Tells what a holdout set shows that was scored again. @returns undefined where nothing is worse than information */
export function composeHoldoutAlert(facts: HoldoutAlertFacts): Alert | undefined {
  const { run, runKey, reportKey, inboxBucket, resultsBucket, createdAt } = facts;
  const severity = worstOf(run.findings.map((finding) => finding.severity));
  if (!isAtLeast(severity, 'warning')) return undefined;
  const { id, environment, model } = run;
  return composeAlert(
    { id, environment, model, createdAt },
    {
      kind: 'holdout-changed',
      severity,
      fact: `holdout: ${holdoutFact(run)}`,
      summary: `The holdout set ${plainText(run.run.key, 200)} was scored again and held against ${plainText(run.baseline.key, 200)}, ${formatCountOf(run.ids.both, 'id')} of both. ${verdictOf(run)}`,
      findings: run.findings,
      places: [
        { label: 'report', bucket: resultsBucket, key: reportKey },
        { label: 'result', bucket: resultsBucket, key: runKey },
        { label: 'holdout set', bucket: inboxBucket, key: run.run.key },
        { label: 'baseline', bucket: inboxBucket, key: run.baseline.key },
      ],
      nextSteps: nextSteps(run),
    },
  );
}

function verdictOf({ ids, inputs, predictions }: HoldoutRun): string {
  if (ids.both === 0) return 'They have no id in common.';
  if (inputs.changed > 0) return 'The inputs are not the same, so moved predictions may be due to them.';
  if (predictions.moved > 0)
    return 'The same inputs gave other predictions: the model or what it runs on has changed.';
  return 'The same inputs gave the same predictions.';
}

function nextSteps({ run, inputs, ids }: HoldoutRun): string[] {
  const isOtherSet = inputs.changed > 0 || ids.missing > 0 || ids.added > 0;
  return [
    isOtherSet
      ? 'Find out why the set is not the one that it was: a holdout set is the same rows each time.'
      : 'Find out what changed between the two: the model, a library, a feature that is looked up while scoring.',
    `If the change is intended, upload ${plainText(run.key, 200)} again under a name that begins with baseline: later runs are held against it.`,
  ];
}
