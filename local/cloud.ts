import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Access, adminAccessKeyId, createAccess } from './access.ts';
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
import { openEndpoint } from './server.ts';
import { createSettling } from './settling.ts';
import { createSnsApi } from './sns/api.ts';
import { createSqsApi } from './sqs/api.ts';
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
   * After a failed receive a message is visible again after so long, instead of after the queue's visibility timeout.
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
  /** Resolves when every queue that feeds a function is empty and no invocation runs. */
  settled(): Promise<void>;
  /** What lies in the dead-letter queues, of queues and of subscriptions. */
  deadLetters(): readonly { readonly queue: string; readonly body: string }[];
  stop(): Promise<void>;
}

/**
 * Builds what a synthesized template declares and runs it on loopback.
 *
 * @throws TemplateError naming what is not known in the template, or what AWS would refuse to deploy
 */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const { directory, now = () => new Date() } = options;
  const folders = await makeFolders(directory);
  const scratch = await mkdtemp(join(tmpdir(), 'plumbline-'));
  const endpoint = await openEndpoint(options.port ?? 0);
  const polling = new AbortController();
  const abandon = async () => {
    polling.abort();
    await endpoint.stop();
    await rm(scratch, { recursive: true, force: true });
  };
  try {
    const template = await readTemplate({
      assembly: options.assembly,
      stack: options.stack,
      endpoint: endpoint.url,
    });
    const declared = readDeclarations(template);
    const access: Access = createAccess(declared);
    const settling = createSettling();
    const outbox = createOutbox(folders.outbox, options.onDelivery);
    const queues = buildQueues(declared.queues, { endpoint: endpoint.url, now, changed: settling.changed });
    const functions = await buildFunctions(declared, {
      assets: template.assets,
      scratch,
      endpoint: endpoint.url,
      logs: folders.logs,
      concurrency: options.functionConcurrency ?? 1,
      changed: settling.changed,
    });
    const buckets = buildBuckets(declared, now());
    const topics = buildTopics({ declared, access, queues, functions });
    const fed = startMappings(declared, {
      access,
      queues,
      functions,
      retryDelayMs: options.retryDelayMs ?? 200,
      concurrency: options.functionConcurrency ?? 1,
      signal: polling.signal,
    });
    settling.watch(
      () => fed.every(({ counts }) => isEmpty(counts())) && functions.every((one) => one.running() === 0),
    );
    const notifications = applyNotifications(declared, { access, buckets, queues, now: now() });
    endpoint.serve({
      access,
      services: {
        s3: createS3({ buckets, notifications, uploads: new Map(), access, directory: folders.objects, now }),
        sns: createSnsApi({ topics, outbox, access, now }),
        sqs: createSqsApi(queues, access),
        lambda: createLambdaApi(functions, access),
      },
    });
    const deadLetterArns = new Set(
      [...declared.queues, ...declared.subscriptions].map(
        ({ properties }) => properties.RedrivePolicy?.deadLetterTargetArn,
      ),
    );
    const invoke = async (name: string, event: unknown) => {
      const physical = declared.functions.find((one) => one.logicalId === name)?.name ?? name;
      const found = functions.find((one) => one.name === physical);
      if (found === undefined) throw new TemplateError(`no function is called ${name}`);
      return found.invoke(JSON.stringify(event) ?? 'null');
    };
    return {
      stack: template.stack,
      endpoint: endpoint.url,
      region,
      credentials: { accessKeyId: adminAccessKeyId, secretAccessKey: 'local' },
      outputs: template.outputs,
      buckets: byLogicalId(declared.buckets, ({ name }) => name),
      topics: byLogicalId(
        declared.topics,
        ({ name }) => topics.find((one) => one.name === name)?.arn ?? name,
      ),
      queues: byLogicalId(
        declared.queues,
        ({ name }) => queues.find((one) => one.name === name)?.url ?? name,
      ),
      functions: byLogicalId(declared.functions, ({ name }) => name),
      schedules: buildSchedules({ declared, access, functions, now }),
      outbox: outbox.deliveries,
      outboxDirectory: folders.outbox,
      logDirectory: folders.logs,
      invoke,
      settled: settling.settled,
      deadLetters: () =>
        queues
          .filter(({ arn }) => deadLetterArns.has(arn))
          .flatMap((queue) => queue.bodies().map((body) => ({ queue: queue.name, body }))),
      async stop() {
        polling.abort();
        await Promise.all(functions.map((one) => one.stop()));
        await abandon();
        await rm(folders.objects, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await abandon();
    throw error;
  }
}

/** Objects and outbox begin empty; logs go on where they were. */
async function makeFolders(directory: string) {
  const folders = {
    objects: join(directory, 'objects'),
    outbox: join(directory, 'outbox'),
    logs: join(directory, 'logs'),
  };
  await Promise.all(
    [folders.objects, folders.outbox].map((path) => rm(path, { recursive: true, force: true })),
  );
  await Promise.all(Object.values(folders).map((path) => mkdir(path, { recursive: true })));
  return folders;
}

function isEmpty({
  visible,
  inFlight,
  delayed,
}: {
  visible: number;
  inFlight: number;
  delayed: number;
}): boolean {
  return visible + inFlight + delayed === 0;
}

function byLogicalId<T extends { readonly logicalId: string }>(
  resources: readonly T[],
  value: (resource: T) => string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(resources.map((resource) => [resource.logicalId, value(resource)]));
}
