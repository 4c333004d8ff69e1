import type { Column } from '../../block/column-block.ts';
import type { ColumnContract, Contract } from '../../contract/contract.ts';
import { predictedKinds } from '../../contract/model-mismatches.ts';
import { cutPoints } from '../../stats/bins/cut-points.ts';
import { isotonic } from '../../stats/performance/isotonic.ts';
import { classesOf, isRegression, positiveOf, spelledAs } from './classes.ts';
import { growTree } from './grow-tree.ts';
import type { PerformancePlan } from './plan.ts';
import { readClasses } from './read-classes.ts';
import { readScores } from './read-scores.ts';
import { type RowSampler, type SampledRows, sampleRows } from './sample-rows.ts';
import { sampledFeature } from './sampled-features.ts';
import { scoresOfClasses } from './scores-of-classes.ts';
import type { Tree } from './tree.ts';

/** Labelled rows that leaves need, of all rows. */
const leastRows = { ofReference: 5000, ofLeaf: 300, leaves: 100 } as const;

/** The same of numbers, whose leaves are means. */
const leastErrors = { ofReference: 500, ofLeaf: 100 } as const;

/**
 * Leaves that differ by chance alone cost curves of classes what they know of all rows: on real data they were worse than none. Means of
 * errors lose nothing by them.
 */
const trees = { classes: { leaves: 16, leastGain: 14 }, numbers: { leaves: 32, leastGain: 2 } } as const;

/** Score bins, but for one. */
const scoreCuts = 63;

const noProbabilities =
  'the scores are no probabilities: they are calibrated all the same, but log loss, Brier score and calibration are not told';

/** The columns that the plan of a contract is learned from; undefined where it predicts nothing that can be held against labels. */
export function samplePerformance({ columns }: Pick<Contract, 'columns'>): RowSampler | undefined {
  const predicted = columns.some(({ role, kind }) => role === 'prediction' && predictedKinds.includes(kind));
  if (!predicted) return undefined;
  const roles: readonly ColumnContract['role'][] = ['feature', 'prediction', 'label', 'confidence'];
  return sampleRows(
    [...columns.entries()]
      .filter(([, { role, kind }]) => roles.includes(role) && predictedKinds.includes(kind))
      .map(([place]) => place),
  );
}

/**
 * Fixes into which cells rows are counted: task, classes, bins of scores, and the leaves of a tree over the features on what the scores
 * do not say: label less isotonic regression on the score. What is known of each cell is learned in the pass that follows.
 */
export function planPerformance(contract: Contract, sample: SampledRows): PerformancePlan {
  const { columns, model } = contract;
  const prediction = columns.findIndex(({ role }) => role === 'prediction');
  const places = placesOf(columns);
  const isNumber = isRegression(contract, sample);
  const base = { tree: [], calibration: { status: 'none', reason: 'not learned yet' }, notes: [] } as const;
  const shared = { ...base, tree: [], notes: [], errorUnit: 1, labelCenter: 0, labelUnit: 1 };
  if (isNumber) {
    const plan: PerformancePlan = {
      ...shared,
      task: 'regression',
      classes: [],
      columns: { ...places, prediction, confidences: [] },
      scoreOf: 'none',
      scoreUnit: 'any',
      scoreCuts: [],
    };
    return withErrors(plan, columns, sample);
  }
  const { classes, leftOut } = classesOf(columns, places, prediction, sample);
  const task =
    model?.task === 'multiclass' || (model?.task !== 'binary' && classes.length > 2)
      ? 'multiclass'
      : 'binary';
  const positive = task === 'binary' ? positiveOf(contract, classes) : undefined;
  const confidences = columns.flatMap(({ role, class: name }, column) => {
    if (role !== 'confidence') return [];
    const code = name === undefined ? -1 : classes.indexOf(spelledAs(name, sample.columns.get(prediction)));
    return [{ column, ...(code < 0 ? {} : { class: code }) }];
  });
  const plan: PerformancePlan = {
    ...shared,
    task,
    classes: [...classes],
    ...(positive === undefined ? {} : { positive }),
    columns: { ...places, prediction, confidences },
    scoreOf: 'none',
    scoreUnit: 'any',
    scoreCuts: [],
  };
  const scores = scoresOfClasses(plan, sample);
  const notes = [
    ...(leftOut > 0 ? [`${leftOut} of the classes are too many to be told apart, and count as one`] : []),
    ...(scores.scoreOf !== 'none' && scores.scoreUnit === 'any' ? [noProbabilities] : []),
  ];
  return withScores({ ...plan, ...scores, notes }, columns, sample);
}

function placesOf(columns: Contract['columns']) {
  const of = (role: ColumnContract['role']) => {
    const place = columns.findIndex((column) => column.role === role);
    return place < 0 ? undefined : place;
  };
  const [label, id, modelVersion] = [of('label'), of('id'), of('modelVersion')];
  return {
    ...(label === undefined ? {} : { label }),
    ...(id === undefined ? {} : { id }),
    ...(modelVersion === undefined ? {} : { modelVersion }),
  };
}

