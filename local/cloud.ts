import { adminAccessKeyId } from './access.ts';
import { region } from './account.ts';
import { buildParts, type Parts } from './build/parts.ts';
import type { Schedule } from './build/schedules.ts';
import { openSite, type Site } from './build/site.ts';
import type { CloudOptions } from './cloud-options.ts';
import { createCloudFormation } from './cloudformation.ts';
import type { InvocationResult } from './lambda.ts';
import type { Delivery } from './outbox.ts';
import { createS3 } from './s3.ts';
import { answerScheduleRequests } from './schedule-requests.ts';
import { createScheduler } from './scheduler.ts';
import { createSnsApi } from './sns/api.ts';
import { createSqsApi } from './sqs/api.ts';
import { createStates, type RunningMachine } from './states.ts';
import { TemplateError } from './template/intrinsics.ts';

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
  /** State machines, with what they ran. */
  readonly machines: readonly RunningMachine[];
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
    serve(parts, site, options);
    return describeCloud(parts, site, cleanup);
  } catch (error) {
    await cleanup.disposeAsync();
    throw error;
  }
}

function serve(
  { template, access, buckets, notifications, topics, outbox, queues, schedules, machines }: Parts,
  { endpoint, objects, now }: Site,
  { isWriteInProgress = () => false, onStored = () => {} }: CloudOptions,
): void {
  const services = {
    s3: createS3({
      ...{ buckets, notifications, access, now, isWriteInProgress, onStored },
      uploads: new Map(),
      directory: objects,
    }),
    sns: createSnsApi({ topics, outbox, access, now }),
    sqs: createSqsApi(queues, access),
    cloudformation: createCloudFormation(template, access),
    scheduler: createScheduler(schedules, access),
    states: createStates(machines, access),
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
    machines: parts.machines,
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

function byLogicalId<T extends { readonly logicalId: string }>(
  resources: readonly T[],
  value: (resource: T) => string | undefined,
): Readonly<Record<string, string>> {
  return Object.fromEntries(resources.map((resource) => [resource.logicalId, value(resource) ?? '']));
}
