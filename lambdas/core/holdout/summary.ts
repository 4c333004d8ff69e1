import * as z from 'zod';
import { severities, worstOf } from '../../severities.ts';
import type { HoldoutRun } from './run-schema.ts';

const count = z.int().min(0);

const summarySchema = z.object({
  id: z.string(),
  key: z.string(),
  receivedAt: z.iso.datetime(),
  /** The worst of its findings; absent where there is none. */
  severity: z.enum(severities).optional(),
  compared: count,
  moved: count,
  score: z
    .object({ metric: z.enum(['accuracy', 'mae']), baseline: z.number(), current: z.number() })
    .optional(),
});
export type HoldoutSummary = z.infer<typeof summarySchema>;

/** `holdouts/<model>/runs.json`: the newest runs of a model, in the order of their arrival. */
export const holdoutSummariesSchema = z.object({ schemaVersion: z.literal(1), runs: z.array(summarySchema) });

/** A run in short. */
export function summaryOfRun({ id, run, ids, predictions, score, findings }: HoldoutRun): HoldoutSummary {
  return {
    id,
    key: run.key,
    receivedAt: run.receivedAt,
    ...(findings.length > 0 ? { severity: worstOf(findings.map(({ severity }) => severity)) } : {}),
    compared: ids.both,
    moved: predictions.moved,
    ...(score ? { score: { metric: score.metric, baseline: score.baseline, current: score.current } } : {}),
  };
}
