import { createWriteStream } from 'node:fs';
import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { functionAccessKeyId } from './access.ts';
import { arn, region } from './account.ts';
import { type Environment, type InvocationResult, startEnvironment } from './lambda/environment.ts';
import type { DeclaredFunction } from './template/declarations.ts';

export type { InvocationResult };

/** A function of the template. */
export interface LambdaFunction {
  readonly name: string;
  readonly arn: string;
  readonly timeoutSeconds: number;
  /** Runs the function with this event (JSON); waits while all of its environments are busy. */
  invoke(payload: string): Promise<InvocationResult>;
  /** Invocations that run or wait. */
  running(): number;
  stop(): Promise<void>;
}

export interface FunctionOptions {
  readonly declared: DeclaredFunction;
  /** Folder of the asset. */
  readonly code: string;
  /** Folder to unpack the code into; outside of any project, so that only what was bundled can be imported. */
  readonly taskRoot: string;
  readonly endpoint: string;
  readonly logFile: string;
  /** How many invocations may run at once, each in a process of its own. */
  readonly concurrency: number;
  changed(): void;
}

/** Unpacks a function. Its first process starts with its first invocation: a cold start like any other. */
export async function createFunction(options: FunctionOptions): Promise<LambdaFunction> {
  const { declared, taskRoot } = options;
  const { MemorySize: memoryMb, Timeout: timeoutSeconds } = declared.properties;
  await unpack(options.code, taskRoot);
  const functionArn = arn('lambda', `function:${declared.name}`);
  const log = createWriteStream(options.logFile, { flags: 'a' });
  const variables = environmentVariables(options);
  const pool = environmentPool(options.concurrency, options.changed, () =>
    startEnvironment({ functionArn, memoryMb, timeoutSeconds, taskRoot, variables, log }),
  );
  return {
    name: declared.name,
    arn: functionArn,
    timeoutSeconds,
    invoke: pool.invoke,
    running: pool.running,
    async stop() {
      await pool.stop();
      await new Promise<void>((resolve) => log.end(resolve));
    },
  };
}

/** Starts environments as they are needed, and uses those that are idle again. */
function environmentPool(concurrency: number, changed: () => void, start: () => Promise<Environment>) {
  const idle: Environment[] = [];
  const all = new Set<Environment>();
  const queue: (() => void)[] = [];
  let running = 0;
  let stopped = false;

  const acquire = async () => {
    running += 1;
    if (running > concurrency) await new Promise<void>((resolve) => queue.push(resolve));
  };
  const release = () => {
    running -= 1;
    queue.shift()?.();
    changed();
  };
  const takeEnvironment = async () => {
    const warm = idle.pop();
    if (warm?.alive()) return warm;
    const cold = await start();
    all.add(cold);
    return cold;
  };
  const invoke = async (payload: string): Promise<InvocationResult> => {
    await acquire();
    try {
      if (stopped) return cloudStopped;
      const environment = await takeEnvironment();
      const result = await environment.invoke(payload);
      if (environment.alive()) idle.push(environment);
      else all.delete(environment);
      return result;
    } finally {
      release();
    }
  };
  const stop = async () => {
    stopped = true;
    await Promise.all([...all].map((environment) => environment.stop()));
  };
  return { invoke, running: () => running, stop };
}

const cloudStopped: InvocationResult = {
  ok: false,
  error: '{"errorType":"Stopped","errorMessage":"The cloud is stopped."}',
};

/** Copies the asset. Without a `package.json` of its own a `.js` file is CommonJS, as on Lambda. */
async function unpack(code: string, taskRoot: string): Promise<void> {
  await cp(code, taskRoot, { recursive: true });
  await writeFile(join(taskRoot, 'package.json'), '{"type":"commonjs"}', { flag: 'wx' }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    },
  );
}

/** The template's variables and those that Lambda sets; of this process's own only PATH. */
function environmentVariables({ declared, endpoint, taskRoot }: FunctionOptions): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    TZ: ':UTC',
    LANG: 'en_US.UTF-8',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${declared.properties.Runtime}`,
    AWS_ACCESS_KEY_ID: functionAccessKeyId(declared.name),
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL: endpoint,
    AWS_LAMBDA_FUNCTION_NAME: declared.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(declared.properties.MemorySize),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${declared.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    _HANDLER: declared.properties.Handler,
    LAMBDA_TASK_ROOT: taskRoot,
    ...declared.properties.Environment.Variables,
  };
}
