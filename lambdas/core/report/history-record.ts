import * as z from 'zod';
import { violationCodes } from '../contract/violation.ts';
import { type Result, severities } from '../result/result-schema.ts';
import { largestEffect } from './largest-effect.ts';

/** Features of a batch that its record names: those that moved or could not be told, what matters most first. */
const mostNamed = 200;

const count = z.int().min(0);
const share = z.number().min(0).max(1);

const namedFeatureSchema = z.object({
  name: z.string(),
  status: z.enum(['drifted', 'inconclusive']),
  severity: z.enum(severities).optional(),
  /** Share of rows that moved; absent where it could not be measured. */
  effect: z.number().min(0).optional(),
});

/** The one small record a batch leaves in its model's history. */
export const historyRecordSchema = z.object({
  schemaVersion: z.literal(1),
  batchId: z.string(),
  key: z.string(),
  receivedAt: z.iso.datetime(),
  validation: z.enum(['accepted', 'rejected']),
  /** Why the batch was rejected, each code once. */
  reasons: z.array(z.enum(violationCodes)),
  rows: z.object({ read: count, accepted: count, quarantined: count }),
  drift: z.enum(['stable', 'drifted', 'inconclusive', 'skipped']),
  severity: z.enum(severities).optional(),
  referenceVersion: z.string().optional(),
  /** What the contract of the batch allows; absent where it was not known. */
  limits: z
    .object({
      /** Share of rows that break the contract, above which a batch is rejected. */
      rejectedShare: share.optional(),
      /** Share of drifted features from which on the drift is critical. */
      driftedShare: share.optional(),
    })
    .optional(),
  features: z.object({
    compared: count,
    drifted: count,
    inconclusive: count,
    /** A compared feature that is not named was stable, unless more moved than are named. */
    named: z.array(namedFeatureSchema),
  }),
});

export type HistoryRecord = z.infer<typeof historyRecordSchema>;

/** The record of a batch. */
export function historyRecord({ batch, validation, drift, reference }: Result): HistoryRecord {
  const drifted = drift.features.filter(({ verdict }) => verdict.status === 'drifted').length;
  const inconclusive = drift.features.filter(({ verdict }) => verdict.status === 'inconclusive').length;
  return {
    schemaVersion: 1,
    batchId: batch.id,
    key: batch.key,
    receivedAt: batch.receivedAt,
    validation: validation.status,
    reasons: [...new Set(validation.reasons.map(({ code }) => code))],
    rows: validation.rows,
    drift: drift.status,
    ...(drift.severity === undefined ? {} : { severity: drift.severity }),
    ...(reference ? { referenceVersion: reference.version } : {}),
    limits: limitsOf(validation, drift),
    features: { compared: drift.features.length, drifted, inconclusive, named: namedFeatures(drift) },
  };
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

function namedFeatures({ features }: Result['drift']): HistoryRecord['features']['named'] {
  const named: HistoryRecord['features']['named'] = [];
  for (const feature of features) {
    const { name, verdict } = feature;
    if (verdict.status === 'stable' || named.length >= mostNamed) continue;
    const effect = largestEffect(feature)?.effect;
    named.push({
      name,
      status: verdict.status,
      ...(verdict.status === 'drifted' ? { severity: verdict.severity } : {}),
      ...(effect === undefined ? {} : { effect }),
    });
  }
  return named;
}
