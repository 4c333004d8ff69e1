import type { z } from 'zod';
import { type AlertRules, alertRulesSchema } from '../../../../lambdas/core/contract/alert-rules.ts';
import {
  type IncidentNews,
  type Incidents,
  noIncidents,
  type Sighting,
  severitySeen,
  type Trace,
} from '../../../../lambdas/core/incidents/incident-schema.ts';
import { judgeIncidents } from '../../../../lambdas/core/incidents/judge-incidents.ts';
import { knownOf, type Subject } from '../../../../lambdas/core/incidents/known-subjects.ts';
import type { BatchObservation } from '../../../../lambdas/core/incidents/observe-batch.ts';
import type { Severity } from '../../../../lambdas/severities.ts';

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

/** What a batch is about: a name that is its own words. */
export function buildSubject(name: string, severity: Severity = 'critical'): Subject {
  return { name, words: name, severity };
}

/** A batch by its number, with what it shows; what is not given is not there. Columns are as bad as the drift. */
export function buildObservation(
  number: number,
  seen: Partial<BatchObservation['seen']> = {},
  columns: readonly (string | Subject)[] = [],
  reference = 'one',
): BatchObservation {
  const severity = severitySeen(seen.drift ?? 'absent') ?? 'warning';
  const subjects = columns.map((column) =>
    typeof column === 'string' ? buildSubject(column, severity) : column,
  );
  const shown = subjects.map(({ name }): Trace => ({ of: name, effects: [['ks', shownEffect]] }));
  const evidence = { reference: { version: reference }, known: knownOf(subjects, 30), shown };
  return {
    id: `batch-${String(number).padStart(3, '0')}`,
    receivedAt: arrival(number),
    seen: { rejected: 'absent', drift: 'absent', quarantine: 'absent', ...seen },
    subjects: { rejected: [], drift: subjects, quarantine: [] },
    ...(subjects.length > 0 ? { evidence } : {}),
  };
}

/** The effect that columns show. */
export const shownEffect = 0.3;

/** A batch that could not be judged, with the smallest effects of columns that it would have shown. */
export function buildUndecided(
  number: number,
  reach: Readonly<Record<string, number>>,
  reference = 'one',
): BatchObservation {
  const traces = Object.entries(reach).map(([of, effect]): Trace => ({ of, effects: [['ks', effect]] }));
  const evidence = { reference: { version: reference }, known: knownOf([], 30), shown: [], reach: traces };
  return { ...buildObservation(number, { drift: 'unknown' }), evidence };
}

/** A batch that is rejected for these reasons. */
export function buildRejected(number: number, ...reasons: readonly string[]): BatchObservation {
  return {
    ...buildObservation(number, { rejected: 'critical', drift: 'unknown', quarantine: 'unknown' }),
    subjects: { rejected: reasons.map((reason) => buildSubject(reason)), drift: [], quarantine: [] },
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
