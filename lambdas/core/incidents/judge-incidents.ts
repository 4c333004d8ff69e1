import type { AlertRules } from '../contract/alert-rules.ts';
import { judgeCondition } from './incident.ts';
import { extendRun } from './incident-run.ts';
import {
  comparePositions,
  conditions,
  type IncidentNews,
  type Incidents,
  type JudgedBatch,
  type Position,
  severitySeen,
} from './incident-schema.ts';
import { newsOf, positionOf, withEntry } from './incident-step.ts';
import type { BatchObservation } from './observe-batch.ts';

/** Batches that are remembered one by one. */
const mostBatches = 200;

export interface Judgement {
  /** The very object that was given where nothing is to be stored. */
  readonly incidents: Incidents;
  /** What to report with the batch, in one message; empty where there is nothing to report. */
  readonly news: readonly IncidentNews[];
  /** Its turn among the batches of the model, as they were judged, from 1; undefined where that is forgotten. */
  readonly turn: number | undefined;
}

/**
 * The next state of a model's incidents, and what to report with a batch. A batch that was judged before changes nothing
 * and gives the same news again.
 *
 * @param now  for quiet hours and mutes alone; all else goes by when batches arrived
 */
export function judgeIncidents(
  incidents: Incidents,
  batch: BatchObservation,
  rules: AlertRules,
  now: Date,
): Judgement {
  const known = incidents.batches.find(({ id }) => id === batch.id);
  if (known) return { incidents, news: known.news, turn: known.turn };
  if (isForgotten(incidents, batch)) return { incidents, news: newsOfForgotten(batch), turn: undefined };
  const news: IncidentNews[] = [];
  const positioned = { ...batch, turn: incidents.turns + 1 };
  let next = withBatch(incidents, positioned);
  for (const condition of conditions) {
    const outcome = judgeCondition({ incidents: next, batch: positioned, condition, rules, now });
    next = outcome.incidents;
    if (outcome.news) news.push(outcome.news);
  }
  const told = withNews(next, batch, news);
  return { incidents: shorten(withoutHistory(told), rules), news, turn: positioned.turn };
}

/** Whether a batch is older than all that are remembered: whether it was judged before can't be told from them. */
export function isForgotten({ batches }: Incidents, batch: BatchObservation): boolean {
  const [oldest] = batches;
  return (
    oldest !== undefined &&
    batches.length >= mostBatches &&
    Date.parse(batch.receivedAt) < Date.parse(oldest.receivedAt)
  );
}

/** Nothing is remembered about its neighbours: it is reported by itself, in the same words whenever it is asked for. */
function newsOfForgotten(batch: BatchObservation): readonly IncidentNews[] {
  return conditions.flatMap((condition) => {
    const severity = severitySeen(batch.seen[condition]);
    return severity ? [newsOf({ condition }, 'belated', { first: batch, batches: 1, severity })] : [];
  });
}

function withBatch(incidents: Incidents, batch: BatchObservation & Position): Incidents {
  const { id, revises, turn, seen, evidence } = batch;
  const judged = { id, ...positionOf(batch), seen: { ...seen }, ...(evidence ? { evidence } : {}), news: [] };
  const others = incidents.batches.map((other) => (other.id === revises ? withoutSaying(other) : other));
  return { ...incidents, turns: turn, batches: [...others, judged].sort(comparePositions) };
}

/** A judgement that no longer holds. What was decided with it stays: its message may come again. */
function withoutSaying({ evidence: _, ...batch }: JudgedBatch): JudgedBatch {
  return { ...batch, revised: true };
}

function withNews(incidents: Incidents, { id }: BatchObservation, news: readonly IncidentNews[]): Incidents {
  const batches = incidents.batches.map((batch) => (batch.id === id ? { ...batch, news: [...news] } : batch));
  return { ...incidents, batches };
}

/** Forgets what drift showed in batches that are history: nothing is read from it any more. */
function withoutHistory(incidents: Incidents): Incidents {
  const end = incidents.closed.drift;
  if (!end) return incidents;
  const batches = incidents.batches.map((batch) => {
    if (comparePositions(batch, end) > 0) return batch;
    const { evidence: _, ...rest } = batch;
    return rest;
  });
  return { ...incidents, batches };
}

/** Forgets the oldest batch where there are too many, but not the runs that it belongs to. */
function shorten(incidents: Incidents, rules: AlertRules): Incidents {
  const [oldest, ...batches] = incidents.batches;
  if (!oldest || incidents.batches.length <= mostBatches) return incidents;
  return conditions.reduce<Incidents>(
    (shorter, condition) => {
      const end = shorter.closed[condition];
      if (end && comparePositions(oldest, end) <= 0) return shorter;
      const run = extendRun(shorter.before[condition], oldest, condition, rules);
      return withEntry(shorter, 'before', condition, run);
    },
    { ...incidents, batches },
  );
}
