import type { BatchSignal } from '../contract/batch-signals.ts';
import type { Drift, FeatureDrift, PairDrift, RateDrift, SegmentDrift } from '../result/result-schema.ts';
import { severityOf } from '../signals/judge.ts';
import type { Trace } from './incident-schema.ts';

/** One measure of a feature: what it found, what it would have found, and whether that was drift. */
interface MeasureTrace {
  readonly measure: string;
  readonly effect: number;
  readonly resolution: number | undefined;
  readonly hasDrifted: boolean;
}

interface FeatureMeasures {
  readonly of: string;
  readonly measured: readonly MeasureTrace[];
  readonly rows?: number;
}

/** The effects that a batch shows: for each feature, correlation and segment that drifted, measure by measure. */
export function shownTraces(drift: Drift): readonly Trace[] {
  return featureMeasures(drift, 0).flatMap(({ of, measured }) => {
    const effects = measured
      .filter(({ hasDrifted }) => hasDrifted)
      .map(({ measure, effect }): [string, number] => [measure, rounded(effect)]);
    return effects.length > 0 ? [{ of, effects }] : [];
  });
}

/**
 * The smallest effects that a batch would have shown with 80 % power, as far as its result states them.
 *
 * @param rowsRead  rows that the rates of whole columns are of
 */
export function reachTraces(drift: Drift, rowsRead: number): readonly Trace[] {
  return featureMeasures(drift, rowsRead).map(({ of, measured, rows }) => ({
    of,
    effects: measured.flatMap(({ measure, resolution }): [string, number][] =>
      resolution === undefined ? [] : [[measure, rounded(resolution)]],
    ),
    ...(rows === undefined ? {} : { rows }),
  }));
}

/** Chance with which an effect must be missed at most, for a batch to count as one that would have shown it. */
const mostMissed = 0.2;

/** Whether a batch with this reach would have shown every effect of these traces. What is not listed it would not have. */
export function wouldHaveShown(reach: readonly Trace[], shown: readonly Trace[]): boolean {
  const byFeature = new Map(reach.map((trace) => [trace.of, trace]));
  return shown.every(({ of, effects }) => {
    const feature = byFeature.get(of);
    return effects.every(([measure, effect]) => {
      const resolution = feature && resolutionOf(feature, measure);
      return resolution !== undefined && resolution <= effect;
    });
  });
}

function resolutionOf({ effects, rows }: Trace, measure: string): number | undefined {
  const listed = effects.find(([name]) => name === measure);
  if (listed) return listed[1];
  const unlisted = unlistedRates.get(measure);
  return rows === undefined || rows === 0 ? undefined : unlisted?.(rows);
}

/**
 * The smallest rate that `n` rows would have shown though their result does not list it. Most are unlisted where neither side
 * has any: of a rate e, n rows have none with the chance
 *
 *   (1 - e)^n,   at most 0.2 from e = 1 - 0.2^(1/n) on
 *
 * Others are unlisted where they are no higher than the reference's, which is not stated. By Hoeffding's inequality, whatever that is,
 * a rate that is higher by e stays unlisted with a chance of at most
 *
 *   exp(-2 n e^2),   at most 0.2 from e = sqrt( ln 5 / 2n ) on
 *
 * A spike is unlisted wherever it is no drift: rows alone say nothing of it.
 */
const unlistedRates: ReadonlyMap<string, (rows: number) => number> = new Map<
  RateDrift['name'],
  (rows: number) => number
>([
  ['missing', fromNone],
  ['invalid', fromNone],
  ['out-of-range', fromNone],
  ['unseen', risen],
  ['future', risen],
  ['out-of-order', risen],
]);

function fromNone(rows: number): number {
  return 1 - mostMissed ** (1 / rows);
}

function risen(rows: number): number {
  return Math.sqrt(-Math.log(mostMissed) / (2 * rows));
}

