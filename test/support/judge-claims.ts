import { gunzipSync } from 'node:zlib';
import { type ObjectVersion, objectId, resultsKeys } from '../../lambdas/keys.ts';
import { detectDrift } from '../../lambdas/pipeline/detect-drift.ts';
import type { PlannedBatch } from '../../lambdas/pipeline/parts/plan-artefact.ts';
import type { Services } from '../../lambdas/pipeline/ports.ts';
import { validateBatch } from '../../lambdas/pipeline/validate-batch.ts';
import { notingRuns, runInParts, type Visit } from './run-in-parts.ts';
import { copyWorld, type World } from './world.ts';

/** The files of a batch by their names. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** Uploads a batch. @returns what is announced of it last, and its bytes */
export function uploadClaims({ inbox }: World, files: Files) {
  const put = Object.entries(files).map(([name, content]) => inbox.put(`batches/claims/${name}`, content));
  const { key, versionId } = put.at(-1)!;
  return {
    object: { bucket: inbox.bucket, key, versionId },
    size: put.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
  };
}

/** All that is stored of a batch, but how it was cut. */
export function stored({ results }: World) {
  return results
    .objects()
    .filter(({ key }) => !/^(?:plans|parts|references|contracts)\//.test(key))
    .map(({ key, bytes }) => [
      key,
      key.endsWith('.gz') ? gunzipSync(bytes).toString() : Buffer.from(bytes).toString(),
    ]);
}

/** Has what is known of the rows of a batch judged. */
export async function judgeClaims(world: World, object: ObjectVersion): Promise<void> {
  const key = resultsKeys.profiledBatch('claims', objectId(object));
  await detectDrift({ bucket: 'results', key, versionId: 'null' }, world.services);
}

/** The world in which a batch of claims was read at once. */
export async function readAtOnce(world: World, object: ObjectVersion): Promise<World> {
  const once = copyWorld(world);
  await validateBatch(object, once.services);
  return once;
}

/** How a batch is read in parts. */
export interface InParts {
  readonly partBytes: number;
  readonly visit?: Visit;
  /** Done when it is planned, before its run. */
  readonly before?: (planned: PlannedBatch, services: Services) => Promise<void>;
}

/** The world in which it was read in parts. @throws Error when it was not handed over */
export async function readInParts(
  world: World,
  object: ObjectVersion,
  { partBytes, visit, before }: InParts,
): Promise<World> {
  const inParts = copyWorld(world);
  const { started, services } = notingRuns(inParts.services, partBytes);
  await validateBatch(object, services);
  const [planned] = started;
  if (!planned) throw new Error('readInParts: the batch was read at once');
  await before?.(planned, services);
  await runInParts(planned, services, visit);
  return inParts;
}
