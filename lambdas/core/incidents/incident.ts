import { isAtLeast, type Severity, worstOf } from '../../severities.ts';
import { judgeLateBatch } from './incident-late.ts';
import { confirmedSeverity, isOtherReference, mostSubjects, openRun, versionsWith } from './incident-run.ts';
import {
  comparePositions,
  type Heard,
  type IncidentNews,
  type Known,
  type Position,
  type Run,
  severitySeen,
} from './incident-schema.ts';
import {
  earlier,
  type IncidentOutcome,
  type IncidentStep,
  newsOf,
  owedWith,
  positionOf,
  withEntry,
  withPast,
} from './incident-step.ts';
import {
  changesOf,
  isMuchMore,
  knownOf,
  knownOfBoth,
  newlyCritical,
  nothingKnown,
} from './known-subjects.ts';
import { isReminderDue, silenceAt } from './when-to-report.ts';

const hourMs = 3_600_000;

/**
 * Compares what is the case with what has been reported, and reports the difference: opened, escalated, reminder,
 * recovered. What is the case is read from the batches in their order, so it does not matter in which order they are judged.
 */
export function judgeCondition(step: IncidentStep): IncidentOutcome {
  const { incidents, batch, condition, rules } = step;
  const run = openRun(incidents, condition, rules);
  const severity = severitySeen(batch.seen[condition]);
  if (severity && !(run && comparePositions(batch, run.first) >= 0)) return judgeLateBatch(step, severity);
  if (!run) return judgeOver(step);
  if (!severity) return { incidents };
  const heard = incidents.heard[condition];
  return heard ? judgeContinued(step, run, heard) : judgeNew(step, run);
}

/** The condition is there, and has not been reported. */
function judgeNew(step: IncidentStep, run: Run): IncidentOutcome {
  const { incidents, batch, condition, rules, now } = step;
  const severity = confirmedSeverity(step, run);
  if (!severity || isCoolingDown(step, severity)) return { incidents };
  const { first, batches } = run;
  const owed = owedWith(incidents.held[condition], { first, severity, batches });
  const silence = silenceAt(now, severity, rules);
  if (silence === 'quiet') return { incidents: withEntry(incidents, 'held', condition, owed) };
  if (silence === 'muted') return { incidents };
  const heard: Heard = {
    ...owed,
    ...knownIn(step, severity),
    reportedAt: batch.receivedAt,
    raisedAt: batch.receivedAt,
    versions: versionsWith({}, batch.evidence),
  };
  const open = withEntry(withEntry(incidents, 'held', condition, undefined), 'heard', condition, heard);
  return { incidents: open, news: newsOf(step, 'opened', heard) };
}

/** The condition goes on, and has been reported. */
function judgeContinued(step: IncidentStep, run: Run, heard: Heard): IncidentOutcome {
  const { incidents, batch, condition, rules, now } = step;
  const confirmed = confirmedSeverity(step, run);
  const severity = worstOf([heard.severity, confirmed ?? heard.severity]);
  const counted: Heard = {
    ...heard,
    first: earlier(heard.first, run.first),
    batches: heard.batches + 1,
    versions: { ...versionsWith({}, batch.evidence), ...heard.versions },
  };
  const isAnew = isAgainstNewReference(step, heard);
  const known: Known = isAnew ? nothingKnown : heard;
  const found = knownIn(step, confirmed);
  const isWorse = isAnew || severity !== heard.severity || hasMore(known, found);
  const isDue = isWorse || isReminderDue(counted, batch.receivedAt, rules);
  if (!isDue || silenceAt(now, severity, rules))
    return { incidents: withEntry(incidents, 'heard', condition, counted) };
  const reportedAt = later(batch.receivedAt, heard.reportedAt);
  const reported: Heard = {
    ...counted,
    ...knownOfBoth(known, found, mostSubjects),
    severity,
    reportedAt,
    ...(isWorse ? { raisedAt: reportedAt } : {}),
    ...(isAnew ? { versions: versionsWith(heard.versions, batch.evidence) } : {}),
  };
  const changes = isWorse && !isAnew ? changesOf(known, found, batch.subjects[condition]) : [];
  const news: IncidentNews = {
    ...newsOf(step, isWorse ? 'escalated' : 'reminder', reported),
    ...(changes.length > 0 ? { changes } : {}),
    ...(isAnew ? { newReference: true } : {}),
  };
  return { incidents: withEntry(incidents, 'heard', condition, reported), news };
}

/** The condition is not there, and people may believe that it is. */
function judgeOver(step: IncidentStep): IncidentOutcome {
  const { incidents, condition, rules, now } = step;
  const { [condition]: heard } = incidents.heard;
  const { [condition]: held } = incidents.held;
  const newest = incidents.batches.at(-1);
  const owed = heard ?? held;
  if (!owed || !newest || !canEnd(step)) return { incidents };
  if (silenceAt(now, owed.severity, rules)) return { incidents };
  const last = positionOf(newest);
  const { first, severity, batches } = owed;
  const { critical, criticalCount } = heard ?? nothingKnown;
  const entries = (['heard', 'held', 'before'] as const).reduce(
    (rest, name) => withEntry(rest, name, condition, undefined),
    withEntry(incidents, 'closed', condition, last),
  );
  const past = { condition, first, last, severity, batches, critical, criticalCount };
  return { incidents: withPast(entries, past), news: newsOf(step, 'recovered', owed) };
}

/** A batch without the condition, or one that could not be judged but was compared: the run may have ended with it. */
function canEnd({ batch: { seen, evidence }, condition }: IncidentStep): boolean {
  return seen[condition] === 'absent' || (condition === 'drift' && evidence?.reach !== undefined);
}

/** What a message of this batch would let people know. Nothing counts as critical before the rules have it so. */
function knownIn({ batch, condition }: IncidentStep, confirmed: Severity | undefined): Known {
  const known = knownOf(batch.subjects[condition], mostSubjects);
  return confirmed === 'critical' ? known : { ...known, critical: [], criticalCount: 0 };
}

function hasMore(known: Known, found: Known): boolean {
  return isMuchMore(known, found) || newlyCritical(known, found).length > 0;
}

/** Whether the batch is later than the last report, and was compared with another reference. */
function isAgainstNewReference({ batch, condition }: IncidentStep, heard: Heard): boolean {
  const isLater = Date.parse(batch.receivedAt) >= Date.parse(heard.reportedAt);
  return condition === 'drift' && isLater && isOtherReference(heard.versions, batch.evidence);
}

/** Soon after a message of its end, no worse than that was, and with nothing critical that it did not have. */
function isCoolingDown(step: IncidentStep, severity: Severity): boolean {
  const { incidents, batch, condition, rules } = step;
  const hoursSince = ({ last }: { readonly last: Position }) =>
    (Date.parse(batch.receivedAt) - Date.parse(last.receivedAt)) / hourMs;
  const recent = incidents.past.filter(
    (past) =>
      past.condition === condition &&
      isAtLeast(past.severity, severity) &&
      hoursSince(past) >= 0 &&
      hoursSince(past) < rules.coolDownHours,
  );
  const known = recent.reduce<Known>(
    (all, past) => knownOfBoth(all, { ...nothingKnown, ...past }, mostSubjects),
    nothingKnown,
  );
  return recent.length > 0 && newlyCritical(known, knownIn(step, severity)).length === 0;
}

function later(a: string, b: string): string {
  return Date.parse(a) > Date.parse(b) ? a : b;
}
