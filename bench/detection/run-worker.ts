import { parentPort } from 'node:worker_threads';
import { groups, runRound } from './groups.ts';
import { taskSchema } from './worker-task.ts';

/** One round after the other, as the main thread asks for them. */
parentPort?.on('message', (message) => {
  const { index, round, wanted } = taskSchema.parse(message);
  const group = groups[index];
  if (!group) throw new RangeError(`run-worker requires an index below ${groups.length}, found ${index}`);
  parentPort?.postMessage(runRound(group, round, (cell) => wanted.includes(cell)));
});
