import { cautiousVariance } from '../stats/functions/cautious-variance.ts';
import { incompleteBeta } from '../stats/functions/incomplete-beta.ts';
import { type Detector, logEvidence, noEvidence, withEvidence } from '../stats/over-time/e-detector.ts';
import { designEffect, spreadOfDays } from '../stats/over-time/spread-of-days.ts';
import { type ChangeShape, changeShape, type TimedCount } from './change-shape.ts';
import { slowRise } from './slow-rise.ts';

/** What labels said of a batch, when it arrived, and what its reference lets expect. */
export interface CountedBatch extends Omit<TimedCount, 'effect'> {
  /** Upper bound of the error rate while all is well, in (0, 1): the upper end of the 95 % interval of the reference's. */
  readonly bound: number;
  /** Rows that the usual rate is known from. */
  readonly known: number;
}

/** How often people are ready to be alarmed for nothing. */
export interface AlarmBudget {
  readonly batchesPerYear: number;
  readonly falseAlarmsPerYear: number;
}

/** An error rate that has risen, from the batch that made it certain to the one that shows the end of it. */
export interface Episode extends ChangeShape {
  /** Index of the batch that made it certain. */
  readonly opened: number;
}

/** Where a model stands after a batch. */
export interface Standing {
  /** What speaks for a rise, as a share of what an alarm takes, both as logarithms; 1 and above is an alarm. */
  readonly evidence: number;
  /** How much alike the rows of a batch are; undefined until enough quiet batches have come. */
  readonly spread: number | undefined;
  /** Open after this batch. */
  readonly episode?: Episode;
  /** Over with this batch. */
  readonly ended?: Episode;
}

/** Quiet batches that the spread of days is learned from. */
const learning = 30;

/** Batches without which nothing is assumed of the spread. */
const leastLearned = 5;

/** Batches that the shape of a change is read from. */
const mostInShape = 180;

/** A false alarm in so many years, for one a year that is allowed: what an e-detector promises is an average, and it is loose. */
const yearsToAlarm = 10;

/** The same for what one batch shows by itself: rarer, for it comes on top. */
const yearsToOneBatch = 200;

/**
 * A slow rise is sure from so many standard errors on, at a batch a day and one false alarm a year that is allowed: in simulation one quiet
 * year in 150 gets there.
 */
const sureRise = 4.5;

/** Batches of a year of one a day; and how much less often than that batches may come without less being asked of a rise. */
const usualYear = 365.25;
const leastOften = 0.1;

/** However few batches a year there are, evidence must be so many times likelier under a loss. */
const leastEvidence = 20;

/** Likelihood ratio that ends an episode: of the usual rate to one halfway to the worst that it had. */
const endsAt = Math.log(100);

/** Of rates that are held against each other, none is 0 or 1: one row would be all that counts. */
const leastRate = 1e-6;

interface State {
  readonly standing: Standing;
  readonly detector: Detector;
  /** Quiet batches, until the spread is known. */
  readonly quiet: readonly CountedBatch[];
  /** The spread as far as it is known: see cautiousSpread. */
  readonly assumed: number;
  /** Index of the first batch that is looked at: after the last episode. */
  readonly from: number;
  /** What speaks for the end of the open episode. */
  readonly recovery: number;
  /** The worst that the open episode had, as error rate beyond the usual one. */
  readonly worst: number;
}

const start: State = {
  standing: { evidence: 0, spread: undefined },
  detector: noEvidence,
  quiet: [],
  assumed: 0,
  from: 0,
  recovery: 0,
  worst: 0,
};

/**
 * Where a model stands after each of its batches: quiet, or worse since some batch. Each depends on the batches before it alone.
 *
 * Until the spread of days is known, which takes 30 quiet batches, a rise counts only from the limit on: days that wander by a
 * point do not get there.
 *
 * @param batches  in the order of arrival, each with at least one labelled row
 */
export function followErrors(batches: readonly CountedBatch[], budget: AlarmBudget): readonly Standing[] {
  let state = start;
  return batches.map((newest, index) => {
    const seen = batches.slice(0, index + 1);
    const { episode } = state.standing;
    state = episode ? whileOpen(state, episode, newest, seen) : whileQuiet(state, newest, seen, budget);
    return state.standing;
  });
}

type Batches = readonly CountedBatch[];

function whileQuiet(before: State, newest: CountedBatch, seen: Batches, budget: AlarmBudget): State {
  const state = learn(before, newest, seen);
  const { spread } = state.standing;
  const evidence = Math.max(
    evidenceShare(logEvidence(state.detector), yearsToAlarm, budget),
    evidenceShare(-logTail(newest, state.assumed), yearsToOneBatch, budget),
  );
  const quiet = { ...state, standing: { evidence, spread } };
  const isSureRise = risen(state, seen, budget) >= 1;
  if (evidence < 1 && !isSureRise) return quiet;
  const shape = shapeAt(state, seen, isSureRise);
  if (spread === undefined && shape.level < newest.limit) return quiet;
  // What rises slowly is told with the day on which it matters, or when it is worse for sure.
  if (evidence < 1 && shape.breachDay === undefined) return quiet;
  const episode = { ...shape, opened: seen.length - 1 };
  return {
    ...quiet,
    recovery: 0,
    worst: shape.level - newest.usual,
    standing: { evidence, spread, episode },
  };
}

