import { plainList } from '../../columns/count-list.ts';
import { type BinFinder, binFinder } from '../../stats/bins/bin-finder.ts';
import { nearestWhole, probabilityParts } from './fixed-point.ts';
import { classCodes, type PerformancePlan, scoreBins } from './plan.ts';
import type { ScoredRows } from './scored-rows.ts';
import { cellsOf, type PerformanceState } from './state.ts';

/** What is counted of rows whose class is predicted. */
export type ClassCounts = Pick<PerformanceState, 'cells' | 'confusion' | 'scores' | 'losses'>;

/** A running {@link ClassCounts}. */
export interface ClassesAccumulator {
  /** @returns the cell of each row, -1 where it does not count; overwritten by the next block */
  add(rows: ScoredRows, labels: Float64Array | undefined): Int32Array;
  counts(): ClassCounts;
}

/** scikit-learn's: probabilities of log losses are no nearer to 0 and 1. */
const nearest = 2 ** -52;

/** Counts rows of a plan whose task is one of classes. */
export function accumulateClasses(plan: PerformancePlan): ClassesAccumulator {
  const [bins, codes, size] = [scoreBins(plan), classCodes(plan), cellsOf(plan)];
  const findBins = scoreBinFinder(plan);
  const counts = {
    all: new Float64Array(size),
    labelled: new Float64Array(size),
    right: new Float64Array(size),
    confusion: new Float64Array(codes * codes),
    scores: new Float64Array(bins),
  };
  const losses = new Float64Array(5);
  const hasLosses = plan.positive !== undefined && plan.scoreOf !== 'none' && plan.scoreUnit !== 'any';
  let cells = new Int32Array(0);
  let binOfRow = new Int32Array(0);
  return {
    add(rows, labels) {
      if (cells.length < rows.rows) {
        cells = new Int32Array(rows.rows);
        binOfRow = new Int32Array(rows.rows);
      }
      findBins(rows.score, binOfRow, rows.rows);
      countAll(counts.all, cells, binOfRow, rows, bins, codes);
      if (labels) {
        const { positive = -1, classes } = plan;
        countLabelled(counts, cells, rows, labels, { codes, positive, other: classes.length });
        if (hasLosses) addLosses(losses, counts.scores, binOfRow, rows, labels, positive);
      }
      return cells;
    },
    counts: () => ({
      cells: {
        all: plainList(counts.all),
        labelled: plainList(counts.labelled),
        right: plainList(counts.right),
      },
      confusion: plainList(counts.confusion),
      scores: plainList(counts.scores),
      losses: {
        rows: losses[0]!,
        brier: losses[1]!,
        brierSquared: losses[2]!,
        log: losses[3]!,
        logSquared: losses[4]!,
      },
    }),
  };
}

/** Writes the bin of each score among the cuts, as {@link BinFinder} has it. */
function scoreBinFinder({
  scoreCuts,
}: PerformancePlan): (scores: Float64Array, into: Int32Array, rows: number) => void {
  const find: BinFinder = binFinder(scoreCuts);
  return (scores, into, rows) => find(scores.length === rows ? scores : scores.subarray(0, rows), into);
}

/**
 * Counts rows by cell, and makes score bins of the finder's: one of its own for a cut, and an open one before it, are one bin from the
 * cut on; the last one is of rows without a score.
 */
function countAll(
  all: Float64Array,
  cells: Int32Array,
  binOfRow: Int32Array,
  { leaf, score, prediction, rows }: ScoredRows,
  bins: number,
  codes: number,
): void {
  for (let row = 0; row < rows; row++) {
    const bin = Number.isNaN(score[row]!) ? bins - 1 : (binOfRow[row]! + 1) >> 1;
    binOfRow[row] = bin;
    const code = prediction[row]!;
    if (Number.isNaN(code)) {
      cells[row] = -1;
      continue;
    }
    const cell = (leaf[row]! * bins + bin) * codes + (code | 0);
    cells[row] = cell;
    all[cell]!++;
  }
}

interface CountedCells {
  readonly labelled: Float64Array;
  readonly right: Float64Array;
  readonly confusion: Float64Array;
}

interface Codes {
  readonly codes: number;
  /** -1 where there are more than two classes. */
  readonly positive: number;
  /** Of a class that the reference does not have: never right. */
  readonly other: number;
}

function countLabelled(
  { labelled, right, confusion }: CountedCells,
  cells: Int32Array,
  { prediction, rows }: ScoredRows,
  labels: Float64Array,
  { codes, positive, other }: Codes,
): void {
  for (let row = 0; row < rows; row++) {
    const cell = cells[row]!;
    const label = labels[row]!;
    if (cell < 0 || Number.isNaN(label)) continue;
    const code = prediction[row]!;
    labelled[cell]!++;
    confusion[(code | 0) * codes + (label | 0)]!++;
    const isRight = positive < 0 ? +(code === label && label !== other) : +(label === positive);
    right[cell]! += isRight;
  }
}

/** Long, as what the loop changes has to be variables of one function to stay in registers. */
function addLosses(
  losses: Float64Array,
  scores: Float64Array,
  bins: Int32Array,
  { prediction, score, rows }: ScoredRows,
  labels: Float64Array,
  positive: number,
): void {
  let counted = losses[0]!;
  let brier = losses[1]!;
  let brierSquared = losses[2]!;
  let log = losses[3]!;
  let logSquared = losses[4]!;
  for (let row = 0; row < rows; row++) {
    const value = score[row]!;
    const label = labels[row]!;
    if (Number.isNaN(value + label + prediction[row]!)) continue;
    scores[bins[row]!]! += nearestWhole(value * probabilityParts);
    const ofTruth = label === positive ? value : 1 - value;
    const square = (1 - ofTruth) * (1 - ofTruth);
    const loss = -Math.log(Math.min(1 - nearest, Math.max(nearest, ofTruth)));
    counted++;
    brier += nearestWhole(square * probabilityParts);
    brierSquared += nearestWhole(square * square * probabilityParts);
    log += nearestWhole(loss * probabilityParts);
    logSquared += nearestWhole(loss * loss * probabilityParts);
  }
  losses.set([counted, brier, brierSquared, log, logSquared]);
}
