import type { MetricName } from '../core/contract/model-rules.ts';
import { estimateCorrection } from '../core/over-time/estimate-correction.ts';
import { lossLogSchema } from '../core/over-time/loss-log.ts';
import type { Correction } from '../core/result/performance-schema.ts';
import { resultsKeys } from '../keys.ts';
import type { Services } from './ports.ts';
import type { ProfiledBatch } from './profiled-batch.ts';
import { readOrWarn } from './read-or-warn.ts';
import type { ReferenceArtefact } from './reference/reference-artefact.ts';

/** What labels of the batches before one have shown of how far estimates of a measure are off; nothing where there are none. */
export type CorrectionOf = (metric: MetricName) => Correction | undefined;

/** Reads what is known of the batches that arrived before a batch and were compared with its reference. */
export async function correctionOfBatch(
  { model, batch }: Pick<ProfiledBatch, 'model' | 'batch'>,
  { version, yardstick }: Pick<ReferenceArtefact, 'version' | 'yardstick'>,
  services: Services,
): Promise<CorrectionOf> {
  if (!yardstick.performance) return () => undefined;
  const log = await readOrWarn(lossLogSchema, resultsKeys.losses(model), services);
  const arrived = Date.parse(batch.receivedAt);
  const before = (log?.batches ?? []).filter(({ receivedAt }) => Date.parse(receivedAt) < arrived);
  return (metric) => estimateCorrection(before, { metric, reference: version });
}