/** One more batch for the detector and, while it is not known, for the spread; once that is known, all since are weighed anew. */
function learn(state: State, newest: CountedBatch, seen: Batches): State {
  const { spread } = state.standing;
  if (spread !== undefined) return { ...state, detector: weighed(state.detector, [newest], spread) };
  const quiet = [...state.quiet, newest];
  const isLearned = quiet.length >= learning;
  // What is news of the newest batch must not be taken for spread.
  const assumed = cautiousSpread(isLearned ? quiet : state.quiet);
  const detector = weighed(noEvidence, seen.slice(state.from), assumed);
  if (!isLearned) return { ...state, quiet, assumed, detector };
  return { ...state, quiet: [], assumed, standing: { ...state.standing, spread: assumed }, detector };
}

/** The spread of days, as large as it may well be. */
function cautiousSpread(batches: Batches): number {
  if (batches.length < leastLearned) return 0;
  return Math.min(1, cautiousVariance(spreadOfDays(batches), batches.length - 1));
}

/** What speaks for a slow rise, as a share of what an alarm takes. */
function risen(
  { from, assumed, standing }: State,
  seen: Batches,
  { batchesPerYear, falseAlarmsPerYear }: AlarmBudget,
): number {
  if (standing.spread === undefined) return 0;
  const batches = seen
    .slice(from)
    .map((batch) => ({ ...batch, effect: designEffect(batch.labelled, assumed) }));
  const often = Math.max(leastOften, batchesPerYear / (usualYear * falseAlarmsPerYear));
  return slowRise(batches) / Math.sqrt(sureRise ** 2 + 2 * Math.log(often));
}

function weighed(detector: Detector, batches: Batches, spread: number): Detector {
  return batches.reduce((sum, batch) => {
    const { bound, labelled } = batch;
    return withEvidence(sum, batch, { bound, designEffect: designEffect(labelled, spread) });
  }, detector);
}

function evidenceShare(
  evidence: number,
  years: number,
  { batchesPerYear, falseAlarmsPerYear }: AlarmBudget,
): number {
  const needed = Math.max(leastEvidence, (years * batchesPerYear) / falseAlarmsPerYear);
  return Math.max(0, evidence) / Math.log(needed);
}

/**
 * Logarithm of the chance that a batch has so many wrong rows, or more, at the bound: P(X >= k) with k and n as many independent rows
 * as the batch is worth. The detector shares its stakes among all that may happen; one very bad batch need not wait for that.
 */
function logTail({ labelled, wrong, bound }: CountedBatch, spread: number): number {
  if (wrong === 0) return 0;
  const effect = designEffect(labelled, spread);
  const tail = incompleteBeta(bound, 1 - bound, wrong / effect, (labelled - wrong) / effect + 1);
  return Math.log(Math.max(tail, Number.MIN_VALUE));
}

function whileOpen(state: State, episode: Episode, newest: CountedBatch, seen: Batches): State {
  const { evidence, spread } = state.standing;
  const recovery = Math.max(0, state.recovery + towardsUsual(state, newest));
  if (recovery >= endsAt) {
    const standing = { evidence: 0, spread, ended: episode };
    return { ...start, quiet: state.quiet, assumed: state.assumed, from: seen.length, standing };
  }
  const shape = shapeAt(state, seen);
  const worst = shape.kind === 'batch' ? state.worst : Math.max(state.worst, shape.level - newest.usual);
  const standing = { evidence, spread, episode: { ...shape, opened: episode.opened } };
  return { ...state, recovery, worst, standing };
}

/** How much likelier a batch is at the usual rate than halfway from its bound to the worst that there was, as a logarithm. */
function towardsUsual({ worst, standing }: State, batch: CountedBatch): number {
  const { labelled, wrong, usual, bound } = batch;
  const fine = Math.min(Math.max(usual, leastRate), 1 - leastRate);
  const bad = Math.min((bound + Math.max(usual + worst, bound)) / 2, 1 - leastRate);
  const gain = wrong * Math.log(fine / bad) + (labelled - wrong) * Math.log((1 - fine) / (1 - bad));
  return gain / designEffect(labelled, standing.spread ?? 0);
}

function shapeAt({ from, standing }: State, seen: Batches, isSureRise = false): ChangeShape {
  const begin = Math.max(from, seen.length - mostInShape);
  const looked = seen
    .slice(begin)
    .map((batch) => ({ ...batch, effect: designEffect(batch.labelled, standing.spread ?? 0) }));
  const shape = changeShape(looked, isSureRise);
  return { ...shape, first: begin + shape.first };
}
