import { join } from 'node:path';
import type { Access } from '../access.ts';
import { runMapping } from '../lambda/event-source-mapping.ts';
import { createFunction, type LambdaFunction } from '../lambda.ts';
import type { Queue } from '../sqs.ts';
import type { Declarations, DeclaredMapping } from '../template/declarations.ts';
import { TemplateError } from '../template/intrinsics.ts';

export interface FunctionSurroundings {
  readonly assets: ReadonlyMap<string, string>;
  /** Folder to unpack into. */
  readonly code: string;
  readonly logs: string;
  readonly endpoint: string;
  readonly concurrency: number;
  changed(): void;
}

/** Unpacks every function of the template. */
export function buildFunctions(
  { functions }: Declarations,
  { assets, code, logs, endpoint, concurrency, changed }: FunctionSurroundings,
): Promise<readonly LambdaFunction[]> {
  return Promise.all(
    functions.map((declared) => {
      const asset = assets.get(declared.properties.Code.S3Key);
      if (asset === undefined)
        throw new TemplateError(`${declared.logicalId}: its code is no asset of the assembly`);
      return createFunction({
        declared,
        code: asset,
        taskRoot: join(code, declared.name),
        endpoint,
        logFile: join(logs, `${declared.name}.log`),
        concurrency,
        changed,
      });
    }),
  );
}

export interface MappingParts {
  readonly access: Access;
  readonly queues: readonly Queue[];
  readonly functions: readonly LambdaFunction[];
  readonly retryDelayMs: number | undefined;
  readonly concurrency: number;
  readonly signal: AbortSignal;
}

/** Starts the event source mappings. @returns the queues that now feed a function */
export function startMappings({ mappings }: Declarations, parts: MappingParts): readonly Queue[] {
  return mappings.map((mapping) => {
    const { queue, fn } = mappingEnds(mapping, parts);
    const { BatchSize, FunctionResponseTypes, ScalingConfig } = mapping.properties;
    runMapping(
      {
        queue,
        function: fn,
        batchSize: BatchSize,
        concurrency: Math.min(parts.concurrency, ScalingConfig?.MaximumConcurrency ?? parts.concurrency),
        reportsFailures: FunctionResponseTypes.length > 0,
        retryDelayMs: parts.retryDelayMs,
      },
      parts.signal,
    );
    return queue;
  });
}

/** Queue and function of a mapping. @throws TemplateError where AWS refuses to create it */
function mappingEnds(
  { logicalId, properties }: DeclaredMapping,
  { access, queues, functions }: MappingParts,
) {
  const queue = queues.find(({ arn }) => arn === properties.EventSourceArn);
  const fn = functions.find(({ arn, name }) => [arn, name].includes(properties.FunctionName));
  if (queue === undefined || fn === undefined)
    throw new TemplateError(`${logicalId}: its queue or function is unknown`);
  const role = access.functionRole(fn.name);
  for (const action of ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes']) {
    if (access.isAllowed(role, { action, resource: queue.arn })) continue;
    throw new TemplateError(`${logicalId}: the role of ${fn.name} does not allow ${action} on ${queue.arn}`);
  }
  if (queue.visibilityTimeoutMs < fn.timeoutSeconds * 1000) {
    throw new TemplateError(
      `${logicalId}: the visibility timeout of ${queue.name} is below the function's timeout`,
    );
  }
  return { queue, fn };
}
