import type { Severity } from '../result/result-schema.ts';
import {
  comparePositions,
  type Incidents,
  isAtLeast,
  type JudgedBatch,
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
import { silenceAt } from './silence.ts';

/**
 * A batch that shows the condition, judged after newer ones that do not: it can't open what they decided. It is told
 * by itself, unless it belongs to an incident that was told.
 */
export function judgeLateBatch(step: IncidentStep, severity: Severity): IncidentOutcome {
  const { incidents, batch, condition, rules, now } = step;
  const covered = withCovered(step, severity);
  if (covered) return { incidents: covered };
  if (rules.consecutiveBatches[severity] > 1) return { incidents };
  const first = positionOf(batch);
  const silence = silenceAt(now, severity, rules);
  if (silence === 'muted') return { incidents };
  if (silence === 'quiet') {
    const owed = owedWith(incidents.held[condition], { first, severity, batches: 1 });
    return { incidents: withEntry(incidents, 'held', condition, owed) };
  }
  return {
    incidents: withPast(incidents, { condition, first, last: first, severity, batches: 1 }),
    news: newsOf(step, 'belated', { first, batches: 1, severity }),
  };
}

/** The incidents, if one that was told covers the batch: it holds the batch, or one next to it that shows the same. */
function withCovered(
  { incidents, batch, condition }: IncidentStep,
  severity: Severity,
): Incidents | undefined {
  const near = [batch, ...neighbours(incidents, batch, condition)];
  const covers = ({ first, last, severity: told }: Span) =>
    isAtLeast(told, severity) && near.some((position) => isWithin(position, first, last));
  const heard = incidents.heard[condition];
  const newest = incidents.batches.at(-1) ?? batch;
  if (heard && covers({ first: heard.first, last: newest, severity: heard.severity }))
    return withEntry(incidents, 'heard', condition, { ...heard, batches: heard.batches + 1 });
  const index = incidents.past.findIndex((past) => past.condition === condition && covers(past));
  const past = incidents.past[index];
  if (!past) return undefined;
  const batches = past.batches === undefined ? {} : { batches: past.batches + 1 };
  const wider = { ...past, ...widened(past, batch), ...batches };
  return { ...incidents, past: incidents.past.with(index, wider) };
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
  const telling = batches.filter(({ turn, seen }) => turn !== batch.turn && seen[condition] !== 'unknown');
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
