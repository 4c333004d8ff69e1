import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { adminAccessKeyId, createAccess } from './access.ts';
import { region } from './account.ts';
import { applyNotifications, buildBuckets } from './build/buckets.ts';
import { buildFunctions, startMappings } from './build/functions.ts';
import { buildQueues } from './build/queues.ts';
import { buildSchedules, type Schedule } from './build/schedules.ts';
import { buildTopics } from './build/topics.ts';
import { createLambdaApi } from './lambda/api.ts';
import type { InvocationResult } from './lambda.ts';
import { createOutbox, type Delivery } from './outbox.ts';
import { createS3 } from './s3.ts';
import { answerScheduleRequests } from './schedule-requests.ts';
import { openEndpoint } from './server.ts';
import { createSettling } from './settling.ts';
import { createSnsApi } from './sns/api.ts';
import { createSqsApi } from './sqs/api.ts';
import type { Queue } from './sqs.ts';
import { readDeclarations } from './template/declarations.ts';
import { TemplateError } from './template/intrinsics.ts';
import { readTemplate } from './template.ts';

export interface CloudOptions {
  /** Cloud assembly: what `cdk synth` writes. */
  readonly assembly: string;
  /** Name or artifact id of the stack; may be left out when the assembly holds one. */
  readonly stack?: string;
  /**
   * Folder for objects, outbox and logs. Objects live as long as the cloud; outbox and logs stay, the outbox until the
   * next start.
   */
  readonly directory: string;
  /** @default 0, a free one */
  readonly port?: number;
  /** Called with every message that a topic delivers, or that Slack would drop. */
  readonly onDelivery?: (delivery: Delivery) => void;
  /** Clock of the cloud's own dates; functions have the machine's. */
  readonly now?: () => Date;
  /**
   * After a failed receive a message is visible again after so long, instead of after the queue's visibility timeout; a
   * failed request to a subscriber is sent again after so long, too.
   *
   * @default 200
   */
  readonly retryDelayMs?: number;
  /**
   * How many invocations of one function may run at once, at most: the template's MaximumConcurrency holds as well.
   *
   * @default 1
   */
  readonly functionConcurrency?: number;
}

/** A running cloud. Names are physical names, by logical id. */
export interface Cloud {
  readonly stack: string;
  readonly endpoint: string;
  readonly region: string;
  /** Of a person who may do everything. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly outputs: Readonly<Record<string, string>>;
  readonly buckets: Readonly<Record<string, string>>;
  /** ARNs by logical id. */
  readonly topics: Readonly<Record<string, string>>;
  readonly queues: Readonly<Record<string, string>>;
  readonly functions: Readonly<Record<string, string>>;
  /** Schedules are not kept by the clock: run them. */
  readonly schedules: readonly Schedule[];
  readonly outbox: readonly Delivery[];
  readonly outboxDirectory: string;
  readonly logDirectory: string;
  /** Invokes a function by its physical name or logical id. */
  invoke(functionName: string, event: unknown): Promise<InvocationResult>;
  /** Resolves when every queue that feeds a function is empty, no invocation runs and no subscriber is being written to. */
  settled(): Promise<void>;
  /** What lies in the dead-letter queues: of queues, subscriptions, functions and schedules. */
  deadLetters(): readonly { readonly queue: string; readonly body: string }[];
  stop(): Promise<void>;
}

/**
 * Builds what a synthesized template declares and runs it on loopback.
 *
 * @throws TemplateError naming what is not known in the template, or what AWS would refuse to deploy
 */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const cleanup = new AsyncDisposableStack();
  try {
    const site = await openSite(options, cleanup);
    const parts = await buildParts(options, site, cleanup);
    serve(parts, site);
    return describeCloud(parts, site, cleanup);
  } catch (error) {
    await cleanup.disposeAsync();
    throw error;
  }
}

/** Where the cloud is: its endpoint, its folders, its clock. */
type Site = Awaited<ReturnType<typeof openSite>>;

async function openSite(
  { directory, port = 0, now = () => new Date() }: CloudOptions,
  cleanup: AsyncDisposableStack,
) {
  const endpoint = cleanup.adopt(await openEndpoint(port), ({ stop }) => stop());
  const outbox = join(directory, 'outbox');
  const logs = join(directory, 'logs');
  await rm(outbox, { recursive: true, force: true });
  await Promise.all([outbox, logs].map((path) => mkdir(path, { recursive: true })));
  const objects = await makeScratch(join(directory, 'objects-'), cleanup);
  const code = await makeScratch(join(tmpdir(), 'plumbline-'), cleanup);
  return { endpoint, outbox, logs, objects, code, now };
}

