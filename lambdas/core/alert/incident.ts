import type { Severity } from '../result/result-schema.ts';
import { judgeLateBatch } from './incident-late.ts';
import { confirmedSeverity, openRun } from './incident-run.ts';
import {
  comparePositions,
  type Heard,
  isAtLeast,
  type Run,
  severitySeen,
  worstOf,
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
import { silenceAt } from './silence.ts';

/** Names of what an incident is about that are remembered. */
const mostSubjects = 200;

const hourMs = 3_600_000;

/**
 * Compares what is the case with what people have been told, and tells the difference: opened, escalated, reminder,
 * recovered. What is the case is read from the batches in their order, so it does not matter in which order they are
 * judged; what people have been told changes only by telling.
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

/** The condition is there, and nobody has been told. */
function judgeNew(step: IncidentStep, run: Run): IncidentOutcome {
  const { incidents, batch, condition, rules, now } = step;
  const severity = confirmedSeverity(step, run);
  if (!severity || isCoolingDown(step, severity)) return { incidents };
  const { first, batches } = run;
  const owed = owedWith(incidents.held[condition], { first, severity, batches });
  const silence = silenceAt(now, severity, rules);
  if (silence === 'quiet') return { incidents: withEntry(incidents, 'held', condition, owed) };
  if (silence === 'muted') return { incidents };
  const subjects = batch.subjects[condition];
  const heard: Heard = {
    ...owed,
    subjects: subjects.slice(0, mostSubjects),
    subjectCount: subjects.length,
    toldAt: batch.receivedAt,
    untold: 0,
  };
  const open = withEntry(withEntry(incidents, 'held', condition, undefined), 'heard', condition, heard);
  return { incidents: open, news: newsOf(step, 'opened', heard) };
}

/** The condition goes on, and people know of it. */
function judgeContinued(step: IncidentStep, run: Run, heard: Heard): IncidentOutcome {
  const { incidents, batch, condition, rules, now } = step;
  const severity = worstOf([heard.severity, confirmedSeverity(step, run) ?? heard.severity]);
  const counted: Heard = {
    ...heard,
    first: earlier(heard.first, run.first),
    batches: heard.batches + 1,
    untold: heard.untold + 1,
  };
  const subjects = batch.subjects[condition];
  const isWorse = severity !== heard.severity || isMuchMore(heard, subjects);
  const isDue = isWorse || isReminderDue(counted, step);
  if (!isDue || silenceAt(now, severity, rules))
    return { incidents: withEntry(incidents, 'heard', condition, counted) };
  const all = [...new Set([...heard.subjects, ...subjects])];
  const told: Heard = {
    ...counted,
    severity,
    subjects: all.slice(0, mostSubjects),
    subjectCount: Math.max(heard.subjectCount, subjects.length, all.length),
    toldAt: Date.parse(batch.receivedAt) > Date.parse(heard.toldAt) ? batch.receivedAt : heard.toldAt,
    untold: 0,
  };
  return {
    incidents: withEntry(incidents, 'heard', condition, told),
    news: newsOf(step, isWorse ? 'escalated' : 'reminder', told),
  };
}

/** The condition is not there, and people may believe that it is. */
function judgeOver(step: IncidentStep): IncidentOutcome {
  const { incidents, batch, condition, rules, now } = step;
  const { [condition]: heard } = incidents.heard;
  const { [condition]: held } = incidents.held;
  const newest = incidents.batches.at(-1);
  const owed = heard ?? held;
  if (!owed || !newest || batch.seen[condition] !== 'absent') return { incidents };
  if (silenceAt(now, owed.severity, rules)) return { incidents };
  const last = positionOf(newest);
  const { first, severity, batches } = owed;
  const entries = (['heard', 'held', 'before'] as const).reduce(
    (rest, name) => withEntry(rest, name, condition, undefined),
    withEntry(incidents, 'closed', condition, last),
  );
  return {
    incidents: withPast(entries, { condition, first, last, severity, batches }),
    news: newsOf(step, 'recovered', owed),
  };
}

/** Half as much again as people know of, and at least something new. */
function isMuchMore({ subjects: known, subjectCount }: Heard, subjects: readonly string[]): boolean {
  const isCut = subjectCount > mostSubjects || subjects.length > mostSubjects;
  const fresh = isCut
    ? subjects.length - subjectCount
    : subjects.filter((subject) => !known.includes(subject)).length;
  return fresh > 0 && fresh >= subjectCount / 2;
}

function isReminderDue({ toldAt, untold }: Heard, { batch, rules }: IncidentStep): boolean {
  const { hours, batches } = rules.reminder;
  return untold >= batches || Date.parse(batch.receivedAt) - Date.parse(toldAt) >= hours * hourMs;
}

function isCoolingDown({ incidents, batch, condition, rules }: IncidentStep, severity: Severity): boolean {
  const until = Date.parse(batch.receivedAt) - rules.coolDownHours * hourMs;
  return incidents.past.some(
    (past) =>
      past.condition === condition &&
      isAtLeast(past.severity, severity) &&
      Date.parse(past.last.receivedAt) > until,
  );
}
