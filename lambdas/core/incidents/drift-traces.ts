import type { Drift, FeatureDrift, PairDrift, RateDrift, SegmentDrift } from '../result/result-schema.ts';
import { severityOf } from '../signals/judge.ts';
import type { Trace } from './incident-schema.ts';

/** One measure of a feature: what it found, what it would have found, and whether it told. */
interface Told {
  readonly measure: string;
  readonly effect: number;
  readonly resolution: number | undefined;
  readonly hasDrifted: boolean;
}

interface ToldFeature {
  readonly of: string;
  readonly told: readonly Told[];
  readonly rows?: number;
}

/** The effects that a batch shows: of each feature, correlation and segment that drifted, measure by measure. */
export function shownTraces(drift: Drift): readonly Trace[] {
  return toldFeatures(drift, 0).flatMap(({ of, told }) => {
    const effects = told
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
  return toldFeatures(drift, rowsRead).map(({ of, told, rows }) => ({
    of,
    effects: told.flatMap(({ measure, resolution }): [string, number][] =>
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

/** Columns and what is derived of them, then all columns together and correlations, then segments. */
function toldFeatures(drift: Drift, rowsRead: number): readonly ToldFeature[] {
  const { features, pairs = [], multivariate, segments = [] } = drift;
  return [
    ...features.map((feature) => toldFeature(feature, rowsRead)),
    ...(multivariate ? [{ of: 'all columns', told: [toldTogether(multivariate.method, multivariate)] }] : []),
    ...pairs.map((pair) => ({ of: pairKey(pair), told: [toldTogether('spearman', pair)] })),
    ...segments.flatMap((segment) => toldSegment(segment)),
  ];
}

function toldSegment({ column, value, rows, features }: SegmentDrift): readonly ToldFeature[] {
  return features.map((feature) => {
    const told = toldFeature(feature, rows.current);
    return { ...told, of: JSON.stringify([column, value, feature.name]) };
  });
}

/** By what a pair of columns, or of categories, is remembered. */
export function pairKey({
  columns,
  categories = [null, null],
}: Pick<PairDrift, 'columns' | 'categories'>): string {
  return `correlation ${JSON.stringify(columns.map((name, side) => [name, categories[side] ?? null]))}`;
}

type Together = Pick<PairDrift, 'effect' | 'resolution' | 'verdict'>;

function toldTogether(measure: string, { effect, resolution, verdict }: Together): Told {
  return { measure, effect, resolution, hasDrifted: verdict.status === 'drifted' };
}

function toldFeature(feature: FeatureDrift, rowsRead: number): ToldFeature {
  const { name, measures, rates, representation = [] } = feature;
  const sizes = [...measures, ...rates].flatMap(({ samples }) => samples?.current ?? []);
  return {
    of: name,
    told: [
      ...toldValues(feature),
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

/** Of the values: the test, or the distance that decides in its place. Fisher's exact test is chi-square of few rows, in the same unit. */
function toldValues({ measures }: FeatureDrift): readonly Told[] {
  const test = measures.find((measure) => 'statistic' in measure);
  if (!test) return [];
  const distance = measures.find((measure) => 'distance' in measure && measure.minEffect !== undefined);
  const { effect, minEffect, resolution, method } =
    distance && 'distance' in distance
      ? { ...distance, effect: distance.distance, minEffect: distance.minEffect ?? test.minEffect }
      : test;
  const { qValue, alpha } = test;
  const weights = {
    qValue,
    alpha,
    effect,
    limits: { ...limitless, minEffect },
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
