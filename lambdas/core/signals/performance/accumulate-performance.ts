import { accumulateClasses } from './accumulate-classes.ts';
import { accumulateErrors, wholeErrors } from './accumulate-errors.ts';
import { expectedByCell } from './calibration.ts';
import { groupOf, keptVersions, type RunningGroup, startGroup } from './group-state.ts';
import { classCodes, type PerformancePlan } from './plan.ts';
import type { ScoredRows } from './scored-rows.ts';
import type { PerformanceState } from './state.ts';

/** A running {@link PerformanceState}: fed by the rows of a batch, or by those that were kept of it once labels come. */
export interface PerformanceAccumulator {
  /** @param labels  class codes or numbers, one a row, NaN where a row has none; undefined where no row has one */
  add(rows: ScoredRows, labels: Float64Array | undefined): void;
  state(): PerformanceState;
}

/** @param segments  how many the yardstick has; undefined where it tells none apart */
export function accumulatePerformance(plan: PerformancePlan, segments?: number): PerformanceAccumulator {
  const isNumber = plan.task === 'regression';
  const counted = isNumber ? accumulateErrors(plan) : accumulateClasses(plan);
  const codes = isNumber ? 1 : classCodes(plan);
  const addGroups = groupAdder(plan);
  const ofSegments = Array.from({ length: segments ?? 0 }, () => startGroup(codes, isNumber));
  const ofVersions = new Map<string, RunningGroup>();
  const odd = { unpredicted: 0, outside: 0, unsummed: 0, unseenPredictions: 0, unseenLabels: 0 };
  const groupsOf = groupsByVersion(ofVersions, () => startGroup(codes, isNumber));
  return {
    add(rows, labels) {
      const cells = counted.add(rows, labels);
      odd.outside += rows.odd.outside;
      odd.unsummed += rows.odd.unsummed;
      countOdd(odd, rows, labels, isNumber ? Number.NaN : plan.classes.length);
      if (ofSegments.length > 0) addGroups(ofSegments, rows.segment, cells, rows, labels);
      if (plan.columns.modelVersion !== undefined)
        addGroups(groupsOf(rows), rows.version, cells, rows, labels);
    },
    state: () => ({
      ...stateOf(counted.counts()),
      odd: { ...odd },
      ...(plan.columns.modelVersion === undefined
        ? {}
        : {
            versions: keptVersions(
              Array.from(ofVersions, ([version, group]) => ({ version, group: groupOf(group) })),
            ),
          }),
      ...(segments === undefined ? {} : { segments: ofSegments.map(groupOf) }),
    }),
  };
}

/** The state of no row. */
export function noPerformance(plan: PerformancePlan, segments?: number): PerformanceState {
  return accumulatePerformance(plan, segments).state();
}

type Counts = ReturnType<ReturnType<typeof accumulateClasses | typeof accumulateErrors>['counts']>;

function stateOf(counts: Counts): Omit<PerformanceState, 'odd'> {
  const losses = { rows: 0, brier: 0, brierSquared: 0, log: 0, logSquared: 0 };
  return 'errors' in counts ? { confusion: [], scores: [], losses, ...counts } : counts;
}

/** Groups in the order of a pass's version codes. */
function groupsByVersion(known: Map<string, RunningGroup>, start: () => RunningGroup) {
  let list: RunningGroup[] = [];
  let of: readonly string[] = [];
  return ({ versions }: ScoredRows): readonly RunningGroup[] => {
    if (versions !== of) list = [];
    of = versions;
    for (let code = list.length; code < versions.length; code++) {
      const group = known.get(versions[code]!) ?? start();
      known.set(versions[code]!, group);
      list.push(group);
    }
    return list;
  };
}

type AddGroups = (
  groups: readonly RunningGroup[],
  groupOfRow: ArrayLike<number>,
  cells: Int32Array,
  rows: ScoredRows,
  labels: Float64Array | undefined,
) => void;

function groupAdder(plan: PerformancePlan): AddGroups {
  const expected = expectedByCell(plan);
  const inParts = wholeErrors(plan.errorUnit);
  const isNumber = plan.task === 'regression';
  const { positive } = plan;
  return (groups, groupOfRow, cells, { prediction, rows }, labels) => {
    for (let row = 0; row < rows; row++) {
      const group = groups[groupOfRow[row]!];
      const cell = cells[row]!;
      if (!group || cell < 0) continue;
      const [code, label] = [prediction[row]!, labels?.[row] ?? Number.NaN];
      const place = isNumber ? 0 : code;
      group.rows[place]!++;
      if (isNumber) {
        group.expected[0]! += expected[2 * cell]!;
        group.expected[1]! += expected[2 * cell + 1]!;
      } else group.expected[place]! += expected[cell]!;
      if (Number.isNaN(label)) continue;
      group.labelled[place]!++;
      if (isNumber) {
        const { absolute, squared, fourth } = inParts(code - label);
        group.errors[0]! += absolute;
        group.errors[1]! += squared;
        group.errors[2]! += fourth;
      } else if (positive === undefined ? code === label && code < plan.classes.length : label === positive)
        group.right[place]!++;
    }
  };
}

function countOdd(
  odd: { unpredicted: number; unseenPredictions: number; unseenLabels: number },
  { prediction, rows }: ScoredRows,
  labels: Float64Array | undefined,
  other: number,
): void {
  let [unpredicted, unseen, unseenLabels] = [0, 0, 0];
  for (let row = 0; row < rows; row++) {
    const code = prediction[row]!;
    if (Number.isNaN(code)) unpredicted++;
    else if (code === other) unseen++;
  }
  if (labels) for (let row = 0; row < rows; row++) if (labels[row] === other) unseenLabels++;
  odd.unpredicted += unpredicted;
  odd.unseenPredictions += unseen;
  odd.unseenLabels += unseenLabels;
}
