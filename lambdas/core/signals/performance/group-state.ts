import * as z from 'zod';
import { countListSchema, plainList } from '../../columns/count-list.ts';
import { addLists } from './fixed-point.ts';

/**
 * What is kept of the rows of one group, a version or a segment, by prediction: enough for all measures that need no score.
 * Lists are empty where nothing is kept of that.
 */
export const groupSchema = z.object({
  /** Rows by prediction code; of numbers one entry. */
  rows: countListSchema,
  labelled: countListSchema,
  /** Labelled rows that are of the positive class; of several classes those that are right. */
  right: countListSchema,
  /** Expected share of such rows, summed over all rows in 2^-20; of numbers expected absolute and squared errors. */
  expected: countListSchema,
  /** Of numbers: sums of absolute errors, of their squares and fourth powers, as in the state. */
  errors: countListSchema,
});

export type GroupState = z.infer<typeof groupSchema>;

/** Running state of one group. */
export interface RunningGroup {
  readonly rows: Float64Array;
  readonly labelled: Float64Array;
  readonly right: Float64Array;
  readonly expected: Float64Array;
  readonly errors: Float64Array;
}

/** @param codes  of predictions */
export function startGroup(codes: number, isNumber: boolean): RunningGroup {
  return {
    rows: new Float64Array(codes),
    labelled: new Float64Array(codes),
    right: new Float64Array(isNumber ? 0 : codes),
    expected: new Float64Array(isNumber ? 2 : codes),
    errors: new Float64Array(isNumber ? 3 : 0),
  };
}

/** A group as it is stored. */
export function groupOf(running: RunningGroup): GroupState {
  return {
    rows: plainList(running.rows),
    labelled: plainList(running.labelled),
    right: plainList(running.right),
    expected: plainList(running.expected),
    errors: plainList(running.errors),
  };
}

/** Of the rows of both. @throws RangeError when they are of different plans */
export function mergeGroups(a: GroupState, b: GroupState): GroupState {
  return {
    rows: addLists(a.rows, b.rows),
    labelled: addLists(a.labelled, b.labelled),
    right: addLists(a.right, b.right),
    expected: addLists(a.expected, b.expected),
    errors: addLists(a.errors, b.errors),
  };
}

/** Versions of a model that a batch is told apart by: the first in the order of their names, for that to be the same in any order. */
export const maximumVersionsKept = 20;

/** Groups by the name of their version, ascending; those beyond {@link maximumVersionsKept} are dropped. */
export const versionGroupsSchema = z.array(z.object({ version: z.string(), group: groupSchema }));

export type VersionGroups = z.infer<typeof versionGroupsSchema>;

/** The groups that are kept, of those of one pass or of two. */
export function keptVersions(groups: VersionGroups): VersionGroups {
  return groups.toSorted((a, b) => (a.version < b.version ? -1 : 1)).slice(0, maximumVersionsKept);
}

/** Of the rows of both. A version that one side dropped has {@link maximumVersionsKept} before it on both together too. */
export function mergeVersions(a: VersionGroups, b: VersionGroups): VersionGroups {
  const byVersion = new Map(a.map(({ version, group }) => [version, group]));
  for (const { version, group } of b) {
    const other = byVersion.get(version);
    byVersion.set(version, other ? mergeGroups(other, group) : group);
  }
  return keptVersions(Array.from(byVersion, ([version, group]) => ({ version, group })));
}
