import { createAccess } from '../access.ts';
import type { CloudOptions } from '../cloud-options.ts';
import { createOutbox } from '../outbox.ts';
import { announceRuns } from '../rules.ts';
import { createSettling } from '../settling.ts';
import type { Queue } from '../sqs.ts';
import { runMachine } from '../states.ts';
import { readDeclarations } from '../template/declarations.ts';
import { readTemplate } from '../template.ts';
import { applyNotifications, buildBuckets } from './buckets.ts';
import { buildFunctions, startMappings } from './functions.ts';
import { buildQueues } from './queues.ts';
import { buildSchedules } from './schedules.ts';
import type { Site } from './site.ts';
import { buildTopics } from './topics.ts';

/** What the template declares, come to life. */
export type Parts = Awaited<ReturnType<typeof buildParts>>;

export async function buildParts(options: CloudOptions, site: Site, cleanup: AsyncDisposableStack) {
  const { now } = site;
  const endpoint = site.endpoint.url;
  const template = await readTemplate({ assembly: options.assembly, stack: options.stack, endpoint });
  const declared = readDeclarations(template);
  const access = createAccess(declared);
  const settling = createSettling();
  const { changed } = settling;
  const concurrency = options.functionConcurrency ?? 1;
  const outbox = createOutbox(site.outbox, options.onDelivery);
  const buckets = buildBuckets(declared, now());
  const queues = buildQueues(declared.queues, {
    endpoint,
    now,
    changed,
    timesFaster: options.timesFaster ?? 1,
  });
  const functions = await buildFunctions(declared, { ...template, ...site, endpoint, concurrency, changed });
  cleanup.defer(async () => void (await Promise.all(functions.map((one) => one.stop()))));
  const { retryDelayMs = 200 } = options;
  const requests = trackRequests(changed);
  const topics = buildTopics({ declared, access, queues, retryDelayMs, track: requests.track });
  const schedules = buildSchedules({ declared, access, functions, queues, now });
  const polling = cleanup.adopt(new AbortController(), (controller) => controller.abort());
  const fed = startMappings(declared, {
    access,
    queues,
    functions,
    retryDelayMs: options.timesFaster === undefined ? retryDelayMs : undefined,
    concurrency,
    signal: polling.signal,
  });
  const announce = announceRuns(declared, functions);
  const machines = declared.stateMachines.map((one) =>
    runMachine(one, { access, functions, buckets, retryDelayMs, announce, changed }),
  );
  const notifications = applyNotifications(declared, {
    ...{ access, buckets, queues, now: now() },
    testEvents: options.testEvents ?? true,
  });
  settling.watch(
    () =>
      fed.every(isEmpty) &&
      [...functions, ...machines].every((one) => one.running() === 0) &&
      requests.areOver(),
  );
  return {
    template,
    declared,
    access,
    settling,
    outbox,
    buckets,
    queues,
    functions,
    machines,
    topics,
    schedules,
    notifications,
  };
}

/** Requests to the outside that are under way. */
function trackRequests(changed: () => void) {
  const requests = new Set<Promise<unknown>>();
  return {
    areOver: () => requests.size === 0,
    track(request: Promise<unknown>) {
      requests.add(request);
      void request.finally(() => requests.delete(request)).then(changed);
    },
  };
}

function isEmpty({ counts }: Queue): boolean {
  const { visible, inFlight } = counts();
  return visible + inFlight === 0;
}
