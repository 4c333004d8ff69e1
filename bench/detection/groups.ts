import { type Change, changes } from './changes.ts';
import { batchSizes, type NoDriftGroup, noDriftGroups, runNoDrift } from './no-drift.ts';
import type { Round } from './run-batch.ts';
import { runChange } from './run-change.ts';

/** Cells that are run together. */
export type Group = NoDriftGroup | Change;

/** Everything that the bench runs: what must be caught first. */
export const groups: readonly Group[] = [...changes, ...noDriftGroups];

export function cellsOf(group: Group): number {
  return group.type === 'change' ? 1 : batchSizes.length;
}

/** Runs one round of a group: a reference, and batches for the cells that are wanted. The same round gives the same tallies. */
export function runRound(group: Group, round: number, isWanted: (cell: number) => boolean): Round {
  switch (group.type) {
    case 'change':
      return runChange(group, round);
    case 'no-drift':
      return runNoDrift(group, round, isWanted);
    default:
      return group satisfies never;
  }
}
