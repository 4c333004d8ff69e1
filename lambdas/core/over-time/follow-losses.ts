import { clopperPearson } from '../stats/functions/clopper-pearson.ts';
import type { LabelledCount } from '../stats/over-time/e-detector.ts';
import { estimateCorrection } from './estimate-correction.ts';
import { followErrors, type Standing } from './follow-errors.ts';
import type { LoggedBatch, LossLog, LossNews } from './loss-log.ts';

const dayMs = 86_400_000;

/** A batch with labels, and where the model stands after it. */
export interface LossPoint {
  readonly batch: LoggedBatch;
  readonly standing: Standing;
}

/** A loss that is open, as it looks now. */
export type OpenLoss = Omit<LossNews, 'status'>;

/** How right a model is over time. */
export interface LossCourse {
  /** Since the reference in force came, in the order of arrival. */
  readonly points: readonly LossPoint[];
  readonly open: OpenLoss | undefined;
  /** How far estimates of the newest reference are off, by the labels of these batches. */
  readonly correction: OpenLoss['correction'];
}

/** What a model is followed on: batches in the order of arrival. */
export interface LossInput extends Pick<LossLog, 'budget'> {
  readonly batches: readonly LoggedBatch[];
}

/**
 * Follows a model over its batches with labels, each held against the reference that it was compared with. A new reference begins
 * anew: what was worse than the one before need not be worse than this.
 */
export function followLosses({ batches, budget }: LossInput): LossCourse {
  const usable = batches
    .slice(beginning(batches))
    .filter(({ labelled, usual }) => labelled > 0 && canRise(usual));
  const bounds = new Map<string, number>();
  const counted = usable.map((batch) => {
    const { receivedAt, limit, usual, reference, numbers } = batch;
    const known = asRightAndWrong(usual, numbers?.dispersion ?? 1);
    const bound = bounds.get(reference) ?? clopperPearson(known.wrong, known.labelled).high;
    bounds.set(reference, bound);
    const day = Date.parse(receivedAt) / dayMs;
    return {
      ...worthOf(batch),
      day,
      limit,
      bound,
      known: known.labelled,
      usual: usual.wrong / usual.labelled,
    };
  });
  const standings = followErrors(counted, budget);
  const points = usable.flatMap((batch, index) => {
    const standing = standings[index];
    return standing ? [{ batch, standing }] : [];
  });
  const correction = correctionNow(batches);
  const open = openLoss(points);
  return { points, open: open && { ...open, ...(correction ? { correction } : {}) }, correction };
}

/** Of the measure and the reference that labels came for last. */
function correctionNow(batches: readonly LoggedBatch[]): OpenLoss['correction'] {
  const newest = batches.findLast(({ gap }) => gap);
  if (!newest?.gap) return undefined;
  const { metric } = newest.gap;
  const correction = estimateCorrection(batches, { metric, reference: newest.reference });
  return correction && { metric, ...correction };
}

/**
 * As many rows that are right or wrong as say as much as the labelled ones of a batch: fewer where those are weighted, more where errors of
 * numbers vary by less.
 */
export function worthOf({ labelled, wrong, weighting = 1, numbers }: LoggedBatch): LabelledCount {
  return asRightAndWrong({ labelled, wrong }, (numbers?.dispersion ?? 1) * weighting);
}

function asRightAndWrong({ labelled, wrong }: LabelledCount, dispersion: number): LabelledCount {
  return { labelled: labelled / dispersion, wrong: wrong / dispersion };
}

/** Index of the first batch that was compared with the newest reference of its season. */
function beginning(batches: readonly LoggedBatch[]): number {
  const versions = new Map<string, string>();
  let begin = 0;
  for (const [index, { reference, season = 'default' }] of batches.entries()) {
    const known = versions.get(season);
    if (known !== undefined && known !== reference) begin = index;
    versions.set(season, reference);
  }
  return begin;
}

function canRise({ labelled, wrong }: LoggedBatch['usual']): boolean {
  return labelled > 0 && wrong < labelled;
}

/** By the measure of the newest batch. */
function judgedSince(batches: readonly LoggedBatch[]): Pick<OpenLoss, 'judged'> {
  const newest = batches.at(-1)?.judged;
  if (!newest) return {};
  const alike = batches.filter(({ judged }) => judged?.metric === newest.metric);
  const labels = alike.reduce((sum, { labelled }) => sum + labelled, 0);
  const mean = (of: (judged: NonNullable<LoggedBatch['judged']>) => number) =>
    alike.reduce((sum, { labelled, judged }) => sum + (judged ? labelled * of(judged) : 0), 0) / labels;
  const { metric } = newest;
  return {
    judged: { metric, value: mean(({ value }) => value), baseline: mean(({ baseline }) => baseline) },
  };
}

function openLoss(points: readonly LossPoint[]): OpenLoss | undefined {
  const newest = points.at(-1);
  const episode = newest?.standing.episode;
  const first = episode && points[episode.first];
  if (!episode || !first) return undefined;
  const { kind, level, slope30, breachDay } = episode;
  const { usual, limit } = newest.batch;
  const since = points.slice(episode.first);
  return {
    kind,
    severity: level >= limit ? 'critical' : 'warning',
    since: first.batch.receivedAt,
    batches: since.length,
    labelled: since.reduce((sum, { batch }) => sum + batch.labelled, 0),
    usual: usual.wrong / usual.labelled,
    now: Math.min(1, Math.max(0, level)),
    limit,
    ...(slope30 === undefined ? {} : { slope30 }),
    ...(breachDay === undefined ? {} : { breachAt: new Date(breachDay * dayMs).toISOString() }),
    ...(newest.batch.numbers ? { cap: newest.batch.numbers.cap } : {}),
    ...judgedSince(since.map(({ batch }) => batch)),
  };
}
