import { UnreadableBatchError } from '../../lambdas/readers/unreadable-batch-error.ts';
import { type Pass, preparePass } from './passes.ts';
import { type Measurement, taskSchema } from './task.ts';

/** A process of its own for each measurement, so that its peak of memory is its own. Prints one line of JSON. */
const task = taskSchema.parse(JSON.parse(process.argv[2] ?? ''));

/** What is measured of it in less is too coarse: the system counts in hundredths of a second. */
const leastProcessorSeconds = 0.05;

async function measure(pass: Pass): Promise<Measurement> {
  let rows = 0;
  let seconds = Number.POSITIVE_INFINITY;
  for (let index = 0; index < task.passes; index++) {
    const from = performance.now();
    const before = process.cpuUsage();
    rows = await pass();
    const { user, system } = process.cpuUsage(before);
    const [onClock, onProcessor] = [(performance.now() - from) / 1000, (user + system) / 1e6];
    if (index > 0 || task.passes === 1)
      seconds = Math.min(seconds, onProcessor < leastProcessorSeconds ? onClock : onProcessor);
  }
  const rowsFound = task.job === 'duckdb-decode' ? 0 : rows;
  return { status: 'measured', rows: rowsFound, seconds, peakBytes: process.resourceUsage().maxRSS * 1024 };
}

async function run(): Promise<Measurement> {
  try {
    return await measure(await preparePass(task));
  } catch (error) {
    if (error instanceof UnreadableBatchError) return { status: 'refused', reason: error.message };
    throw error;
  }
}

process.stdout.write(`${JSON.stringify(await run())}\n`);
