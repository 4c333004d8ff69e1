import { estimateCorrection } from '../../lambdas/core/over-time/estimate-correction.ts';
import type { LoggedBatch } from '../../lambdas/core/over-time/loss-log.ts';
import { drawBinomial } from '../detection/draw-binomial.ts';
import { randomStream } from '../detection/random.ts';

/** What happens to the relation that estimates rest on. */
export const relations = ['quiet', 'wandering', 'step', 'decay'] as const;
export type Relation = (typeof relations)[number];

/** Days: of a run, on which something begins, from which on estimates are looked at, and how late labels are. */
const days = { all: 240, change: 100, from: 60, late: 30 } as const;

/** Accuracy, and the error of its estimate that all batches of one reference share. */
const model = { right: 0.9, calibrationError: 0.004 } as const;

const change = { wander: 0.01, step: -0.05, decayIn30: -0.025 } as const;

/** How far estimates are off the truth, in shares of the rows. */
export interface CorrectedRuns {
  readonly relation: Relation;
  readonly labels: number;
  readonly without: number;
  readonly corrected: number;
  /** Of the days. */
  readonly shareCorrected: number;
}

/** Estimates that know nothing of a change, on each day corrected by the labels that have come by then: a month late. */
export function correctEstimates(
  relation: Relation,
  labels: number,
  { runs, seed }: { readonly runs: number; readonly seed: string },
): CorrectedRuns {
  let [without, corrected, times, all] = [0, 0, 0, 0];
  for (let run = 0; run < runs; run++) {
    const random = randomStream(`${seed}correct ${relation} ${labels} ${run}`);
    const estimate = model.right - model.calibrationError * random.normal();
    const truths = Array.from({ length: days.all }, (_, day) => accuracyOn(relation, day, random.normal()));
    const batches = truths.map((right, day) =>
      loggedDay(day, { labels, right: drawBinomial(random, labels, right), estimate }),
    );
    for (let day = days.from; day < days.all; day++) {
      const known = batches.slice(0, day - days.late + 1);
      const correction = estimateCorrection(known, { metric: 'accuracy', reference: 'only' });
      without += Math.abs(estimate - truths[day]!);
      corrected += Math.abs(estimate + (correction?.value ?? 0) - truths[day]!);
      times += correction ? 1 : 0;
      all++;
    }
  }
  return {
    relation,
    labels,
    without: without / all,
    corrected: corrected / all,
    shareCorrected: times / all,
  };
}

function accuracyOn(relation: Relation, day: number, wander: number): number {
  const since = Math.max(0, day - days.change);
  switch (relation) {
    case 'quiet':
      return model.right;
    case 'wandering':
      return Math.min(1, model.right + change.wander * wander);
    case 'step':
      return model.right + (day >= days.change ? change.step : 0);
    case 'decay':
      return model.right + (since * change.decayIn30) / 30;
    default:
      return relation satisfies never;
  }
}

function loggedDay(
  day: number,
  { labels, right, estimate }: { readonly labels: number; readonly right: number; readonly estimate: number },
): LoggedBatch {
  return {
    id: `day-${day}`,
    receivedAt: new Date(day * 86_400_000).toISOString(),
    labelled: labels,
    wrong: labels - right,
    usual: { labelled: 5000, wrong: 500 },
    limit: 0.145,
    reference: 'only',
    gap: {
      metric: 'accuracy',
      value: right / labels - estimate,
      standardError: Math.sqrt((model.right * (1 - model.right)) / labels),
      calibrationError: model.calibrationError,
    },
  };
}
