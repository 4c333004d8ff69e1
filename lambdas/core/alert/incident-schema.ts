import * as z from 'zod';
import { severities } from '../contract/severities.ts';
import type { Severity } from '../result/result-schema.ts';

/** What can be wrong with the batches of a model; of each there is at most one open incident. */
export const conditions = ['rejected', 'drift', 'quarantine'] as const;
export type Condition = (typeof conditions)[number];

/** What a message says about an incident. `belated`: the batch was judged after newer ones, and opens nothing. */
const newsStatuses = ['opened', 'escalated', 'reminder', 'recovered', 'belated'] as const;

const count = z.int().min(0);
const instant = z.iso.datetime();

/** What is told about one incident with one batch. */
export const incidentNewsSchema = z.object({
  condition: z.enum(conditions),
  status: z.enum(newsStatuses),
  /** When the first batch of the incident arrived. */
  since: instant,
  /** Batches that showed it so far, this one too. */
  batches: z.int().min(1),
  /** As it was told, the worst of it: who heard the alarm hears the all-clear. */
  severity: z.enum(severities),
});

export type IncidentNews = z.infer<typeof incidentNewsSchema>;

/**
 * Where a batch stands among those of its model: by arrival. S3 tells that to the second, so of two that arrived in the
 * same one the one that was judged first comes first.
 */
const positionSchema = z.object({ receivedAt: instant, turn: count });
export type Position = Readonly<z.infer<typeof positionSchema>>;

/** What a batch says of a condition; `unknown` where it could not be tested. */
const sightingSchema = z.enum(['unknown', 'absent', ...severities]);
export type Sighting = z.infer<typeof sightingSchema>;

const judgedBatchSchema = positionSchema.extend({
  id: z.string(),
  seen: z.object({ rejected: sightingSchema, drift: sightingSchema, quarantine: sightingSchema }),
  /** What was decided to be told with it: the same again whenever it is asked for. */
  news: z.array(incidentNewsSchema),
});
export type JudgedBatch = z.infer<typeof judgedBatchSchema>;

const runSchema = z.object({
  first: positionSchema,
  batches: count,
  /** Batches in a row without the condition, at its end. */
  fine: count,
  /** Batches in a row, at its end, that are at least so bad. */
  streaks: z.object({ info: count, warning: count, critical: count }),
});
export type Run = z.infer<typeof runSchema>;

/** What people have been told, and not yet the end of. */
const heardSchema = z.object({
  first: positionSchema,
  severity: z.enum(severities),
  /** What it is about (columns, reasons), and how much of it; the list may be cut. */
  subjects: z.array(z.string()),
  subjectCount: count,
  batches: count,
  /** Arrival of the batch that was told last. */
  toldAt: instant,
  /** Batches since then. */
  untold: count,
});
export type Heard = z.infer<typeof heardSchema>;

/** What was due in quiet hours, and is still owed. */
const heldSchema = z.object({ first: positionSchema, severity: z.enum(severities), batches: count });

/** An incident that is over. */
const pastSchema = z.object({
  condition: z.enum(conditions),
  first: positionSchema,
  last: positionSchema,
  severity: z.enum(severities),
  /** Batches that showed it; absent in what was stored before they were counted here. */
  batches: count.optional(),
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
  /** Up to where batches are history: no later word on them changes what is open now. */
  closed: ofEach(positionSchema),
  /** Runs that were open before the first of the batches below. */
  before: ofEach(runSchema),
  /** How many batches were judged so far. */
  turns: count,
  /** The newest batches in their order. */
  batches: z.array(judgedBatchSchema),
});

export type Incidents = Readonly<z.infer<typeof incidentsSchema>>;

/** Of a model no batch of which was judged yet. */
export function noIncidents(model: string): Incidents {
  const none = { heard: {}, held: {}, past: [], closed: {}, before: {}, turns: 0, batches: [] };
  return { schemaVersion: 1, model, ...none };
}

/** @returns a negative number where `a` comes before `b` */
export function comparePositions(a: Position, b: Position): number {
  return Date.parse(a.receivedAt) - Date.parse(b.receivedAt) || a.turn - b.turn;
}

/** Whether one severity is at least as bad as another. */
export function isAtLeast(severity: Severity, other: Severity): boolean {
  return severities.indexOf(severity) >= severities.indexOf(other);
}

/** The worst of some severities. */
export function worstOf(found: readonly Severity[]): Severity {
  return severities.findLast((severity) => found.includes(severity)) ?? 'info';
}

/** How bad a sighting is. @returns undefined where the condition was not seen */
export function severitySeen(sighting: Sighting): Severity | undefined {
  return sighting === 'unknown' || sighting === 'absent' ? undefined : sighting;
}
