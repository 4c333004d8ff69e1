import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import * as z from 'zod';
import { type GroupResult, readResult, writeResult } from './cell-cache.ts';
import { type Group, groups } from './groups.ts';
import { batchSizes } from './no-drift.ts';
import { tellRate } from './sequential-test.ts';
import { addTallies, type Tally, tallySchema } from './tally.ts';
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
  readonly workers: number;
  /** Of a change; a cell without drift is run until its rate is told, but no more often than the last of {@link steps}. */
  readonly repetitions: number;
  /** Groups are run whose type and name match; the others are read only. */
  readonly only: RegExp;
  /** Of cells without drift those are run whose batches have at most so many rows. */
  readonly rows: number;
  /** After so long no round is begun any more. */
  readonly minutes: number;
  readonly say: (line: string) => void;
}

/** How far a group is run. */
interface Aim extends Pick<RunOptions, 'rows'> {
  readonly target: number;
  readonly end: number;
}

/** Repetitions after which all groups have a turn before any has more. */
const steps = [1, 5, 20, 50, 100, 200, 300, 400, 500, 700, 1000, 1500, 2000, 3000] as const;

/** Runs all groups, step by step, and keeps what it knows after every round. */
export async function runGroups(options: RunOptions): Promise<readonly GroupState[]> {
  const states = await Promise.all(
    groups.map(async (group, index): Promise<Running> => ({ index, group, result: await readResult(group) })),
  );
  const end = performance.now() + options.minutes * 60_000;
  const chosen = states.filter(({ group }) => options.only.test(`${group.type} ${group.name}`));
  const queue = steps.flatMap((step) =>
    chosen.map((state) => ({
      state,
      target: state.group.type === 'change' ? Math.min(step, options.repetitions) : step,
    })),
  );
  const isBusy = new Set<Running>();

  async function work(worker: Worker): Promise<void> {
    while (performance.now() < end) {
      const at = queue.findIndex(({ state }) => !isBusy.has(state));
      const [task] = at < 0 ? [] : queue.splice(at, 1);
      if (!task) return;
      isBusy.add(task.state);
      await runUntil(task.state, { target: task.target, rows: options.rows, end }, worker);
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

async function runUntil(state: Running, aim: Aim, worker: Worker): Promise<void> {
  const { group, index } = state;
  while (performance.now() < aim.end) {
    const { rounds: round, tallies } = state.result;
    const wanted = tallies.flatMap((tally, cell) => (isWanted(group, cell, tally, aim) ? [cell] : []));
    if (wanted.length === 0) return;
    const found = await ask(worker, { index, round, wanted });
    const added = tallies.map((tally, cell) => addTallies(tally, found[cell]!));
    state.result = { ...state.result, rounds: round + 1, tallies: added };
    await writeResult(group, state.result);
  }
}

function isWanted({ type }: Group, cell: number, { alarms, repetitions }: Tally, aim: Aim): boolean {
  if (repetitions >= aim.target) return false;
  return (
    type === 'change' || (batchSizes[cell]! <= aim.rows && tellRate(alarms, repetitions) === 'undecided')
  );
}

async function ask(worker: Worker, task: WorkerTask) {
  worker.postMessage(task);
  const [answer] = await once(worker, 'message');
  return z.array(tallySchema).parse(answer);
}
