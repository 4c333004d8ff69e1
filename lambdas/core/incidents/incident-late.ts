import { isAtLeast, type Severity } from '../../severities.ts';
import { mostSubjects } from './incident-run.ts';
import {
  comparePositions,
  type Incidents,
  type JudgedBatch,
  type Known,
  type Position,
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
import { knownOf, knownOfBoth, newlyCritical, nothingKnown } from './known-subjects.ts';
import { silenceAt } from './when-to-report.ts';

/**
 * A batch that shows the condition, judged after newer ones that do not: it can't reopen what they decided. It is
 * reported by itself, unless it belongs to an incident that was reported and it shows nothing critical that is new.
 */
export function judgeLateBatch(step: IncidentStep, severity: Severity): IncidentOutcome {
  const { incidents, batch, condition, rules, now } = step;
  const covered = judgeCovered(step, severity);
  if (covered) return covered;
  if (rules.consecutiveBatches[severity] > 1) return { incidents };
  const first = positionOf(batch);
  const silence = silenceAt(now, severity, rules);
  if (silence === 'muted') return { incidents };
  if (silence === 'quiet') {
    const owed = owedWith(incidents.held[condition], { first, severity, batches: 1 });
    return { incidents: withEntry(incidents, 'held', condition, owed) };
  }
  const { critical, criticalCount } = knownOf(batch.subjects[condition], mostSubjects);
  const past = { condition, first, last: first, severity, batches: 1, critical, criticalCount };
  return {
    incidents: withPast(incidents, past),
    news: newsOf(step, 'belated', { first, batches: 1, severity }),
  };
}

/** What comes of a batch within an incident that was reported: the incident holds it, or a neighbour that shows the same. */
function judgeCovered(step: IncidentStep, severity: Severity): IncidentOutcome | undefined {
  const { incidents, batch, condition } = step;
  const near = [batch, ...neighbours(incidents, batch, condition)];
  const covers = ({ first, last, severity: reported }: Span) =>
    isAtLeast(reported, severity) && near.some((position) => isWithin(position, first, last));
  const heard = incidents.heard[condition];
  const newest = incidents.batches.at(-1) ?? batch;
  if (heard && covers({ first: heard.first, last: newest, severity: heard.severity })) {
    const { news, known } = newsOfCovered(step, severity, heard);
    const counted = { ...heard, ...known, batches: heard.batches + 1 };
    return { incidents: withEntry(incidents, 'heard', condition, counted), ...news };
  }
  const index = incidents.past.findIndex((past) => past.condition === condition && covers(past));
  const past = incidents.past[index];
  if (!past) return undefined;
  const { news, known } = newsOfCovered(step, severity, past);
  const wider = { ...past, ...known, ...widened(past, batch), batches: past.batches + 1 };
  return { incidents: { ...incidents, past: incidents.past.with(index, wider) }, ...news };
}

type KnownCritical = Pick<Known, 'critical' | 'criticalCount'>;

/** What is reported about a covered batch all the same, because it is critical and new; and what is known then. */
function newsOfCovered(
  step: IncidentStep,
  severity: Severity,
  { critical, criticalCount }: KnownCritical,
): { readonly news: Pick<IncidentOutcome, 'news'>; readonly known: KnownCritical } {
  const { batch, condition, rules, now } = step;
  const before = { ...nothingKnown, critical, criticalCount };
  const found = knownOf(batch.subjects[condition], mostSubjects);
  const isFresh = rules.consecutiveBatches.critical === 1 && newlyCritical(before, found).length > 0;
  if (!isFresh || silenceAt(now, severity, rules)) return { news: {}, known: { critical, criticalCount } };
  const after = knownOfBoth(before, found, mostSubjects);
  const news = newsOf(step, 'belated', { first: positionOf(batch), batches: 1, severity });
  return { news: { news }, known: { critical: after.critical, criticalCount: after.criticalCount } };
}

interface Span {
  readonly first: Position;
  readonly last: Position;
  readonly severity: Severity;
}

/** The batches before and after that say anything about the condition, as far as they show it. */
function neighbours(
  { batches }: Incidents,
  batch: Position,
  condition: IncidentStep['condition'],
): readonly JudgedBatch[] {
  const telling = batches.filter(
    ({ turn, seen, revised }) => turn !== batch.turn && !revised && seen[condition] !== 'unknown',
  );
  const before = telling.findLast((other) => comparePositions(other, batch) < 0);
  const after = telling.find((other) => comparePositions(other, batch) > 0);
  return [before, after]
    .filter((other) => other !== undefined && severitySeen(other.seen[condition]))
    .flatMap((other) => other ?? []);
}

function isWithin(position: Position, first: Position, last: Position): boolean {
  return comparePositions(first, position) <= 0 && comparePositions(position, last) <= 0;
}

function widened(
  { first, last }: Span,
  batch: Position,
): { readonly first: Position; readonly last: Position } {
  return {
    first: earlier(first, positionOf(batch)),
    last: comparePositions(last, batch) >= 0 ? last : positionOf(batch),
  };
}
