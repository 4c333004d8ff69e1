import { type Column, type ColumnBlock, cellState, numbersByCode } from '../../block/column-block.ts';
import type { SegmentPlan } from '../segments/plan.ts';
import { locateRows, noSegment } from '../segments/segment-rows.ts';
import type { PerformancePlan } from './plan.ts';
import { readClasses } from './read-classes.ts';
import { type OddScores, readScores } from './read-scores.ts';
import { findLeaves } from './tree.ts';

/**
 * Rows as far as performance goes, in parallel arrays with an entry a row: all that is needed of them once labels come. Arrays may
 * be longer than there are rows, and are overwritten by the next block.
 */
export interface ScoredRows {
  readonly rows: number;
  /** Leaf of the plan's tree. */
  readonly leaf: Uint8Array;
  /** As {@link PerformancePlan.scoreOf} says, in [0, 1] where it is a probability; NaN where there is none. */
  readonly score: Float64Array;
  /** Code of the class, or the number; NaN where there is none or the row was refused: then it does not count. */
  readonly prediction: Float64Array;
  /** Index into {@link versions}; that of no version where the row names none. */
  readonly version: Uint16Array;
  /** Versions of the model that rows name, by their code; grows. */
  readonly versions: readonly string[];
  /** Index of the segment; {@link noSegment} where the row is in none. */
  readonly segment: Uint8Array;
  /** Rows of which something is not as it should be, of this block alone. */
  readonly odd: OddScores;
}

/** Is handed the rows of each block, with what they are labelled with: class codes or numbers, NaN where there is no label. */
export type OnScored = (rows: ScoredRows, labels: Float64Array | undefined) => void;

/** In place of a version. */
export const noVersion = 0xffff;

/** Versions told apart in one pass; more are as if they had none. */
const maximumVersions = 1000;

/** Makes {@link ScoredRows} of blocks. */
export type ScoreRows = (block: ColumnBlock, refused: Uint8Array) => ScoredRows;

/** Prepares a pass. @param segments  the yardstick's, where rows are told apart by segment */
export function scoreRows(plan: PerformancePlan, segments?: SegmentPlan): ScoreRows {
  const leavesOf = findLeaves(plan.tree);
  const predictionsOf = readClasses(plan.classes, plan.task === 'regression' ? 'numbers' : 'classes');
  const scoresOf = readScores(plan);
  const locate = segments && locateRows(segments);
  const versions = readVersions();
  let prediction = new Float64Array(0);
  let noSegments = new Uint8Array(0);
  return (block, refused) => {
    const { rowCount, columns } = block;
    if (prediction.length < rowCount) {
      prediction = new Float64Array(rowCount);
      noSegments = new Uint8Array(rowCount).fill(noSegment);
    }
    predictionsOf(columns[plan.columns.prediction], prediction, rowCount);
    leaveOut(prediction, refused, rowCount);
    const { score, odd } = scoresOf(columns, prediction, rowCount);
    const version = versions.of(block, plan.columns.modelVersion);
    const segment = locate?.(block) ?? noSegments;
    return {
      rows: rowCount,
      leaf: leavesOf(block),
      score,
      prediction,
      odd,
      version,
      versions: versions.names,
      segment,
    };
  };
}

function leaveOut(prediction: Float64Array, refused: Uint8Array, rows: number): void {
  for (let row = 0; row < rows; row++) if (refused[row] !== 0) prediction[row] = Number.NaN;
}

/** Prepares what rows are labelled with: class codes, or numbers; NaN where there is no label. Overwritten by the next block. */
export function labelRows(plan: PerformancePlan): (block: ColumnBlock) => Float64Array | undefined {
  const labelsOf = readClasses(plan.classes, plan.task === 'regression' ? 'numbers' : 'classes');
  const { label } = plan.columns;
  let labels = new Float64Array(0);
  return ({ columns, rowCount }) => {
    const column = label === undefined ? undefined : columns[label];
    if (!column) return undefined;
    if (labels.length < rowCount) labels = new Float64Array(rowCount);
    labelsOf(column, labels, rowCount);
    return labels;
  };
}

function readVersions() {
  const names: string[] = [];
  const codes = new Map<string, number>();
  const codeOf = (name: string): number => {
    const known = codes.get(name);
    if (known !== undefined) return known;
    if (names.length >= maximumVersions) return noVersion;
    codes.set(name, names.length);
    return names.push(name) - 1;
  };
  const ofDictionary = numbersByCode(codeOf);
  let version = new Uint16Array(0);
  return {
    names,
    of({ columns, rowCount }: ColumnBlock, column: number | undefined): Uint16Array {
      if (version.length < rowCount) version = new Uint16Array(rowCount).fill(noVersion);
      const cells = column === undefined ? undefined : columns[column];
      if (cells?.type === 'codes') {
        const codesOf = ofDictionary(cells.dictionary);
        for (let row = 0; row < rowCount; row++)
          version[row] = cells.states[row] === cellState.present ? codesOf[cells.codes[row]!]! : noVersion;
      } else if (cells?.type === 'numbers' || cells?.type === 'texts') {
        for (let row = 0; row < rowCount; row++)
          version[row] = cells.states[row] === cellState.present ? codeOf(textOf(cells, row)) : noVersion;
      }
      return version;
    },
  };
}

function textOf(column: Column, row: number): string {
  switch (column.type) {
    case 'numbers':
      return String(column.values[row]! + 0);
    case 'codes':
      return column.dictionary[column.codes[row]!]!;
    case 'texts':
      return column.at(row);
    case 'identities':
      return `${column.high[row]} ${column.low[row]}`;
    case 'vectors':
      return '';
    default:
      return column satisfies never;
  }
}
