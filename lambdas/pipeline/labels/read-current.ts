import { type CurrentPerformance, currentPerformanceSchema } from '../../core/labels/current-performance.ts';
import { resultsKeys } from '../../keys.ts';
import { decodeJson } from '../json-artefact.ts';
import type { ReadingServices } from '../ports.ts';

/** What is known now of the performance on a batch; undefined where no labels came later. */
export async function readCurrentPerformance(
  model: string,
  batchId: string,
  { results }: Pick<ReadingServices, 'results'>,
): Promise<CurrentPerformance | undefined> {
  const key = resultsKeys.performance(model, batchId);
  const stored = await results.read(key);
  return stored && decodeJson(currentPerformanceSchema, key, stored.bytes);
}
