import * as z from 'zod';
import { severities } from '../../severities.ts';
import { violationCodes } from '../contract/violation.ts';
import { conditions } from '../incidents/incident-schema.ts';
import { lossNewsSchema } from '../over-time/loss-log.ts';
import type { DigestWeek } from './digest-week.ts';

/** Models that a digest holds. */
export const maximumDigestModels = 100;

/** A model's most common violations that a digest holds. */
export const maximumDigestViolations = 10;

/** A model's features that drifted most often, as far as a digest holds them. */
export const maximumDigestFeatures = 10;

const count = z.int().min(0);
const instant = z.iso.datetime();

const violationSchema = z.object({
  code: z.enum(violationCodes),
  /** Comes from data: never trusted. */
  column: z.string().optional(),
  /** Rows that broke it in the week. */
  count,
  /** The batch with most of them, and one of them; absent where its result is gone. The value comes from data: never trusted. */
  example: z
    .object({
      batchId: z.string(),
      batchKey: z.string(),
      row: count.optional(),
      found: z.string().optional(),
      expected: z.string().optional(),
      /** Where the rows of that batch lie, in the results bucket. */
      quarantineKey: z.string().optional(),
    })
    .optional(),
});

const batchesSchema = z.object({
  accepted: count,
  rejected: count,
  /** Accepted ones, by their drift. */
  drifted: count,
  inconclusive: count,
});

const rowsSchema = z.object({ read: count, quarantined: count });

const modelSchema = z.object({
  model: z.string(),
  batches: batchesSchema,
  rows: rowsSchema,
  /** The week before. */
  before: z.object({ batches: batchesSchema, rows: rowsSchema }),
  /** When the newest batch arrived; absent where there never was one. */
  newestAt: instant.optional(),
  /** How often rows broke each constraint, in any column: this week and the week before. */
  byCode: z.array(z.object({ code: z.enum(violationCodes), count, before: count })),
  /** The most common first. */
  violations: z.array(violationSchema),
  violationsLeftOut: count,
  /** Those that drifted in most batches. Names come from data: never trusted. */
  driftedFeatures: z.array(
    z.object({ name: z.string(), batches: z.int().min(1), severity: z.enum(severities) }),
  ),
  driftedFeaturesLeftOut: count,
  /** What is open at the end, as it was reported. */
  incidents: z.array(
    z.object({
      condition: z.enum(conditions),
      since: instant,
      severity: z.enum(severities),
      batches: z.int().min(1),
    }),
  ),
  /** A loss by labels that is open at the end, as it was reported. */
  loss: lossNewsSchema.pick({ severity: true, since: true, now: true, usual: true, cap: true }).optional(),
  /** When a batch was due that has not arrived. */
  lateSince: instant.optional(),
  /** Until when the contract suppresses every alert. */
  mutedUntil: z.string().optional(),
});

/** All models in one week. */
export const digestSchema = z.object({
  /** ISO 8601 week of its last day: `2026-W47`. */
  week: z.string(),
  firstDay: z.string(),
  lastDay: z.string(),
  timeZone: z.string(),
  /** Where the keys in it point. */
  resultsBucket: z.string(),
  /** Those that need attention first, those that sent nothing last. */
  models: z.array(modelSchema),
  modelsLeftOut: count,
  /** Over all models, including those that are left out. */
  totals: z.object({
    models: count,
    /** Models with an open incident of a warning or more, or a late batch. */
    needingLook: count,
    silent: count,
    batches: count,
    rejected: count,
    rows: rowsSchema,
    rowsBefore: rowsSchema,
  }),
});

export type Digest = Readonly<z.infer<typeof digestSchema>>;
export type DigestModel = Digest['models'][number];
export type DigestViolation = DigestModel['violations'][number];

/** Whether somebody should look at a model: something was reported as a warning or worse and is not over. */
export function needsLook({ incidents, loss, lateSince }: DigestModel): boolean {
  return (
    loss !== undefined || lateSince !== undefined || incidents.some(({ severity }) => severity !== 'info')
  );
}

/** Whether something critical is open. */
export function isCritical({ incidents, loss }: DigestModel): boolean {
  return loss?.severity === 'critical' || incidents.some(({ severity }) => severity === 'critical');
}

/** Whether a model sent nothing in the week. */
export function isSilent({ batches }: DigestModel): boolean {
  return batches.accepted + batches.rejected === 0;
}

/** All models in one week: those that need attention first, those that sent nothing last. */
export function digestOfWeek(
  { name, firstDay, lastDay, timeZone }: Pick<DigestWeek, 'name' | 'firstDay' | 'lastDay' | 'timeZone'>,
  all: readonly DigestModel[],
  resultsBucket: string,
): Digest {
  const models = all
    .toSorted((a, b) => weight(b) - weight(a) || (a.model < b.model ? -1 : 1))
    .slice(0, maximumDigestModels);
  return {
    week: name,
    firstDay,
    lastDay,
    timeZone,
    resultsBucket,
    models,
    modelsLeftOut: all.length - models.length,
    totals: totalsOf(all),
  };
}

function totalsOf(models: readonly DigestModel[]): Digest['totals'] {
  const sum = (of: (model: DigestModel) => number) => models.reduce((total, model) => total + of(model), 0);
  return {
    models: models.length,
    needingLook: models.filter(needsLook).length,
    silent: models.filter(isSilent).length,
    batches: sum(({ batches }) => batches.accepted + batches.rejected),
    rejected: sum(({ batches }) => batches.rejected),
    rows: { read: sum(({ rows }) => rows.read), quarantined: sum(({ rows }) => rows.quarantined) },
    rowsBefore: {
      read: sum(({ before }) => before.rows.read),
      quarantined: sum(({ before }) => before.rows.quarantined),
    },
  };
}

/** What matters most has the most bits. */
function weight(model: DigestModel): number {
  const { batches, rows } = model;
  const flags = [
    isCritical(model),
    needsLook(model),
    batches.rejected > 0,
    batches.drifted > 0,
    rows.quarantined > 0,
    !isSilent(model),
  ];
  return flags.reduce((bits, flag) => 2 * bits + Number(flag), 0);
}