async function makeScratch(prefix: string, cleanup: AsyncDisposableStack): Promise<string> {
  return cleanup.adopt(await mkdtemp(prefix), (path) => rm(path, { recursive: true, force: true }));
}

/** What the template declares, come to life. */
type Parts = Awaited<ReturnType<typeof buildParts>>;

async function buildParts(options: CloudOptions, site: Site, cleanup: AsyncDisposableStack) {
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
  const queues = buildQueues(declared.queues, { endpoint, now, changed });
  const functions = await buildFunctions(declared, { ...template, ...site, endpoint, concurrency, changed });
  cleanup.defer(async () => void (await Promise.all(functions.map((one) => one.stop()))));
  const { retryDelayMs = 200 } = options;
  const requests = new Set<Promise<unknown>>();
  const track = (request: Promise<unknown>) => {
    requests.add(request);
    void request.finally(() => requests.delete(request)).then(changed);
  };
  const topics = buildTopics({ declared, access, queues, functions, retryDelayMs, track });
  const schedules = buildSchedules({ declared, access, functions, queues, now });
  const polling = cleanup.adopt(new AbortController(), (controller) => controller.abort());
  const fed = startMappings(declared, {
    access,
    queues,
    functions,
    retryDelayMs,
    concurrency,
    signal: polling.signal,
  });
  const notifications = applyNotifications(declared, { access, buckets, queues, now: now() });
  settling.watch(
    () => fed.every(isEmpty) && functions.every((one) => one.running() === 0) && requests.size === 0,
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
    topics,
    schedules,
    notifications,
  };
}

function serve(
  { access, buckets, notifications, topics, outbox, queues, functions, schedules }: Parts,
  { endpoint, objects, now }: Site,
): void {
  const services = {
    s3: createS3({ buckets, notifications, uploads: new Map(), access, directory: objects, now }),
    sns: createSnsApi({ topics, outbox, access, now }),
    sqs: createSqsApi(queues, access),
    lambda: createLambdaApi(functions, access),
  };
  endpoint.serve({ access, services, answerUnsigned: answerScheduleRequests(schedules) });
}

function describeCloud(parts: Parts, site: Site, cleanup: AsyncDisposableStack): Cloud {
  const { template, declared, queues, topics, functions } = parts;
  return {
    stack: template.stack,
    endpoint: site.endpoint.url,
    region,
    credentials: { accessKeyId: adminAccessKeyId, secretAccessKey: 'local' },
    outputs: template.outputs,
    buckets: byLogicalId(declared.buckets, ({ name }) => name),
    topics: byLogicalId(declared.topics, ({ name }) => topics.find((one) => one.name === name)?.arn),
    queues: byLogicalId(declared.queues, ({ name }) => queues.find((one) => one.name === name)?.url),
    functions: byLogicalId(declared.functions, ({ name }) => name),
    schedules: parts.schedules,
    outbox: parts.outbox.deliveries,
    outboxDirectory: site.outbox,
    logDirectory: site.logs,
    async invoke(name, event) {
      const physical = declared.functions.find((one) => one.logicalId === name)?.name ?? name;
      const found = functions.find((one) => one.name === physical);
      if (found === undefined) throw new TemplateError(`no function is called ${name}`);
      return found.invoke(JSON.stringify(event) ?? 'null');
    },
    settled: parts.settling.settled,
    deadLetters: () => deadLetters(parts),
    stop: () => cleanup.disposeAsync(),
  };
}

function deadLetters({ declared, queues }: Parts) {
  const arns = [
    ...[...declared.queues, ...declared.subscriptions].map(
      ({ properties }) => properties.RedrivePolicy?.deadLetterTargetArn,
    ),
    ...declared.functions.map(({ properties }) => properties.DeadLetterConfig?.TargetArn),
    ...declared.schedules.map(({ properties }) => properties.Target.DeadLetterConfig?.Arn),
  ];
  return queues
    .filter(({ arn }) => arns.includes(arn))
    .flatMap((queue) => queue.bodies().map((body) => ({ queue: queue.name, body })));
}

function isEmpty({ counts }: Queue): boolean {
  const { visible, inFlight, delayed } = counts();
  return visible + inFlight + delayed === 0;
}

function byLogicalId<T extends { readonly logicalId: string }>(
  resources: readonly T[],
  value: (resource: T) => string | undefined,
): Readonly<Record<string, string>> {
  return Object.fromEntries(resources.map((resource) => [resource.logicalId, value(resource) ?? '']));
}
