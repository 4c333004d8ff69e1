import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { nodeOptions } from '../../lambdas/node-options.ts';
import { type Measurement, measurementSchema, type Task } from './task.ts';

const run = promisify(execFile);

/** Measures a task in a process of its own, started as the functions are. */
export async function runInChild(task: Task): Promise<Measurement> {
  const script = join(import.meta.dirname, 'run-task.ts');
  const { stdout } = await run(process.execPath, [nodeOptions, script, JSON.stringify(task)]);
  return measurementSchema.parse(JSON.parse(stdout));
}

/** Of two measurements of the same the faster, which other work on the machine has disturbed less; of memory the larger. */
export function better(a: Measurement | undefined, b: Measurement): Measurement {
  if (a?.status !== 'measured' || b.status !== 'measured') return b;
  return {
    ...b,
    seconds: Math.min(a.seconds, b.seconds),
    peakBytes: Math.max(a.peakBytes, b.peakBytes),
  };
}
