import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { startRuntimeApi } from './runtime-api.ts';

/** What a function runs under. */
export interface EnvironmentOptions {
  readonly functionArn: string;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  /** Folder with the unpacked code. */
  readonly taskRoot: string;
  /** All the environment variables of the process but the address of its Runtime API. */
  readonly variables: Readonly<Record<string, string>>;
  readonly log: Writable;
}

export type InvocationResult =
  | { readonly ok: true; readonly payload: string }
  /** `error` is JSON with `errorType` and `errorMessage`. */
  | { readonly ok: false; readonly error: string };

/** An execution environment: one process that runs one invocation at a time. */
export interface Environment {
  /** False once the process has exited or was killed: start another. */
  alive(): boolean;
  invoke(payload: string): Promise<InvocationResult>;
  stop(): Promise<void>;
}

interface Invocation {
  readonly requestId: string;
  finish(result: InvocationResult): void;
}

/** Initialisation may take so long, as on Lambda. */
const initLimitMs = 10_000;
/** How often the memory of a running invocation is looked at. */
const memoryWatchMs = 50;
/** Largest response of a synchronous invocation: 6 MB. */
const responseLimitBytes = 6 * 1024 * 1024;

const client = fileURLToPath(new URL('runtime-client.mjs', import.meta.url));

/** Starts the process of a function; it loads its handler at once, and gets its first event when it has. */
export async function startEnvironment(options: EnvironmentOptions): Promise<Environment> {
  const runtime = await startRuntime(options);
  return {
    alive: runtime.alive,
    invoke: (payload) => invoke(payload, runtime, options),
    async stop() {
      runtime.child.kill('SIGKILL');
      await runtime.exited;
    },
  };
}

/** The process of a function, and the conversation with it. */
type Runtime = Awaited<ReturnType<typeof startRuntime>>;

async function startRuntime(options: EnvironmentOptions) {
  const started = performance.now();
  const ready = Promise.withResolvers<void>();
  let initMs: number | undefined;
  let current: Invocation | undefined;
  const finish = (result: InvocationResult) => current?.finish(result);

  const api = await startRuntimeApi({
    ready() {
      initMs ??= performance.now() - started;
      ready.resolve();
    },
    response(requestId, payload) {
      if (requestId === current?.requestId) finish(answer(payload));
    },
    error(requestId, error) {
      if (requestId === current?.requestId) finish({ ok: false, error });
    },
    initError: (error) => finish({ ok: false, error }),
  });
  const child = startProcess(options, api.address);
  const exited = new Promise<void>((resolve) => {
    child.once('exit', (code, signal) => {
      finish(failure('Runtime.ExitError', `The runtime exited: ${signal ?? `exit status ${code}`}`));
      ready.resolve();
      void api.stop();
      resolve();
    });
  });
  return {
    child,
    exited,
    ready: ready.promise,
    handOver: api.handOver,
    initMs: () => initMs,
    expect(invocation: Invocation | undefined) {
      current = invocation;
    },
    alive: () => child.exitCode === null && child.signalCode === null && !child.killed,
    kill(result: InvocationResult) {
      child.kill('SIGKILL');
      finish(result);
    },
  };
}

async function invoke(
  payload: string,
  runtime: Runtime,
  options: EnvironmentOptions,
): Promise<InvocationResult> {
  const { child, kill } = runtime;
  const requestId = randomUUID();
  const done = Promise.withResolvers<InvocationResult>();
  runtime.expect({ requestId, finish: done.resolve });
  options.log.write(`START RequestId: ${requestId}\n`);
  const cold = runtime.initMs() === undefined;
  const initTimer = setTimeout(kill, initLimitMs, failure('Runtime.InitTimeout', 'Init took over 10 s.'));
  await runtime.ready;
  clearTimeout(initTimer);
  const begun = performance.now();
  const guards = guardInvocation(options, child, kill);
  const deadlineMs = Date.now() + options.timeoutSeconds * 1000;
  runtime.handOver({ requestId, payload, deadlineMs, functionArn: options.functionArn });
  const result = runtime.alive()
    ? await done.promise
    : await Promise.race([done.promise, runtime.exited.then(crashed)]);
  guards.stop();
  runtime.expect(undefined);
  const peak = Math.max(guards.peak(), (await memoryUse(child.pid ?? 0))?.peak ?? 0);
  const durationMs = performance.now() - begun;
  const report = { requestId, durationMs, peak, initMs: cold ? runtime.initMs() : undefined };
  options.log.write(reportLines(options, report, result));
  return result;
}

