import { profiledBatchSuffix, resultsPrefixes } from '../../lambdas/keys.ts';
import { detectDrift } from '../../lambdas/pipeline/detect-drift.ts';
import { receiveBatch } from '../../lambdas/pipeline/receive-batch.ts';
import { receiveReference } from '../../lambdas/pipeline/receive-reference.ts';
import type { World } from './world.ts';

/** A world whose uploads are announced to the functions, and what these write to one another. */
export interface SettlingWorld {
  /** Uploads an object, and runs all that it starts, until nothing is announced any more. */
  upload(key: string, content: string | Uint8Array): Promise<void>;
  /** The same for what was announced before: it is announced again. */
  announceAgain(key: string): Promise<void>;
}

/** @param times  how often each object is announced */
export function settling(world: World, times = 1): SettlingWorld {
  const known = new Set<string>();

  async function announce(bucket: string, key: string, versionId: string): Promise<void> {
    const object = { bucket, key, versionId };
    for (let time = 0; time < times; time++) {
      if (key.endsWith(profiledBatchSuffix)) await detectDrift(object, world.services);
      else if (key.startsWith('batches/') || bucket === world.results.bucket)
        await receiveBatch(object, world.services);
      else await receiveReference(object, world.services);
    }
  }

  async function settle(): Promise<void> {
    const next = world.results
      .objects()
      .find(
        ({ key }) =>
          !known.has(key) && (key.startsWith(resultsPrefixes.replays) || key.endsWith(profiledBatchSuffix)),
      );
    if (!next) return;
    known.add(next.key);
    await announce(world.results.bucket, next.key, next.versionId);
    await settle();
  }

  return {
    async upload(key, content) {
      const { versionId } = world.inbox.put(key, content);
      await announce(world.inbox.bucket, key, versionId);
      await settle();
    },
    async announceAgain(key) {
      const { versionId } = (await world.inbox.read(key)) ?? {};
      if (versionId === undefined) throw new Error(`there is no ${key}`);
      await announce(world.inbox.bucket, key, versionId);
      await settle();
    },
  };
}
