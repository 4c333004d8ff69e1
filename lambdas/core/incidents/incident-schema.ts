import * as z from 'zod';
import { type Severity, severities } from '../../severities.ts';
import { seasons } from '../contract/seasons.ts';

/** What can be wrong with a model's batches. There is at most one open incident of each. */
export const conditions = ['rejected', 'drift', 'quarantine'] as const;
export type Condition = (typeof conditions)[number];

/** What a message says about an incident. `belated`: the batch was judged after newer ones, and opens nothing. */
const newsStatuses = ['opened', 'escalated', 'reminder', 'recovered', 'belated'] as const;

const count = z.int().min(0);
const instant = z.iso.datetime();

/** Names that a message lists for one change. */
export const mostNamedChanges = 20;

/** What is new in an incident since it was last reported. */
const changeSchema = z.object({
  change: z.enum(['new', 'new-critical', 'now-critical']),
  /** As they stand in a sentence; columns among them come from data: never trusted. May be cut. */
  names: z.array(z.string()).min(1),
  count: z.int().min(1),
});
export type IncidentChange = z.infer<typeof changeSchema>;

/** What is reported about one incident with one batch. */
export const incidentNewsSchema = z.object({
  condition: z.enum(conditions),
  status: z.enum(newsStatuses),
  /** When the first batch of the incident arrived. */
  since: instant,
  /** Batches that showed it so far, this one too. */
  batches: z.int().min(1),
  /** The worst that was reported: whoever heard the alarm hears the all-clear. */
  severity: z.enum(severities),
  /** What makes it worse than was reported before, where that has a name. */
  changes: z.array(changeSchema).optional(),
  /** Set where the batch shows it against a reference other than the one in the last report. */
  newReference: z.literal(true).optional(),
});

export type IncidentNews = z.infer<typeof incidentNewsSchema>;

/**
 * Where a batch stands among those of its model: by arrival. S3 gives that to the second, so of two that arrived in the
 * same second the one that was judged first comes first.
 */
const positionSchema = z.object({ receivedAt: instant, turn: count });
export type Position = Readonly<z.infer<typeof positionSchema>>;

/** What a batch says about a condition; `unknown` where it could not be tested. */
const sightingSchema = z.enum(['unknown', 'absent', ...severities]);
export type Sighting = z.infer<typeof sightingSchema>;

/** A feature, a correlation or the multivariate test: an effect for each of its measures, in that measure's unit. */
const traceSchema = z.object({
  of: z.string(),
  effects: z.array(z.tuple([z.string(), z.number()])),
  /** Rows that its rates were counted in: a rate of which there was none is not listed. */
  rows: count.optional(),
});
export type Trace = Readonly<z.infer<typeof traceSchema>>;

/** What is known by name, and how much of it there is; the lists may be cut. What is critical is in both. */
const knownShape = {
  /** Columns, segments, reasons. */
  subjects: z.array(z.string()),
  subjectCount: count,
  critical: z.array(z.string()),
  criticalCount: count,
};
const knownSchema = z.object(knownShape);
export type Known = Readonly<z.infer<typeof knownSchema>>;

/** What a batch says about drift, beyond whether it is there. */
const evidenceSchema = z.object({
  /** What it was compared with. */
  reference: z.object({ version: z.string(), season: z.enum(seasons).optional() }).optional(),
  known: knownSchema,
  /** Effects that it showed. */
  shown: z.array(traceSchema),
  /** Set where it showed more effects than are listed. */
  isCut: z.literal(true).optional(),
  /** Where it could not be judged: the smallest effects that it would have shown, as far as they are listed. */
  reach: z.array(traceSchema).optional(),
});
export type Evidence = Readonly<z.infer<typeof evidenceSchema>>;

/** The version of the newest reference of each season that showed something. */
const versionsSchema = z.partialRecord(z.enum(['default', ...seasons]), z.string());
export type ReferenceVersions = Readonly<z.infer<typeof versionsSchema>>;

