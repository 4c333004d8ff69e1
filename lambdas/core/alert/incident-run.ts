import type { AlertRules } from '../contract/alert-rules.ts';
import { severities } from '../contract/severities.ts';
import type { Severity } from '../result/result-schema.ts';
import {
  type Condition,
  comparePositions,
  type Incidents,
  isAtLeast,
  type JudgedBatch,
  type Run,
  severitySeen,
  worstOf,
} from './incident-schema.ts';
import type { IncidentStep } from './incident-step.ts';

/**
 * The run of batches with a condition that is open after the newest batch, read from the batches in their order: it
 * does not depend on the order in which they were judged. Batches of incidents that people know to be over are left
 * out.
 */
export function openRun(
  { batches, before, closed }: Incidents,
  condition: Condition,
  { recoveryBatches }: AlertRules,
): Run | undefined {
  const end = closed[condition];
  return batches
    .filter((batch) => !end || comparePositions(batch, end) > 0)
    .reduce<Run | undefined>(
      (run, batch) => extendRun(run, batch, condition, recoveryBatches),
      before[condition],
    );
}

/** A run with one more batch at its end. */
export function extendRun(
  run: Run | undefined,
  { receivedAt, turn, seen }: JudgedBatch,
  condition: Condition,
  recoveryBatches: number,
): Run | undefined {
  const sighting = seen[condition];
  if (sighting === 'unknown') return run;
  const severity = severitySeen(sighting);
  if (severity === undefined) {
    if (!run || run.fine + 1 >= recoveryBatches) return undefined;
    return { ...run, fine: run.fine + 1, streaks: noStreaks };
  }
  const { first = { receivedAt, turn }, batches = 0, streaks = noStreaks } = run ?? {};
  return { first, batches: batches + 1, fine: 0, streaks: longerStreaks(streaks, severity) };
}

/**
 * The worst severity that enough batches in a row have shown, up to the newest or, for a batch that is late, up to it.
 *
 * @returns undefined where none has
 */
export function confirmedSeverity(
  { incidents, batch, condition, rules }: Pick<IncidentStep, 'incidents' | 'batch' | 'condition' | 'rules'>,
  run: Run,
): Severity | undefined {
  const batches = incidents.batches.filter((other) => comparePositions(other, batch) <= 0);
  const upToBatch = openRun({ ...incidents, batches }, condition, rules);
  const confirmed = [run, upToBatch].flatMap((one) => (one && confirmedAtEnd(one, rules)) ?? []);
  return confirmed.length === 0 ? undefined : worstOf(confirmed);
}

/** A warning is not told as being for information only because warnings have to wait. */
function confirmedAtEnd({ streaks }: Run, { consecutiveBatches }: AlertRules): Severity | undefined {
  return severities.findLast(
    (severity) =>
      streaks[severity] >= consecutiveBatches[severity] && (severity !== 'info' || streaks.warning === 0),
  );
}

const noStreaks: Run['streaks'] = { info: 0, warning: 0, critical: 0 };

function longerStreaks({ info, warning, critical }: Run['streaks'], seen: Severity): Run['streaks'] {
  return {
    info: info + 1,
    warning: isAtLeast(seen, 'warning') ? warning + 1 : 0,
    critical: isAtLeast(seen, 'critical') ? critical + 1 : 0,
  };
}