function answer(payload: string): InvocationResult {
  return payload.length <= responseLimitBytes
    ? { ok: true, payload }
    : failure('Function.ResponseSizeTooLarge', 'Response payload size exceeded 6 MB.');
}

function crashed(): InvocationResult {
  return failure('Runtime.ExitError', 'The runtime exited before it could take the event.');
}

function failure(errorType: string, errorMessage: string): InvocationResult {
  return { ok: false, error: JSON.stringify({ errorType, errorMessage }) };
}

/** Kills the process when the time is over or when it holds more memory than the function has. */
function guardInvocation(
  { memoryMb, timeoutSeconds }: EnvironmentOptions,
  child: ChildProcess,
  kill: (result: InvocationResult) => void,
) {
  let peak = 0;
  const timer = setTimeout(
    () => kill(failure('Sandbox.Timedout', `Task timed out after ${timeoutSeconds.toFixed(2)} seconds`)),
    timeoutSeconds * 1000,
  );
  const watch = setInterval(async () => {
    const use = await memoryUse(child.pid ?? 0);
    peak = Math.max(peak, use?.peak ?? 0);
    if (use !== undefined && use.current > memoryMb * 1024 * 1024) {
      kill(failure('Runtime.OutOfMemory', `Runtime exceeded its memory of ${memoryMb} MB.`));
    }
  }, memoryWatchMs);
  return {
    peak: () => peak,
    stop() {
      clearTimeout(timer);
      clearInterval(watch);
    },
  };
}

function startProcess(
  { memoryMb, taskRoot, variables, log }: EnvironmentOptions,
  address: string,
): ChildProcess {
  const child = spawn(process.execPath, [`--max-old-space-size=${Math.floor(memoryMb * 0.9)}`, client], {
    cwd: taskRoot,
    env: { ...variables, AWS_LAMBDA_RUNTIME_API: address },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  return child;
}

function reportLines(
  { memoryMb }: EnvironmentOptions,
  report: { requestId: string; durationMs: number; peak: number; initMs: number | undefined },
  result: InvocationResult,
): string {
  const parts = [
    `REPORT RequestId: ${report.requestId}`,
    `Duration: ${report.durationMs.toFixed(2)} ms`,
    `Billed Duration: ${Math.ceil(report.durationMs)} ms`,
    `Memory Size: ${memoryMb} MB`,
    `Max Memory Used: ${Math.round(report.peak / 1024 / 1024)} MB`,
    ...(report.initMs === undefined ? [] : [`Init Duration: ${report.initMs.toFixed(2)} ms`]),
  ];
  const failed = result.ok ? '' : `ERROR RequestId: ${report.requestId} ${result.error}\n`;
  return `${failed}END RequestId: ${report.requestId}\n${parts.join('\t')}\n`;
}

/** Memory of a process in bytes: now, and the most it ever had. */
interface MemoryUse {
  readonly current: number;
  readonly peak: number;
}

/** Reads what Linux says of a process; undefined elsewhere and when the process is gone. */
async function memoryUse(pid: number): Promise<MemoryUse | undefined> {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    return { current: readKilobytes(status, 'VmRSS'), peak: readKilobytes(status, 'VmHWM') };
  } catch {
    return undefined;
  }
}

function readKilobytes(status: string, field: string): number {
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) * 1024;
}
