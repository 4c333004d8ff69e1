import * as z from 'zod';
import { severities } from '../../../severities.ts';
import { groupMetric, type MetricName, metricNames } from '../../contract/model-rules.ts';
import { type ViolationCode, violationCodes } from '../../contract/violation.ts';
import type { PerformanceResult } from '../../result/performance-schema.ts';
import { count, share } from '../../result/quantities.ts';
import type { Result, Validation } from '../../result/result-schema.ts';
import { countColumns } from '../../signals/count-columns.ts';
import { byStanding } from '../../signals/feature-standing.ts';
import { featureEffectSchema, featureEffects, namedFeatureSchema, namedFeatures } from './feature-records.ts';

/** Violations of a batch by code and column that its record names, the most common first. */
const mostViolations = 30;

/** How right the model was: enough to look for slow decay in the records alone. */
const performanceRecordSchema = z.object({
  metric: z.string(),
  verdict: z.enum(['no-worse', 'worse', 'cannot-tell']),
  /** How much worse it may be, relative. */
  maxLoss: z.number(),
  /** Of the reference. */
  baseline: z.number().optional(),
  /** Rows of the batch, and those with a label. */
  rows: count,
  labelled: count,
  /** Labelled rows that were predicted wrongly; absent where numbers are predicted. */
  wrong: count.optional(),
  /** Where numbers are predicted: mean absolute error of the labelled rows. */
  meanError: z.object({ value: z.number(), standardError: z.number() }).optional(),
  realised: z.number().optional(),
  estimated: z.number().optional(),
  /** Versions of the model that rows name, those of the most rows, and what they are measured by; absent where they name none. */
  versions: z
    .array(z.object({ value: z.string(), rows: count, labelled: count, realised: z.number().optional() }))
    .optional(),
  versionMetric: z.enum<readonly MetricName[]>(metricNames).optional(),
});

/** The one small record a batch leaves in its model's history. */
export const historyRecordSchema = z.object({
  schemaVersion: z.literal(1),
  batchId: z.string(),
  key: z.string(),
  receivedAt: z.iso.datetime(),
  /**
   * Its turn among the batches of the model, as they were judged: S3 says only in which second one arrived. Absent where no
   * incidents are kept, and of a batch so old that its turn is forgotten.
   */
  turn: count.optional(),
  /** The judgement of the same batch that this one takes the place of. */
  revises: z.string().optional(),
  validation: z.enum(['accepted', 'rejected']),
  /** Why the batch was rejected, each code once. */
  reasons: z.array(z.enum(violationCodes)),
  rows: z.object({ read: count, accepted: count, quarantined: count }),
  /** The constraints that rows broke. */
  violations: z.object({
    /** In any column. */
    byCode: z.array(z.object({ code: z.enum(violationCodes), count })),
    commonest: z.array(z.object({ code: z.enum(violationCodes), column: z.string().optional(), count })),
    /** How many kinds the list leaves out. */
    leftOut: count,
  }),
  drift: z.enum(['stable', 'drifted', 'inconclusive', 'skipped']),
  severity: z.enum(severities).optional(),
  referenceVersion: z.string().optional(),
  /** What the contract of the batch allows. */
  limits: z.object({
    /** Share of rows that break the contract, above which a batch is rejected. */
    rejectedShare: share.optional(),
    /** Share of drifted columns from which on the drift is critical. */
    driftedShare: share.optional(),
  }),
  features: z.object({
    compared: count,
    drifted: count,
    inconclusive: count,
    /** A compared feature that is not named was stable, unless more moved than are named. */
    named: z.array(namedFeatureSchema),
    /** How far features moved, stable ones too; absent where nothing was compared. */
    effects: z.array(featureEffectSchema).optional(),
  }),
  /** Columns, each once whatever is derived from it: the limit applies to these. */
  columns: z.object({ compared: count, drifted: count }),
  /** Absent where nothing is known of how right the model is. */
  performance: performanceRecordSchema.optional(),
});

export type HistoryRecord = z.infer<typeof historyRecordSchema>;

/**
 * The one order of batches, that of incidents: as they arrived, those of one second as they were judged. Without a turn they come
 * first in their second, in the order of their ids.
 */
export function byArrival(a: HistoryRecord, b: HistoryRecord): number {
  return (
    Date.parse(a.receivedAt) - Date.parse(b.receivedAt) ||
    (a.turn ?? 0) - (b.turn ?? 0) ||
    (a.batchId < b.batchId ? -1 : 1)
  );
}

