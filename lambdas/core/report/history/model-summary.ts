import * as z from 'zod';
import { severities } from '../../../severities.ts';
import type { IncidentOverview } from '../../incidents/incident-overview.ts';
import { conditions } from '../../incidents/incident-schema.ts';
import type { OpenLoss } from '../../over-time/follow-losses.ts';
import { byArrival, type HistoryRecord, historyRecordSchema } from './history-record.ts';

/** What the index of all models says of one. */
export const modelSummarySchema = z.object({
  schemaVersion: z.literal(1),
  model: z.string(),
  environment: z.string(),
  batches: z.int().min(0),
  drifted: z.int().min(0),
  rejected: z.int().min(0),
  newest: historyRecordSchema,
  /** Incidents that are open, the worst first; absent where none are kept. */
  open: z
    .array(z.object({ condition: z.enum(conditions), severity: z.enum(severities), since: z.iso.datetime() }))
    .optional(),
  /** A loss by labels that is open. */
  loss: z
    .object({
      severity: z.enum(severities),
      since: z.iso.datetime(),
      now: z.number(),
      usual: z.number(),
      /** Where numbers are predicted: rates are mean errors as shares of it. */
      cap: z.number().optional(),
    })
    .optional(),
  /** Set while the contract mutes the model. */
  mutedUntil: z.iso.datetime().optional(),
});

export type ModelSummary = z.infer<typeof modelSummarySchema>;

/** @returns undefined where the model has no batch */
export function modelSummary(
  model: string,
  environment: string,
  records: readonly HistoryRecord[],
  incidents?: IncidentOverview,
  loss?: OpenLoss,
): ModelSummary | undefined {
  const newest = records.toSorted(byArrival).at(-1);
  if (!newest) return undefined;
  return {
    schemaVersion: 1,
    model,
    environment,
    batches: records.length,
    drifted: records.filter(({ drift }) => drift === 'drifted').length,
    rejected: records.filter(({ validation }) => validation === 'rejected').length,
    newest: { ...newest, features: { ...newest.features, named: [] } },
    ...(loss && { loss: summaryOfLoss(loss) }),
    ...(incidents && {
      open: incidents.open.map(({ condition, severity, since }) => ({ condition, severity, since })),
      ...(incidents.mutedUntil === undefined ? {} : { mutedUntil: incidents.mutedUntil }),
    }),
  };
}

function summaryOfLoss({ severity, since, now, usual, cap }: OpenLoss): NonNullable<ModelSummary['loss']> {
  return { severity, since, now, usual, ...(cap === undefined ? {} : { cap }) };
}
