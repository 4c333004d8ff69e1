import { type Column, cellState, type NumberColumn } from '../../block/column-block.ts';
import type { PerformancePlan } from './plan.ts';

/** Probabilities of all classes may be rounded: they sum to one within this. */
const sumSlack = 0.02;

/** What is wrong with scores. */
export interface OddScores {
  /** Probabilities outside [0, 1]: as if there were none. */
  readonly outside: number;
  /** Rows whose probabilities of all classes do not sum to one. */
  readonly unsummed: number;
}

/** Scores of a block; overwritten by the next. */
export type ReadScores = (
  columns: readonly (Column | undefined)[],
  prediction: Float64Array,
  rows: number,
) => { readonly score: Float64Array; readonly odd: OddScores };

/** Prepares the reading of scores: of two classes the probability of the positive one, of more that of what was predicted. */
export function readScores(plan: PerformancePlan): ReadScores {
  const { columns: places, classes, positive, scoreOf, scoreUnit } = plan;
  const scale = scoreUnit === 'percent' ? 0.01 : 1;
  const isBounded = scoreUnit !== 'any';
  const isComplete = places.confidences.length > 1 && places.confidences.length === classes.length;
  const [first] = places.confidences;
  const ofPositive = places.confidences.find((one) => one.class === positive);
  let score = new Float64Array(0);
  return (columns, prediction, rows) => {
    if (score.length < rows) score = new Float64Array(rows).fill(Number.NaN);
    if (scoreOf === 'none' || !first) {
      if (positive !== undefined) markPositive(score, prediction, positive, rows);
      return { score, odd: { outside: 0, unsummed: 0 } };
    }
    if (positive !== undefined) {
      const chosen = ofPositive ?? first;
      const isOther = chosen.class !== undefined && chosen.class !== positive;
      const turned = scoreOf === 'predicted' ? positive : isOther ? -1 : undefined;
      copyScores(score, columns[chosen.column], scale, rows);
      if (turned !== undefined) turnScores(score, prediction, turned, rows);
    } else chooseScores(score, columns, places.confidences, prediction, scale, rows);
    const unsummed = isComplete ? countUnsummed(columns, places.confidences, scale, rows) : 0;
    return { score, odd: { outside: isBounded ? dropOutside(score, rows) : 0, unsummed } };
  };
}

function copyScores(score: Float64Array, column: Column | undefined, scale: number, rows: number): void {
  if (column?.type !== 'numbers') {
    score.fill(Number.NaN, 0, rows);
    return;
  }
  const { values, states } = column;
  for (let row = 0; row < rows; row++)
    score[row] = states[row] === cellState.present ? values[row]! * scale : Number.NaN;
}

/** Without probabilities what was predicted is all that is known. */
function markPositive(score: Float64Array, prediction: Float64Array, positive: number, rows: number): void {
  for (let row = 0; row < rows; row++) score[row] = prediction[row] === positive ? 1 : 0;
}

/** Makes probabilities of the positive class of those of what was predicted, or of the other class. */
function turnScores(score: Float64Array, prediction: Float64Array, positive: number, rows: number): void {
  for (let row = 0; row < rows; row++) if (prediction[row] !== positive) score[row] = 1 - score[row]!;
}

type Confidences = PerformancePlan['columns']['confidences'];

function chooseScores(
  score: Float64Array,
  columns: readonly (Column | undefined)[],
  confidences: Confidences,
  prediction: Float64Array,
  scale: number,
  rows: number,
): void {
  score.fill(Number.NaN, 0, rows);
  for (const { column: place, class: code } of confidences) {
    const column = columns[place];
    if (column?.type === 'numbers') chooseOf(score, column, code ?? -1, prediction, scale, rows);
  }
}

/** @param code  of the class whose rows have their score here; -1 for all */
function chooseOf(
  score: Float64Array,
  { values, states }: NumberColumn,
  code: number,
  prediction: Float64Array,
  scale: number,
  rows: number,
): void {
  for (let row = 0; row < rows; row++) {
    const isHere = code === -1 || prediction[row] === code;
    if (isHere && states[row] === cellState.present) score[row] = values[row]! * scale;
  }
}

/** Leaves out what is no probability. @returns how many those are */
function dropOutside(score: Float64Array, rows: number): number {
  let outside = 0;
  for (let row = 0; row < rows; row++) {
    const value = score[row]!;
    if (!(value < 0 || value > 1)) continue;
    score[row] = Number.NaN;
    outside++;
  }
  return outside;
}

function countUnsummed(
  columns: readonly (Column | undefined)[],
  confidences: Confidences,
  scale: number,
  rows: number,
): number {
  const numbers = confidences.flatMap(({ column }) => {
    const cells = columns[column];
    return cells?.type === 'numbers' ? [cells] : [];
  });
  if (numbers.length < confidences.length) return 0;
  let unsummed = 0;
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    let isWhole = true;
    for (const { values, states } of numbers) {
      sum += values[row]! * scale;
      isWhole &&= states[row] === cellState.present;
    }
    if (isWhole && Math.abs(sum - 1) > sumSlack) unsummed++;
  }
  return unsummed;
}
