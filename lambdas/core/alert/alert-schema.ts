import * as z from 'zod';
import { type AlertKind, alertKinds } from '../../alert-kinds.ts';
import { type Severity, severities, worstOf } from '../../severities.ts';
import { digestSchema } from '../digest/digest.ts';
import { findingSchema } from '../findings/finding.ts';
import { type Condition, type IncidentNews, incidentNewsSchema } from '../incidents/incident-schema.ts';
import { lossNewsSchema } from '../over-time/loss-log.ts';
import { latenessNewsSchema } from './cadence/lateness.ts';

const placeSchema = z.object({
  /** What lies there: `report`, `result`, `quarantined rows`, `batch`, `reference`. */
  label: z.string(),
  bucket: z.string(),
  key: z.string(),
});

/** One message to people, stored in the outbox before it is sent: all that the renderings need, and nothing rendered. */
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
  /** The news that the message is mainly about. Absent where no incidents are kept. */
  incident: incidentNewsSchema.optional(),
  /** News about the model's other incidents, with the same batch. */
  otherIncidents: z.array(incidentNewsSchema).optional(),
  /** A batch that was due and has not come, or, with `arrivedAt`, has come after all. */
  lateness: latenessNewsSchema.optional(),
  /** The model is less often right than in the reference, by its labels; with the status `recovered` it is no longer. */
  loss: lossNewsSchema.optional(),
  /** All models in one week. */
  digest: digestSchema.optional(),
});

export type Alert = z.infer<typeof alertSchema>;

/** The kind of alert that tells people of an incident. */
export const kindOfCondition = {
  rejected: 'batch-rejected',
  drift: 'drift',
  quarantine: 'rows-quarantined',
} as const satisfies Readonly<Record<Condition, AlertKind>>;

/** What an alert about a batch can be about. */
export type BatchAlertKind = (typeof kindOfCondition)[Condition];

/** The incidents that an alert has news of, the main one first. */
export function incidentsOf({ incident, otherIncidents = [] }: Alert): readonly IncidentNews[] {
  return incident ? [incident, ...otherIncidents] : otherIncidents;
}

/**
 * Who has to hear an alert: everyone who asked for this severity or a milder one. An all-clear is only information, but it
 * goes to everyone who heard the alarm.
 */
export function audienceSeverity(alert: Alert): Severity {
  const news = [
    ...incidentsOf(alert),
    ...(alert.lateness ? [alert.lateness] : []),
    ...(alert.loss ? [alert.loss] : []),
  ];
  return worstOf([alert.severity, ...news.map(({ severity }) => severity)]);
}

/** Whether critical findings have to be marked; where all are alike, the severity of the alert says it. */
export function hasMixedFindings({ findings }: Alert): boolean {
  return new Set(findings.map(({ severity }) => severity === 'critical')).size > 1;
}

/** What an alert is about: its model. An upload that names none is just an upload, and a digest covers them all. */
export function alertTopic({ kind, model }: Pick<Alert, 'kind' | 'model'>): string {
  if (kind === 'digest') return 'digest';
  return kind === 'unrecognised-upload' ? 'upload' : model;
}
