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
  type RunTold,
  type Sighting,
  severitySeen,
  type Trace,
} from './incident-schema.ts';
import type { IncidentStep } from './incident-step.ts';
import { isMuchMore, knownOfBoth, newlyCritical, nothingKnown } from './known-subjects.ts';

/** Names of what an incident is about that are remembered. */
export const mostSubjects = 200;

/** Traces that are remembered of a run of batches. */
const mostTraces = 100;

/**
 * The run of batches with a condition that is open after the newest batch, read from the batches in their order: it
 * does not depend on the order in which they were judged. Batches of incidents that people know to be over are left
 * out.
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

/** A run with one more batch at its end. A batch that says nothing of the condition ends streaks, but not the run. */
export function extendRun(
  run: Run | undefined,
  batch: JudgedBatch,
  condition: Condition,
  rules: AlertRules,
): Run | undefined {
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
  const told = evidence ? toldWith(run?.told, evidence, confirmedAtEnd(longer, rules)) : run?.told;
  return told ? { ...longer, told } : longer;
}

/**
 * What a batch says of a condition, given the run before it. One that could not be judged shows that the drift is gone
 * where it would have shown every effect that the run was told with, or where nothing is left of it against a new reference.
 */
function sightingAfter(run: Run | undefined, seen: Sighting, evidence: Evidence | undefined): Sighting {
  if (seen !== 'unknown' || !run?.told || !evidence?.reach) return seen;
  const { shown, isCut, versions } = run.told;
  if (isOtherReference(versions, evidence)) return 'absent';
  return !isCut && shown.length > 0 && wouldHaveShown(evidence.reach, shown) ? 'absent' : seen;
}

/** Whether a batch was compared with another reference than the one of its season that is known. */
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

/** What a run is told with, one more batch at its end: what its first message would say, and what later ones would add. */
function toldWith(told: RunTold = nothingTold, evidence: Evidence, confirmed: Severity | undefined): RunTold {
  const isAnew = isOtherReference(told.versions, evidence);
  const before = isAnew ? nothingTold : told;
  const found = [told.severity, confirmed].filter((one) => one !== undefined);
  const severity = found.length > 0 ? worstOf(found) : undefined;
  const isNews =
    isAnew ||
    told.severity === undefined ||
    told.severity !== severity ||
    isMuchMore(told.known, evidence.known) ||
    (confirmed === 'critical' && newlyCritical(told.known, evidence.known).length > 0);
  const versions = versionsWith(told.versions, evidence);
  if (!isNews) return { ...told, versions };
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

const nothingTold: RunTold = { known: nothingKnown, shown: [], versions: {} };

/** The effects of both; of a measure that both have, the one that was told first. */
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
