import * as z from 'zod';
import { severities } from '../../severities.ts';
import type { Contract } from '../contract/contract.ts';
import { type MetricName, metricNames } from '../contract/model-rules.ts';
import { seasons } from '../contract/seasons.ts';
import { correctionSchema } from '../result/performance-schema.ts';
import { alarmBudget } from './alarm-budget.ts';

const count = z.int().min(0);
const share = z.number().min(0).max(1);
const instant = z.iso.datetime();

const judgedSchema = z.object({
  metric: z.enum<readonly MetricName[]>(metricNames),
  value: z.number(),
  baseline: z.number(),
});

/** What is known of a batch from its labels, and from its scores without them. */
const countedSchema = z.object({
  id: z.string(),
  receivedAt: instant,
  /** Among batches of one second; absent where it is not known. */
  turn: count.optional(),
  /** Rows with a label, and those of them that were predicted wrongly; of numbers the sum of their capped errors. */
  labelled: count,
  wrong: z.number().min(0),
  /** Labelled rows of the reference, and those that were predicted wrongly. */
  usual: z.object({ labelled: count, wrong: z.number().min(0) }),
  /** Error rate above which the loss is more than the contract allows. */
  limit: share,
  /** Error rate as it is estimated without labels. */
  estimated: share.optional(),
  /** What the model is judged by, by labels and in the reference, where that is not what is followed over time. */
  judged: judgedSchema.optional(),
  /** How far the estimate without labels, before any correction, is off by the labels; see the result. */
  gap: z
    .object({
      metric: z.enum<readonly MetricName[]>(metricNames),
      value: z.number(),
      standardError: z.number().min(0),
      calibrationError: z.number().min(0),
    })
    .optional(),
  /** Where labels are weighted: how much less they say than as many rows that all count alike, as a multiple of the variance. */
  weighting: z.number().gt(1).optional(),
  /** Where numbers are predicted: errors count as shares of `cap`, at most 1, and vary by a share of what right and wrong would. */
  numbers: z.object({ cap: z.number().gt(0), dispersion: z.number().gt(0) }).optional(),
  /** Version of the reference, and of which season it is. */
  reference: z.string(),
  season: z.enum(seasons).optional(),
});
export type LoggedBatch = Readonly<z.infer<typeof countedSchema>>;

/** What people are told about a loss. Rates are shares of the labelled rows. */
export const lossNewsSchema = z.object({
  status: z.enum(['opened', 'worse', 'trend', 'reminder', 'recovered']),
  /** One bad batch, worse since some batch, or worse from batch to batch. */
  kind: z.enum(['batch', 'step', 'decay']),
  /** The worst that was reported. */
  severity: z.enum(severities),
  /** Arrival of the first batch that shows it. */
  since: instant,
  /** Batches with labels from that on, and their labelled rows. */
  batches: count,
  labelled: count,
  /** Error rate of the reference, now, and the one above which the loss is more than the contract allows. */
  usual: share,
  now: share,
  limit: share,
  /** Of a decay: how much the error rate rises in 30 days, and when it reaches the limit if it goes on. */
  slope30: z.number().optional(),
  breachAt: instant.optional(),
  /** Where numbers are predicted: rates are mean errors as shares of it. */
  cap: z.number().gt(0).optional(),
  /** What the model is judged by, where that is another measure: on these batches, weighted by their labels. */
  judged: judgedSchema.optional(),
  /** How far estimates without labels are off, and of which measure, where labels have shown that. */
  correction: correctionSchema.extend({ metric: z.enum<readonly MetricName[]>(metricNames) }).optional(),
});
export type LossNews = Readonly<z.infer<typeof lossNewsSchema>>;

/** A loss that was reported, and whose end was not. */
const heardSchema = z.object({
  news: lossNewsSchema,
  /** Arrival of the batch that was last reported, and of the one that was last reported as new or as worse. */
  reportedAt: instant,
  raisedAt: instant,
  /** Set where the date on which the limit is reached was reported. */
  hasDate: z.literal(true).optional(),
});

/**
 * `incidents/<model>/losses.json`: what labels said of the newest batches, and what people know of it. Changed by compare-and-swap.
 * All else is computed anew from it each time.
 */
export const lossLogSchema = z.object({
  schemaVersion: z.literal(1),
  model: z.string(),
  /** How often people are ready to be alarmed for nothing, as it was decided last. */
  budget: z.object({ batchesPerYear: z.number().gt(0), falseAlarmsPerYear: z.number().gt(0) }),
  /** In the order of arrival. */
  batches: z.array(countedSchema),
  heard: heardSchema.optional(),
  /** Losses that are over, oldest first. */
  past: z.array(lossNewsSchema.extend({ ended: instant })),
  /** What was reported because of what, the newest last: the same again whenever it is asked for. */
  told: z.array(z.object({ cause: z.string(), news: lossNewsSchema })),
});
export type LossLog = Readonly<z.infer<typeof lossLogSchema>>;

/** The log of a model before its first batch. */
export function noLosses(model: string): LossLog {
  return { schemaVersion: 1, model, budget: alarmBudget(undefined, []), batches: [], past: [], told: [] };
}

/** Batches that are kept: more than a year of one a day. */
const mostBatches = 400;

/**
 * The log with what is known now of some batches, in the place of what was known of them. The same whatever the order in which
 * batches come.
 *
 * @param contract  that says how often batches come, and how many false alarms a year may have
 * @returns the very object that was given where that is nothing new
 */
export function withBatches(
  log: LossLog,
  batches: readonly LoggedBatch[],
  contract?: Pick<Contract, 'cadence' | 'drift'>,
): LossLog {
  const byId = new Map(log.batches.map((batch) => [batch.id, batch]));
  for (const batch of batches) byId.set(batch.id, { ...byId.get(batch.id), ...batch });
  const kept = [...byId.values()].sort(byArrival).slice(-mostBatches);
  const arrivals = kept.map(({ receivedAt }) => receivedAt);
  const after = { ...log, budget: alarmBudget(contract, arrivals), batches: kept };
  return JSON.stringify(after) === JSON.stringify(log) ? log : after;
}

function byArrival(a: LoggedBatch, b: LoggedBatch): number {
  return (
    Date.parse(a.receivedAt) - Date.parse(b.receivedAt) ||
    (a.turn ?? 0) - (b.turn ?? 0) ||
    (a.id < b.id ? -1 : 1)
  );
}