/** The record of a batch. @param turn  in which it was judged, where that is known */
export function historyRecord(result: Result, turn?: number): HistoryRecord {
  const { batch, validation, drift, reference, performance } = result;
  const { read, accepted, quarantined } = validation.rows;
  const { drifted, undecided, apart } = byStanding(drift.features);
  const effects = featureEffects(drift);
  return {
    schemaVersion: 1,
    batchId: batch.id,
    key: batch.key,
    receivedAt: batch.receivedAt,
    ...(turn === undefined ? {} : { turn }),
    ...(batch.revises === undefined ? {} : { revises: batch.revises }),
    validation: validation.status,
    reasons: [...new Set(validation.reasons.map(({ code }) => code))],
    rows: { read, accepted, quarantined },
    violations: violationsOf(validation),
    drift: drift.status,
    ...(drift.severity === undefined ? {} : { severity: drift.severity }),
    ...(reference ? { referenceVersion: reference.version } : {}),
    limits: limitsOf(validation, drift),
    features: {
      compared: drift.features.length - apart.length,
      drifted: drifted.length,
      inconclusive: undecided.length,
      named: namedFeatures(drift),
      ...(effects.length > 0 ? { effects: [...effects] } : {}),
    },
    columns: countColumns(drift.features),
    ...(performance ? { performance: performanceRecord(performance) } : {}),
  };
}

/** What a record has of the performance on a batch. */
export function performanceRecord(result: PerformanceResult): NonNullable<HistoryRecord['performance']> {
  const { metric, verdict, maxLoss, baseline, rows, realised, estimated } = result;
  const { confusion, metrics = [] }: Partial<NonNullable<typeof realised>> = realised ?? {};
  const mae = metrics.find(({ name }) => name === 'mae');
  return {
    metric,
    verdict,
    maxLoss,
    ...(baseline ? { baseline: baseline.value } : {}),
    rows,
    labelled: realised?.rows ?? 0,
    ...(confusion ? { wrong: wrongOf(confusion.counts) } : {}),
    ...(mae ? { meanError: { value: mae.value, standardError: mae.standardError ?? 0 } } : {}),
    ...(realised ? { realised: realised.value } : {}),
    ...(estimated?.value === undefined ? {} : { estimated: estimated.value }),
    ...versionsOf(result),
  };
}

/** Versions of the model in one batch that its record names. */
const mostVersions = 5;

function versionsOf({
  byVersion,
  task,
  metric,
}: PerformanceResult): Pick<NonNullable<HistoryRecord['performance']>, 'versions' | 'versionMetric'> {
  if (!byVersion || byVersion.length === 0) return {};
  const versions = byVersion
    .toSorted((a, b) => b.rows - a.rows)
    .slice(0, mostVersions)
    .map(({ value, rows, labelled, realised }) => ({
      value,
      rows,
      labelled,
      ...(realised === undefined ? {} : { realised }),
    }));
  return { versions, versionMetric: groupMetric(task, metric) };
}

/** All of a confusion matrix that is not on its diagonal. */
function wrongOf(counts: readonly (readonly number[])[]): number {
  return counts
    .flatMap((row, predicted) => row.filter((_, actual) => actual !== predicted))
    .reduce((a, b) => a + b, 0);
}

function limitsOf(
  { maxRejectedShare }: Result['validation'],
  { criticalShare }: Result['drift'],
): HistoryRecord['limits'] {
  return {
    ...(maxRejectedShare === undefined ? {} : { rejectedShare: maxRejectedShare }),
    ...(criticalShare === undefined ? {} : { driftedShare: criticalShare }),
  };
}

function violationsOf({ violations }: Validation): HistoryRecord['violations'] {
  const byCode = new Map<ViolationCode, number>();
  for (const { code, count: rows } of violations) byCode.set(code, (byCode.get(code) ?? 0) + rows);
  const commonest = violations
    .toSorted((a, b) => b.count - a.count)
    .slice(0, mostViolations)
    .map(({ code, column, count: rows }) => ({
      code,
      ...(column === undefined ? {} : { column }),
      count: rows,
    }));
  return {
    byCode: Array.from(byCode, ([code, rows]) => ({ code, count: rows })),
    commonest,
    leftOut: violations.length - commonest.length,
  };
}
