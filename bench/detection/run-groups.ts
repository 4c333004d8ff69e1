import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import * as z from 'zod';
import { type GroupResult, readResult, writeResult } from './cell-cache.ts';
import { type Group, groups } from './groups.ts';
import { addTallies, tallySchema } from './tally.ts';
import type { WorkerTask } from './worker-task.ts';

/** A group with what is known of it. */
export interface GroupState {
  readonly group: Group;
  readonly result: GroupResult;
}

interface Running {
  readonly index: number;
  readonly group: Group;
  result: GroupResult;
}

export interface RunOptions {
  readonly repetitions: number;
  readonly workers: number;
  /** Groups are run whose type and name hold this; the others are read only. */
  readonly only: string;
  /** After so long no round is begun any more. */
  readonly minutes: number;
  readonly say: (line: string) => void;
}

/** Repetitions after which all groups have a turn before any has more. */
const steps = [1, 5, 20, 50, 100, 200, 400, 700, 1000] as const;

/** Of the repetitions so many are run: wide batches and large references cost most. */
function shareOf(group: Group): number {
  if (group.type === 'change') return 1;
  return (group.features > 20 ? 0.1 : 1) * (group.referenceRows > 10_000 ? 0.2 : 1);
}

/** Runs all groups, step by step, and keeps what it knows after every round. */
export async function runGroups(options: RunOptions): Promise<readonly GroupState[]> {
  const states = await Promise.all(
    groups.map(async (group, index): Promise<Running> => ({ index, group, result: await readResult(group) })),
  );
  const end = performance.now() + options.minutes * 60_000;
  const targets = [...steps.filter((step) => step < options.repetitions), options.repetitions];
  const chosen = states.filter(({ group }) => `${group.type} ${group.name}`.includes(options.only));
  const queue = targets.flatMap((target) => chosen.map((state) => ({ state, target })));
  const isBusy = new Set<Running>();

  async function work(worker: Worker): Promise<void> {
    while (performance.now() < end) {
      const at = queue.findIndex(({ state }) => !isBusy.has(state));
      const [task] = at < 0 ? [] : queue.splice(at, 1);
      if (!task) return;
      isBusy.add(task.state);
      await runUntil(task.state, task.target, worker, end);
      isBusy.delete(task.state);
      options.say(`${task.state.group.name}: step of ${task.target} done`);
    }
  }

  const workers = Array.from(
    { length: options.workers },
    () => new Worker(join(import.meta.dirname, 'run-worker.ts')),
  );
  await Promise.all(workers.map(work));
  await Promise.all(workers.map((worker) => worker.terminate()));
  return states;
}

async function runUntil(state: Running, target: number, worker: Worker, end: number): Promise<void> {
  const { group, index } = state;
  const needed = Math.floor(target * shareOf(group));
  while (performance.now() < end) {
    const { rounds: round, tallies } = state.result;
    const wanted = tallies.flatMap(({ repetitions }, cell) => (repetitions < needed ? [cell] : []));
    if (wanted.length === 0) return;
    const found = await ask(worker, { index, round, wanted });
    const added = tallies.map((tally, cell) => addTallies(tally, found[cell]!));
    state.result = { ...state.result, rounds: round + 1, tallies: added };
    await writeResult(group, state.result);
  }
}

async function ask(worker: Worker, task: WorkerTask) {
  worker.postMessage(task);
  const [answer] = await once(worker, 'message');
  return z.array(tallySchema).parse(answer);
}
