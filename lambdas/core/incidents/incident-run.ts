import { isAtLeast, type Severity, severities, worstOf } from '../../severities.ts';
import type { AlertRules } from '../contract/alert-rules.ts';
import { wouldHaveShown } from './drift-traces.ts';
import {
  type Condition,
  comparePositions,
  type Evidence,
  type Incidents,
  type JudgedBatch,
  type ReferenceVersions,
  type Run,
  type RunReport,
  type Sighting,
  severitySeen,
  type Trace,
} from './incident-schema.ts';
import type { IncidentStep } from './incident-step.ts';
import { isMuchMore, knownOfBoth, newlyCritical, nothingKnown } from './known-subjects.ts';

/** Names that are remembered of what an incident is about. */
export const mostSubjects = 200;

/** Traces that are remembered for a run of batches. */
const mostTraces = 100;

/**
 * The run of batches with a condition that is open after the newest batch. It is read from the batches in their order, so it
 * does not depend on the order in which they were judged. Batches of incidents that were reported as over are left out.
 */
export function openRun(
  { batches, before, closed }: Incidents,
  condition: Condition,
  rules: AlertRules,
): Run | undefined {
  const end = closed[condition];
  return batches
    .filter((batch) => !end || comparePositions(batch, end) > 0)
    .reduce<Run | undefined>((run, batch) => extendRun(run, batch, condition, rules), before[condition]);
}

/** A run with one more batch at its end. A batch that says nothing about the condition ends streaks, but not the run. */
export function extendRun(
  run: Run | undefined,
  batch: JudgedBatch,
  condition: Condition,
  rules: AlertRules,
): Run | undefined {
  if (batch.revised) return run;
  const evidence = condition === 'drift' ? batch.evidence : undefined;
  const sighting = sightingAfter(run, batch.seen[condition], evidence);
  if (sighting === 'unknown') return run && { ...run, streaks: noStreaks };
  const severity = severitySeen(sighting);
  if (severity === undefined) {
    if (!run || run.fine + 1 >= rules.recoveryBatches) return undefined;
    return { ...run, fine: run.fine + 1, streaks: noStreaks };
  }
  const { receivedAt, turn } = batch;
  const { first = { receivedAt, turn }, batches = 0, streaks = noStreaks } = run ?? {};
  const longer: Run = { first, batches: batches + 1, fine: 0, streaks: longerStreaks(streaks, severity) };
  const reported = evidence
    ? reportedWith(run?.reported, evidence, confirmedAtEnd(longer, rules))
    : run?.reported;
  return reported ? { ...longer, reported } : longer;
}

/**
 * What a batch says about a condition, given the run before it. One that could not be judged shows that the drift is gone if
 * it would have shown every effect that was reported, or if it was compared with a new reference and shows nothing.
 */
function sightingAfter(run: Run | undefined, seen: Sighting, evidence: Evidence | undefined): Sighting {
  if (seen !== 'unknown' || !run?.reported || !evidence?.reach) return seen;
  const { shown, isCut, versions } = run.reported;
  if (isOtherReference(versions, evidence)) return 'absent';
  return !isCut && shown.length > 0 && wouldHaveShown(evidence.reach, shown) ? 'absent' : seen;
}

/** Whether a batch was compared with a reference other than the known one for its season. */
export function isOtherReference(versions: ReferenceVersions, evidence: Evidence | undefined): boolean {
  if (!evidence?.reference) return false;
  const { version, season = 'default' } = evidence.reference;
  return versions[season] !== undefined && versions[season] !== version;
}

/** Known versions, and that of a batch. */
export function versionsWith(versions: ReferenceVersions, evidence: Evidence | undefined): ReferenceVersions {
  if (!evidence?.reference) return versions;
  const { version, season = 'default' } = evidence.reference;
  return { ...versions, [season]: version };
}

/** What messages would have said about a run, one batch longer: the first one, and what later ones would add. */
function reportedWith(
  reported: RunReport = nothingReported,
  evidence: Evidence,
  confirmed: Severity | undefined,
): RunReport {
  const isAnew = isOtherReference(reported.versions, evidence);
  const before = isAnew ? nothingReported : reported;
  const found = [reported.severity, confirmed].filter((one) => one !== undefined);
  const severity = found.length > 0 ? worstOf(found) : undefined;
  const isNews =
    isAnew ||
    reported.severity === undefined ||
    reported.severity !== severity ||
    isMuchMore(reported.known, evidence.known) ||
    (confirmed === 'critical' && newlyCritical(reported.known, evidence.known).length > 0);
  const versions = versionsWith(reported.versions, evidence);
  if (!isNews) return { ...reported, versions };
  const shown = bothTraces(before.shown, evidence.shown);
  const isCut = before.isCut || evidence.isCut || shown.length > mostTraces;
  return {
    ...(severity ? { severity } : {}),
    versions,
    known: knownOfBoth(before.known, evidence.known, mostSubjects),
    shown: shown.slice(0, mostTraces),
    ...(isCut ? { isCut: true } : {}),
  };
}

const nothingReported: RunReport = { known: nothingKnown, shown: [], versions: {} };

/** The effects of both; where both have a measure, the one that was reported first. */
function bothTraces(known: readonly Trace[], more: readonly Trace[]): Trace[] {
  return Array.from(
    Map.groupBy([...known, ...more], ({ of }) => of),
    ([of, traces]) => {
      const first = new Map(traces.flatMap(({ effects }) => effects).toReversed());
      return { of, effects: [...first] };
    },
  );
}

/**
 * The worst severity that enough batches in a row have shown, up to the newest one or, if the batch is late, up to it.
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

/** A warning must not be reported as information only because warnings have to wait. */
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
