import { type Alert, alertSchema } from '../../lambdas/core/alert/alert-schema.ts';
import { type Result, resultSchema } from '../../lambdas/core/result/result-schema.ts';
import { type MemoryStore, memoryStore } from '../../lambdas/files/memory-store.ts';
import { objectId, resultsKeys, resultsPrefixes } from '../../lambdas/keys.ts';
import { detectDrift } from '../../lambdas/pipeline/detect-drift.ts';
import { decodeJson } from '../../lambdas/pipeline/json-artefact.ts';
import type {
  Audience,
  CanaryServices,
  Message,
  SendingServices,
  StoredBytes,
} from '../../lambdas/pipeline/ports.ts';
import { validateBatch } from '../../lambdas/pipeline/validate-batch.ts';

/** Everything the pipeline needs, in memory, with a clock that the test turns. */
export interface World {
  readonly services: SendingServices & CanaryServices;
  readonly inbox: MemoryStore;
  readonly results: MemoryStore;
  readonly published: { readonly audience: Audience; readonly message: Message }[];
  readonly logged: string[];
  readonly measured: Record<string, number>[];
  /** Moves the clock on. */
  pass(milliseconds: number): void;
}

export function buildWorld(overrides: Partial<World['services']> = {}): World {
  return worldAt(Date.parse('2026-11-20T06:00:00Z'), [], [], overrides);
}

/** A world with the same objects, at the same time. */
export function copyWorld({ services, inbox, results }: World): World {
  return worldAt(services.now().getTime(), inbox.objects(), results.objects());
}

function worldAt(
  begin: number,
  inInbox: readonly StoredBytes[],
  inResults: readonly StoredBytes[],
  overrides: Partial<World['services']> = {},
): World {
  let time = begin;
  const now = () => new Date(time);
  const pass = (milliseconds: number) => {
    time += milliseconds;
  };
  const inbox = memoryStore('inbox', now, inInbox);
  const results = memoryStore('results', now, inResults);
  const published: World['published'] = [];
  const logged: string[] = [];
  const measured: Record<string, number>[] = [];
  const log = (event: string) => logged.push(event);
  const services: World['services'] = {
    environment: 'test',
    inbox,
    results,
    log: { info: log, warn: log },
    measure: (_model, values) => measured.push({ ...values }),
    now,
    wait: async (milliseconds) => pass(milliseconds),
    publish: async (audience, message) => {
      published.push({ audience, message });
      return `message-${published.length}`;
    },
    ...overrides,
  };
  return { services, inbox, results, published, logged, measured, pass };
}

/** Uploads a batch and takes it to its result. */
export async function runBatch(
  world: World,
  key: string,
  content: string | Uint8Array,
  metadata: Readonly<Record<string, string>> = {},
): Promise<Result> {
  const { versionId } = world.inbox.put(key, content, { metadata });
  const object = { bucket: world.inbox.bucket, key, versionId };
  await validateBatch(object, world.services);
  const [, model = ''] = key.split('/');
  const profiled = resultsKeys.profiledBatch(model, objectId(object));
  await detectDrift({ bucket: world.results.bucket, key: profiled, versionId: 'null' }, world.services);
  return storedResult(world, resultsKeys.result(model, objectId(object)));
}

export async function storedResult({ results }: World, key: string): Promise<Result> {
  const stored = await results.read(key);
  if (!stored)
    throw new Error(`there is no ${key}; there are ${results.objects().map((object) => object.key)}`);
  return decodeJson(resultSchema, key, stored.bytes);
}

/** What lies in the outbox. */
export function storedAlerts({ results }: World): readonly Alert[] {
  return results
    .objects()
    .filter(({ key }) => key.startsWith(resultsPrefixes.alerts))
    .map(({ key, bytes }) => decodeJson(alertSchema, key, bytes));
}