/** Rows of the sample that have both a prediction and a label, with what is read of them. */
function read(plan: PerformancePlan, { rows, columns }: SampledRows) {
  const kind = plan.task === 'regression' ? 'numbers' : 'classes';
  const prediction = new Float64Array(rows);
  const label = new Float64Array(rows);
  const classes = readClasses(plan.classes, kind);
  classes(columns.get(plan.columns.prediction), prediction, rows);
  readClasses(plan.classes, kind)(columns.get(plan.columns.label ?? -1), label, rows);
  const list: Column[] = [];
  for (const [place, column] of columns) list[place] = column;
  const { score } = readScores(plan)(list, prediction, rows);
  const labelled = Int32Array.from(prediction.keys()).filter(
    (row) => !Number.isNaN(prediction[row]!) && !Number.isNaN(label[row]!),
  );
  return { prediction, label, score: score.slice(0, rows), labelled };
}

function withScores(
  plan: PerformancePlan,
  columns: Contract['columns'],
  sample: SampledRows,
): PerformancePlan {
  const { prediction, label, score, labelled } = read(plan, sample);
  const cut = { ...plan, scoreCuts: cutsOf(score.filter((value) => !Number.isNaN(value))) };
  if (labelled.length < leastRows.ofReference) return cut;
  const { positive, classes } = plan;
  const isRight = Float64Array.from(labelled, (row) =>
    (
      positive === undefined
        ? label[row] === prediction[row] && label[row] !== classes.length
        : label[row] === positive
    )
      ? 1
      : 0,
  );
  const residual = residuals(
    isRight,
    Float64Array.from(labelled, (row) => score[row]!),
  );
  const ofLeaf = Math.max(leastRows.ofLeaf, labelled.length / leastRows.leaves);
  const withPrediction = plan.scoreOf === 'none' && positive === undefined;
  const places = featurePlaces(columns, withPrediction ? plan.columns.prediction : undefined);
  return { ...cut, tree: treeOf(sample, places, labelled, residual, { ...trees.classes, ofLeaf }) };
}

/** What is true less what the scores say; rows without a score less their mean. */
function residuals(isRight: Float64Array, score: Float64Array): Float64Array {
  const rows = [...score.keys()]
    .filter((row) => !Number.isNaN(score[row]!))
    .sort((a, b) => score[a]! - score[b]!);
  const without = [...score.keys()].filter((row) => Number.isNaN(score[row]!));
  const mean = without.reduce((sum, row) => sum + isRight[row]!, 0) / Math.max(1, without.length);
  if (rows.length === 0) return isRight.map((value) => value - mean);
  const curve = isotonic(
    rows.map((row) => score[row]!),
    rows.map((row) => isRight[row]!),
    new Float64Array(rows.length).fill(1),
  );
  return isRight.map((value, row) => value - (Number.isNaN(score[row]!) ? mean : curve.at(score[row]!)));
}

function cutsOf(scores: Float64Array): number[] {
  const counts = new Map<number, number>();
  for (const score of scores.sort()) counts.set(score, (counts.get(score) ?? 0) + 1);
  const values = Float64Array.from(counts.keys());
  if (values.length === 0) return [];
  const masses = Float64Array.from(counts.values());
  // Where few values have most rows, steps of equal mass leave room for smaller ones.
  let cuts = cutPoints(values, masses, scoreCuts);
  for (let steps = scoreCuts + 1; steps <= 64 * scoreCuts; steps = Math.ceil(1.05 * steps)) {
    const finer = cutPoints(values, masses, steps);
    if (finer.length <= scoreCuts) cuts = finer;
  }
  return [...cuts];
}

function withErrors(
  plan: PerformancePlan,
  columns: Contract['columns'],
  sample: SampledRows,
): PerformancePlan {
  const { prediction, label, labelled } = read(plan, sample);
  const errors = Float64Array.from(labelled, (row) => Math.abs(prediction[row]! - label[row]!));
  const truth = Float64Array.from(labelled, (row) => label[row]!).sort();
  const center = truth[truth.length >> 1] ?? 0;
  const spread = truth.reduce((sum, value) => sum + Math.abs(value - center), 0) / Math.max(1, truth.length);
  const mean = errors.reduce((sum, error) => sum + error, 0) / Math.max(1, errors.length);
  const units = { errorUnit: powerOfTwo(mean), labelCenter: center, labelUnit: powerOfTwo(spread) };
  if (labelled.length < leastErrors.ofReference) return { ...plan, ...units };
  const places = featurePlaces(columns, plan.columns.prediction);
  const { ofLeaf } = leastErrors;
  return { ...plan, ...units, tree: treeOf(sample, places, labelled, errors, { ...trees.numbers, ofLeaf }) };
}

/** The power of two next below; 1 for what has none. */
function powerOfTwo(size: number): number {
  const power = 2 ** Math.floor(Math.log2(size));
  return Number.isFinite(power) && power > 0 ? power : 1;
}

function featurePlaces(columns: Contract['columns'], besides: number | undefined): readonly number[] {
  return [...columns.keys()].filter(
    (place) =>
      place === besides || (columns[place]?.role === 'feature' && columns[place].drift?.ignore !== true),
  );
}

interface TreeSize {
  readonly leaves: number;
  readonly leastGain: number;
  readonly ofLeaf: number;
}

function treeOf(
  { rows, columns }: SampledRows,
  places: readonly number[],
  labelled: Int32Array,
  target: Float64Array,
  { leaves, leastGain, ofLeaf }: TreeSize,
): Tree {
  const features = places.flatMap((place) => {
    const column = columns.get(place);
    const feature = column && sampledFeature(column, place, rows);
    return feature
      ? [{ ...feature, binOfRow: Uint8Array.from(labelled, (row) => feature.binOfRow[row]!) }]
      : [];
  });
  return growTree({ features, target, maximumLeaves: leaves, leastRows: ofLeaf, leastGain });
}