/** Columns and what is derived from them, then the multivariate test and correlations, then segments. */
function featureMeasures(drift: Drift, rowsRead: number): readonly FeatureMeasures[] {
  const { features, pairs = [], multivariate, segments = [], batchSignals = [] } = drift;
  return [
    ...features.map((feature) => measuresOf(feature, rowsRead)),
    ...(multivariate
      ? [{ of: multivariateKey, measured: [multivariateMeasure(multivariate.method, multivariate)] }]
      : []),
    ...batchSignals.map((one) => ({
      of: batchSignalKey(one.signal),
      measured: [multivariateMeasure(one.signal, one)],
    })),
    ...pairs.map((pair) => ({ of: pairKey(pair), measured: [multivariateMeasure('spearman', pair)] })),
    ...segments.flatMap((segment) => segmentMeasures(segment)),
  ];
}

function segmentMeasures({ column, value, rows, features }: SegmentDrift): readonly FeatureMeasures[] {
  return features.map((feature) => {
    const whole = measuresOf(feature, rows.current);
    return { ...whole, of: JSON.stringify([column, value, feature.name]) };
  });
}

/** What the multivariate test is remembered by. No column is likely to be called so. */
export const multivariateKey = 'multivariate test of all columns';

/** What a signal of the rows as a whole is remembered by. No column is likely to be called so. */
export function batchSignalKey(signal: BatchSignal): string {
  return `signal of the rows: ${signal}`;
}

/** What a pair of columns, or of categories, is remembered by. */
export function pairKey({
  columns,
  categories = [null, null],
}: Pick<PairDrift, 'columns' | 'categories'>): string {
  return `correlation ${JSON.stringify(columns.map((name, side) => [name, categories[side] ?? null]))}`;
}

type Multivariate = Pick<PairDrift, 'effect' | 'resolution' | 'verdict'>;

function multivariateMeasure(measure: string, { effect, resolution, verdict }: Multivariate): MeasureTrace {
  return { measure, effect, resolution, hasDrifted: verdict.status === 'drifted' };
}

function measuresOf(feature: FeatureDrift, rowsRead: number): FeatureMeasures {
  const { name, measures, rates, representation = [] } = feature;
  const sizes = [...measures, ...rates].flatMap(({ samples }) => samples?.current ?? []);
  return {
    of: name,
    measured: [
      ...valueMeasures(feature),
      ...rates.map((rate) => ({
        ...rate,
        measure: rate.name,
        hasDrifted: rate.verdict.status === 'drifted',
      })),
      ...representation.map((trait) => ({
        ...trait,
        measure: `${trait.name} ${trait.token ?? ''}`,
        hasDrifted: trait.verdict?.status === 'drifted',
      })),
    ].map(({ measure, effect, resolution, hasDrifted }) => ({ measure, effect, resolution, hasDrifted })),
    rows: Math.min(rowsRead, ...sizes),
  };
}

/** For the values: the test, or the distance that decides in its place. Fisher's exact test is chi-square for few rows, in the same unit. */
function valueMeasures({ measures }: FeatureDrift): readonly MeasureTrace[] {
  const test = measures.find((measure) => 'statistic' in measure);
  if (!test) return [];
  const distance = measures.find((measure) => 'distance' in measure && measure.minEffect !== undefined);
  const { effect, minEffect, resolution, method } =
    distance && 'distance' in distance
      ? { ...distance, effect: distance.distance, minEffect: distance.minEffect ?? test.minEffect }
      : test;
  const { qValue, alpha, usual } = test;
  const weights = {
    qValue,
    alpha,
    effect,
    limits: { ...limitless, minEffect },
    usual,
  };
  const measure = method === 'fisher-exact' ? 'chi-square' : method;
  return [{ measure, effect, resolution, hasDrifted: severityOf(weights) !== undefined }];
}

/** Whether there is drift at all is asked, not how bad it is. */
const limitless = {
  criticalEffect: Number.POSITIVE_INFINITY,
  mustShow: Number.POSITIVE_INFINITY,
  isCritical: false,
};

/** Four digits decide as well, and are a third of the text. */
function rounded(effect: number): number {
  return Number(effect.toPrecision(4));
}
