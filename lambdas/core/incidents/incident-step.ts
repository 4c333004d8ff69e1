import { type Severity, worstOf } from '../../severities.ts';
import type { AlertRules } from '../contract/alert-rules.ts';
import {
  type Condition,
  comparePositions,
  type IncidentNews,
  type Incidents,
  type Position,
} from './incident-schema.ts';
import type { BatchObservation } from './observe-batch.ts';

/** One condition of one batch, to be judged. The incidents hold the batch already. */
export interface IncidentStep {
  readonly incidents: Incidents;
  readonly batch: BatchObservation & Position;
  readonly condition: Condition;
  readonly rules: AlertRules;
  readonly now: Date;
}

/** What comes of it. */
export interface IncidentOutcome {
  readonly incidents: Incidents;
  readonly news?: IncidentNews;
}

/** An incident as a message describes it. */
type ReportedIncident = Readonly<{
  first: Pick<Position, 'receivedAt'>;
  batches: number;
  severity: Severity;
}>;

/** The news of an incident. */
export function newsOf(
  { condition }: Pick<IncidentStep, 'condition'>,
  status: IncidentNews['status'],
  { first, batches, severity }: ReportedIncident,
): IncidentNews {
  return { condition, status, since: first.receivedAt, batches, severity };
}

/** Incidents with another entry for a condition; undefined takes it out. */
export function withEntry<Name extends 'heard' | 'held' | 'closed' | 'before'>(
  incidents: Incidents,
  name: Name,
  condition: Condition,
  entry: Incidents[Name][Condition] | undefined,
): Incidents {
  return { ...incidents, [name]: { ...incidents[name], [condition]: entry } };
}

/** Incidents that are over, to be remembered. */
const mostPast = 50;

/** Names of what was critical in each of them. */
const mostCriticalOfPast = 50;

/** Incidents with one more that is over. */
export function withPast(incidents: Incidents, past: Incidents['past'][number]): Incidents {
  const short = { ...past, critical: past.critical.slice(0, mostCriticalOfPast) };
  return { ...incidents, past: [...incidents.past, short].slice(-mostPast) };
}

/** What is still to be reported: what was held back in quiet hours, with one more batch; else what there is now. */
export function owedWith(held: HeldBack | undefined, now: HeldBack): HeldBack {
  return held
    ? {
        first: earlier(held.first, now.first),
        severity: worstOf([held.severity, now.severity]),
        batches: held.batches + 1,
      }
    : now;
}

type HeldBack = NonNullable<Incidents['held'][Condition]>;

/** The first of two positions. */
export function earlier(a: Position, b: Position): Position {
  return comparePositions(a, b) <= 0 ? a : b;
}

/** The position alone of something that has one. */
export function positionOf({ receivedAt, turn }: Position): Position {
  return { receivedAt, turn };
}
