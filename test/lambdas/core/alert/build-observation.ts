import type { z } from 'zod';
import {
  type IncidentNews,
  type Incidents,
  noIncidents,
  type Sighting,
} from '../../../../lambdas/core/alert/incident-schema.ts';
import { judgeIncidents } from '../../../../lambdas/core/alert/judge-incidents.ts';
import type { BatchObservation } from '../../../../lambdas/core/alert/observe-batch.ts';
import { type AlertRules, alertRulesSchema } from '../../../../lambdas/core/contract/alert-rules.ts';

/** Rules as a contract writes them. */
export function buildRules(rules: z.input<typeof alertRulesSchema> = {}): AlertRules {
  return alertRulesSchema.parse(rules);
}

const start = Date.parse('2026-11-01T06:00:00Z');
const hourMs = 3_600_000;

/** When the batch of a number arrives: an hour after the one before. */
export function arrival(number: number): string {
  return new Date(start + number * hourMs).toISOString();
}

/** A batch by its number, with what it shows; what is not given is not there. */
export function buildObservation(
  number: number,
  seen: Partial<BatchObservation['seen']> = {},
  columns: readonly string[] = [],
): BatchObservation {
  return {
    id: `batch-${String(number).padStart(3, '0')}`,
    receivedAt: arrival(number),
    seen: { rejected: 'absent', drift: 'absent', quarantine: 'absent', ...seen },
    subjects: { rejected: [], drift: columns, quarantine: [] },
  };
}

/** Batches of which only drift is of interest, by their numbers in the order of the list. */
export function driftStory(sightings: readonly Sighting[], first = 1): readonly BatchObservation[] {
  return sightings.map((drift, index) =>
    buildObservation(first + index, { drift }, drift === 'absent' || drift === 'unknown' ? [] : ['age']),
  );
}

/** What is told with each batch. */
export interface Told extends IncidentNews {
  readonly batch: string;
}

export interface Telling {
  readonly told: readonly Told[];
  readonly incidents: Incidents;
}

/** Has batches judged in the given order, each at its arrival. */
export function tell(
  batches: readonly BatchObservation[],
  rules: AlertRules = buildRules(),
  from: Incidents = noIncidents('flights'),
): Telling {
  let incidents = from;
  const told: Told[] = [];
  for (const batch of batches) {
    const judged = judgeIncidents(incidents, batch, rules, new Date(batch.receivedAt));
    incidents = judged.incidents;
    told.push(...judged.news.map((news) => ({ ...news, batch: batch.id })));
  }
  return { told, incidents };
}

/** `3 opened warning`, a line each. */
export function inShort({ told }: Telling): readonly string[] {
  return told.map(({ batch, status, severity }) => `${Number(batch.slice(-3))} ${status} ${severity}`);
}
