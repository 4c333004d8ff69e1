import { type MemoryStore, memoryStore } from '../../lambdas/files/memory-store.ts';
import { alertSuffix, profiledBatchSuffix, resultsPrefixes } from '../../lambdas/keys.ts';
import { detectDrift } from '../../lambdas/pipeline/detect-drift.ts';
import type { SendingServices } from '../../lambdas/pipeline/ports.ts';
import { receiveReference } from '../../lambdas/pipeline/receive-reference.ts';
import { sendAlerts } from '../../lambdas/pipeline/send-alerts.ts';
import { validateBatch } from '../../lambdas/pipeline/validate-batch.ts';
import { countedStore, noCalls } from '../calls/counted-store.ts';

/** The functions that a batch meets. */
export const roadSteps = ['validate-batch', 'detect-drift', 'send-alerts'] as const;
export type RoadStep = (typeof roadSteps)[number];

/** What a step costs in calls, and what of a core. */
export interface StepUse {
  /** GET and HEAD. */
  reads: number;
  /** PUT and LIST. */
  writes: number;
  /** To SNS. */
  publishes: number;
  /** Of a core, of this machine. */
  seconds: number;
}

export interface RoadSize {
  readonly rows: number;
  readonly columns: number;
}

/** A batch of ten numbers to ten categories, whose last column drifts, so that it is told. */
function roadCsv({ rows, columns }: RoadSize, shift: number): string {
  const names = Array.from({ length: columns }, (_, index) => `c${index}`);
  const lines = Array.from({ length: rows }, (_, row) =>
    names.map((_, column) => {
      const spread = (row * 7919 + column * 104_729) % 1009;
      if (column % 2 === 1) return ['clear', 'cloudy', 'rain', 'snow'][spread % 4];
      return (spread / 10 + (column === columns - 2 ? shift : 0)).toFixed(1);
    }),
  );
  return `${[names, ...lines].map((cells) => cells.join(',')).join('\n')}\n`;
}

/** What each step used of a batch, and how much is kept of it as long as results are. */
export interface RoadUse {
  readonly steps: Readonly<Record<RoadStep, StepUse>>;
  readonly keptBytes: number;
}

/** Takes a batch the whole road in memory, after one that came before it: the second is counted. */
export async function useOfRoad(size: RoadSize): Promise<RoadUse> {
  let time = Date.parse('2026-11-20T06:00:00Z');
  const now = () => new Date(time);
  const [inbox, results] = [memoryStore('inbox', now), memoryStore('results', now)];
  const silent = () => {};
  const services: SendingServices = {
    ...{ environment: 'bench', inbox, results, now, measure: silent, wait: async () => {} },
    log: { info: silent, warn: silent },
    publish: async () => 'message',
  };
  const put = (key: string, text: string) => ({ bucket: 'inbox', ...inbox.put(key, text) });
  await receiveReference(put('references/model/all.csv', roadCsv({ ...size, rows: 5_000 }, 0)), services);
  let use = emptyUse();
  for (const [day, shift] of [0, 5].entries()) {
    time += 24 * 3_600_000;
    use = emptyUse();
    const batch = put(`batches/model/${day}.csv`, roadCsv(size, shift));
    const first = (suffix: string, prefix: string) => ({
      bucket: 'results',
      versionId: 'null',
      key: newest(results, prefix, suffix, `${day}-`),
    });
    await counted('validate-batch', (of) => validateBatch(batch, of), services, use);
    const profiled = first(profiledBatchSuffix, resultsPrefixes.profiles);
    await counted('detect-drift', (of) => detectDrift(profiled, of), services, use);
    if (shift === 0) continue;
    const alert = first(alertSuffix, resultsPrefixes.alerts);
    await counted('send-alerts', (of) => sendAlerts(alert, of), services, use);
  }
  return { steps: use, keptBytes: keptOf(results) };
}

/** Reports, results and their like of the second batch; a profile goes with the quarantine. */
function keptOf({ objects }: MemoryStore): number {
  return objects()
    .filter(({ key }) => /^(results|reports|history|alerts|deliveries|scores)\/.*\/1-/.test(key))
    .reduce((sum, { bytes }) => sum + bytes.length, 0);
}

function emptyUse(): Record<RoadStep, StepUse> {
  const none = () => ({ reads: 0, writes: 0, publishes: 0, seconds: 0 });
  return { 'validate-batch': none(), 'detect-drift': none(), 'send-alerts': none() };
}

function newest({ objects }: MemoryStore, prefix: string, suffix: string, name: string): string {
  const found = objects().findLast(
    ({ key }) => key.startsWith(prefix) && key.endsWith(suffix) && key.includes(`/${name}`),
  );
  if (!found) throw new Error(`nothing came of the batch below ${prefix}`);
  return found.key;
}

async function counted(
  step: RoadStep,
  run: (services: SendingServices) => Promise<void>,
  services: SendingServices,
  uses: Record<RoadStep, StepUse>,
): Promise<void> {
  const use = uses[step];
  const calls = noCalls();
  const before = process.cpuUsage();
  await run({
    ...services,
    inbox: countedStore(services.inbox as MemoryStore, calls),
    results: countedStore(services.results, calls),
    publish: async (...args) => {
      use.publishes++;
      return services.publish(...args);
    },
  });
  const { user, system } = process.cpuUsage(before);
  use.seconds = (user + system) / 1e6;
  use.reads = calls.reads;
  use.writes = calls.creates + calls.swaps + calls.lists;
}
