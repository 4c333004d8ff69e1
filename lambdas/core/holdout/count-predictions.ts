import { numberInWords } from '../text/in-words.ts';
import type { Baseline, Pair } from './baseline.ts';
import type { HoldoutRun } from './run-schema.ts';

/** Numbers that differ by less than this part of the larger are the same: what rounding to 32 bits or another order of sums does. */
const sameWithin = 1e-6;

/** Flows that are told. */
const mostFlows = 20;

/** Two-sided 95 %. */
const z95 = 1.959963984540054;

/** Counts the ids whose prediction is another one, and how far or to what it moved. A prediction that is missing on one side has moved. */
export function countPredictions(baseline: Baseline, classes: () => readonly string[]) {
  const isNumber = baseline.predicts === 'numbers';
  const flows = new Map<string, number>();
  const tally = { moved: 0, movedWithSameInputs: 0, sum: 0, largest: 0, numbers: 0 };
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  return {
    add({ rows, row, of, isSameInput }: Pair): void {
      const [from, to] = [baseline.prediction[of]!, rows.prediction[row]!];
      least = Number.isNaN(to) ? Number.NEGATIVE_INFINITY : Math.min(least, to);
      most = Number.isNaN(to) ? Number.POSITIVE_INFINITY : Math.max(most, to);
      if (isNumber && !Number.isNaN(from - to)) {
        const change = Math.abs(from - to);
        tally.sum += change;
        tally.numbers++;
        tally.largest = Math.max(tally.largest, change);
      }
      if (isSame(from, to, isNumber)) return;
      tally.moved++;
      if (isSameInput) tally.movedWithSameInputs++;
      if (!isNumber) flows.set(`${from} ${to}`, (flows.get(`${from} ${to}`) ?? 0) + 1);
    },
    counts(both: number): HoldoutRun['predictions'] {
      const { moved, movedWithSameInputs } = tally;
      const constant =
        both > 1 && least === most ? (isNumber ? numberInWords(least) : classes()[least]) : undefined;
      return {
        moved,
        share: both === 0 ? 0 : moved / both,
        interval: wilsonInterval(moved, both),
        movedWithSameInputs,
        ...(isNumber && tally.numbers > 0
          ? { meanChange: tally.sum / tally.numbers, largestChange: tally.largest }
          : {}),
        ...(isNumber ? {} : { flows: flowsInWords(flows, classes()) }),
        ...(constant === undefined ? {} : { constant }),
      };
    },
  };
}

function isSame(from: number, to: number, isNumber: boolean): boolean {
  if (Number.isNaN(from) || Number.isNaN(to)) return Number.isNaN(from) && Number.isNaN(to);
  return isNumber ? Math.abs(from - to) <= sameWithin * Math.max(Math.abs(from), Math.abs(to)) : from === to;
}

function flowsInWords(flows: ReadonlyMap<string, number>, classes: readonly string[]) {
  const name = (code: string | undefined) => classes[Number(code)] ?? 'missing';
  return Array.from(flows, ([flow, count]) => {
    const [from, to] = flow.split(' ');
    return { from: name(from), to: name(to), count };
  })
    .toSorted((a, b) => b.count - a.count)
    .slice(0, mostFlows);
}

/**
 * Interval of a share by Wilson: the shares from which what was counted is within 95 %.
 *
 * @returns [0, 1] where nothing was counted
 * @see Wilson (1927)
 */
export function wilsonInterval(count: number, size: number): [number, number] {
  if (size === 0) return [0, 1];
  const [rate, square] = [count / size, z95 ** 2];
  const centre = (rate + square / (2 * size)) / (1 + square / size);
  const half = (z95 / (1 + square / size)) * Math.sqrt((rate * (1 - rate)) / size + square / (4 * size ** 2));
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}
