import * as z from 'zod';
import { alertKinds } from '../../alert-kinds.ts';
import { type Severity, severities, worstOf } from '../../severities.ts';
import { findingSchema } from '../findings/finding.ts';
import { type IncidentNews, incidentNewsSchema } from '../incidents/incident-schema.ts';
import { latenessNewsSchema } from './cadence/lateness.ts';
import { digestSchema } from './digest/digest-schema.ts';

const placeSchema = z.object({
  /** What lies there: `report`, `result`, `quarantined rows`, `batch`, `reference`. */
  label: z.string(),
  bucket: z.string(),
  key: z.string(),
});

/** One message to people, stored in the outbox before it is sent. Everything the renderings need, and nothing rendered. */
export const alertSchema = z.object({
  schemaVersion: z.literal(1),
  id: z.string(),
  kind: z.enum(alertKinds),
  severity: z.enum(severities),
  environment: z.string(),
  model: z.string(),
  createdAt: z.iso.datetime(),
  /** The one fact, for the subject line: `3 of 12 features drifted`. */
  fact: z.string(),
  /** What happened and how bad it is: one or two sentences. */
  summary: z.string(),
  /** How sure that is: tests, corrections, sample sizes; absent where nothing was estimated. */
  confidence: z.string().optional(),
  /** What matters most first. */
  findings: z.array(findingSchema),
  /** How many findings the list leaves out; absent where it is whole. */
  findingsLeftOut: z.int().min(1).optional(),
  places: z.array(placeSchema),
  nextSteps: z.array(z.string()),
  batch: z.object({ id: z.string(), key: z.string(), receivedAt: z.iso.datetime() }).optional(),
  /** What the message is above all: the news of one incident. Absent where no incidents are kept. */
  incident: incidentNewsSchema.optional(),
  /** News of the model's other incidents, told with the same batch. */
  otherIncidents: z.array(incidentNewsSchema).optional(),
  /** A batch that was due and has not come, or, with `arrivedAt`, has come after all. */
  lateness: latenessNewsSchema.optional(),
  /** A week of all models. */
  digest: digestSchema.optional(),
});

export type Alert = z.infer<typeof alertSchema>;
export type Place = Alert['places'][number];

/** An object that an alert speaks of. */
export type Location = Readonly<Pick<Place, 'bucket' | 'key'>>;

/** Findings that an alert holds; the renderings show fewer. */
export const maximumFindings = 50;

/** The incidents that an alert has news of, the main one first. */
export function incidentsOf({ incident, otherIncidents = [] }: Alert): readonly IncidentNews[] {
  return incident ? [incident, ...otherIncidents] : otherIncidents;
}

/**
 * Who has to hear an alert: those who asked for this severity or a milder one. An all-clear is itself only for
 * information, but goes to all who heard the alarm.
 */
export function audienceSeverity(alert: Alert): Severity {
  const told = [...incidentsOf(alert), ...(alert.lateness ? [alert.lateness] : [])];
  return worstOf([alert.severity, ...told.map(({ severity }) => severity)]);
}

/** Whether critical findings have to be told from others; where all are alike, the alert's own severity says it. */
export function hasMixedFindings({ findings }: Alert): boolean {
  return new Set(findings.map(({ severity }) => severity === 'critical')).size > 1;
}
