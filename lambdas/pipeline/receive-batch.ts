import { type ObjectVersion, resultsPrefixes } from '../keys.ts';
import type { Services } from './ports.ts';
import { replayBatch } from './replay/replay-batch.ts';
import { validateBatch } from './validate-batch.ts';

/** Takes what is announced to be checked: an upload, or one that was judged before and is to be judged again. */
export function receiveBatch(object: ObjectVersion, services: Services): Promise<void> {
  const isReplay =
    object.bucket === services.results.bucket && object.key.startsWith(resultsPrefixes.replays);
  return isReplay ? replayBatch(object, services) : validateBatch(object, services);
}