const judgedBatchSchema = positionSchema.extend({
  id: z.string(),
  /** Set where the batch was judged again: this judgement says nothing any more. */
  revised: z.literal(true).optional(),
  seen: z.object({ rejected: sightingSchema, drift: sightingSchema, quarantine: sightingSchema }),
  /** Absent where nothing depends on it: the batch clearly says whether there is drift, or it is history. */
  evidence: evidenceSchema.optional(),
  /** What was decided to report with it: the same again whenever it is asked for. */
  news: z.array(incidentNewsSchema),
});
export type JudgedBatch = z.infer<typeof judgedBatchSchema>;

/** What would have been reported about a run if its batches were judged in their order and nothing was suppressed. */
const reportedSchema = evidenceSchema
  .pick({ known: true, shown: true, isCut: true })
  .extend({ severity: z.enum(severities).optional(), versions: versionsSchema });
export type RunReport = Readonly<z.infer<typeof reportedSchema>>;

const runSchema = z.object({
  first: positionSchema,
  batches: count,
  /** Batches in a row without the condition, at its end. */
  fine: count,
  /** Batches in a row, at its end, that are at least so bad. */
  streaks: z.object({ info: count, warning: count, critical: count }),
  /** Of drift alone. */
  reported: reportedSchema.optional(),
});
export type Run = z.infer<typeof runSchema>;

/** An incident that was reported, and whose end was not. */
const heardSchema = z.object({
  ...knownShape,
  first: positionSchema,
  severity: z.enum(severities),
  batches: count,
  /** Arrival of the batch that was last reported. */
  reportedAt: instant,
  /** Arrival of the batch that was last reported as new or as worse; reminders count from it. */
  raisedAt: instant,
  versions: versionsSchema,
});
export type Heard = z.infer<typeof heardSchema>;

/** What was due in quiet hours, and is still to be reported. */
const heldSchema = z.object({ first: positionSchema, severity: z.enum(severities), batches: count });

/** An incident that is over. */
const pastSchema = z.object({
  condition: z.enum(conditions),
  first: positionSchema,
  last: positionSchema,
  severity: z.enum(severities),
  /** Batches that showed it. */
  batches: count,
  /** What was reported as critical; may be cut. */
  critical: knownShape.critical,
  criticalCount: knownShape.criticalCount,
});

function ofEach<Schema extends z.ZodType>(schema: Schema) {
  return z.object({ rejected: schema.optional(), drift: schema.optional(), quarantine: schema.optional() });
}

/** `incidents/<model>.json`: what is open, what people know of it, and the newest batches. Changed by compare-and-swap. */
export const incidentsSchema = z.object({
  schemaVersion: z.literal(1),
  model: z.string(),
  heard: ofEach(heardSchema),
  held: ofEach(heldSchema),
  /** The newest incidents that are over, oldest first. */
  past: z.array(pastSchema),
  /** Up to where batches are history: nothing about them changes what is open now. */
  closed: ofEach(positionSchema),
  /** Runs that were open before the first of the batches below. */
  before: ofEach(runSchema),
  /** How many batches were judged so far. */
  turns: count,
  /** The newest batches in their order. */
  batches: z.array(judgedBatchSchema),
});

export type Incidents = Readonly<z.infer<typeof incidentsSchema>>;

/** The incidents of a model before its first batch. */
export function noIncidents(model: string): Incidents {
  const none = { heard: {}, held: {}, past: [], closed: {}, before: {}, turns: 0, batches: [] };
  return { schemaVersion: 1, model, ...none };
}

/** @returns a negative number where `a` comes before `b` */
export function comparePositions(a: Position, b: Position): number {
  return Date.parse(a.receivedAt) - Date.parse(b.receivedAt) || a.turn - b.turn;
}

/** How bad a sighting is. @returns undefined where the condition was not seen */
export function severitySeen(sighting: Sighting): Severity | undefined {
  return sighting === 'unknown' || sighting === 'absent' ? undefined : sighting;
}
