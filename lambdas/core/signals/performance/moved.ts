import { cellCount } from '../../columns/cell-counts.ts';
import type { ColumnProfile } from '../../columns/column-profile.ts';
import type { ColumnBins } from '../../columns/reference-bins.ts';
import type { ModelRules } from '../../contract/model-rules.ts';
import type { Comparison } from '../../profile/comparison.ts';
import type { PerformanceResult } from '../../result/performance-schema.ts';
import type { Drift, FeatureDrift } from '../../result/result-schema.ts';
import { quantileFromBins } from '../../stats/bins/quantile-from-bins.ts';

type Moved = PerformanceResult['moved'][number];

/** What a column says now and before: a change and how far it is off by chance. */
type Change = Omit<Moved, 'column' | 'what' | 'limit'>;

/** A change is one from so many standard errors on: one-sided 99.9 %, and a few columns are looked at. */
const sure = 3.3;

/** Latencies that are told. */
const percentiles = [0.5, 0.95, 0.99] as const;

/** Rows beyond a percentile that it takes to know it. */
const rowsBeyond = 10;

/**
 * What the model puts out and what moved beyond its limit: mean confidence, prediction mix, latency and error rate, each by more than
 * sampling explains and, where it is known how far days differ when all is well, by more than is usual.
 *
 * @param drift  of the batch, which says what is usual of each column; undefined where it was not compared
 */
export function movedOutputs(
  { contract, yardstick, reference, current }: Comparison,
  limits: ModelRules['limits'],
  drift: Drift | undefined,
): PerformanceResult['moved'] {
  return contract.columns.flatMap(({ name, role, sensitive }, index) => {
    const measure = outputs.get(role);
    const bins = yardstick.columns[index]?.bins;
    const [before, now] = [reference.profile.columns[index], current.profile.columns[index]];
    if (!measure || !bins || !before || !now || cellCount(now.cells) === 0) return [];
    const { what, changes } = measure;
    const limit = limits[limitOf[what]];
    if (isUsual(drift?.features.find((feature) => feature.name === name))) return [];
    return changes(bins, before, now)
      .filter(
        ({ change, standardError }) => Math.abs(change) >= limit && Math.abs(change) > sure * standardError,
      )
      .map(({ detail, ...change }) => ({
        what,
        column: name,
        ...(detail === undefined ? {} : { detail: sensitive ? 'a value that is not shown' : detail }),
        ...change,
        limit,
      }));
  });
}

const limitOf = {
  confidence: 'confidence',
  'prediction-mix': 'predictionMix',
  latency: 'latency',
  'error-rate': 'errorRate',
} as const satisfies Readonly<Record<Moved['what'], keyof ModelRules['limits']>>;

interface Output {
  readonly what: Moved['what'];
  readonly changes: (bins: ColumnBins, before: ColumnProfile, now: ColumnProfile) => readonly Change[];
}

const outputs: ReadonlyMap<string, Output> = new Map<string, Output>([
  ['confidence', { what: 'confidence', changes: meanChange }],
  ['prediction', { what: 'prediction-mix', changes: mixChange }],
  ['latency', { what: 'latency', changes: percentileChanges }],
  ['error', { what: 'error-rate', changes: rateChange }],
]);

/** Whether all that was measured of the column is as blocks of the reference are when all is well. */
function isUsual(feature: FeatureDrift | undefined): boolean {
  const limits = feature
    ? [...feature.measures, ...feature.rates].flatMap((one) =>
        'usual' in one && one.usual ? [one.usual] : [],
      )
    : [];
  return limits.length > 0 && limits.every(({ upTo, today }) => today <= upTo);
}

interface Moments {
  readonly rows: number;
  readonly mean: number;
  readonly variance: number;
}

function momentsOf(bins: ColumnBins, { values }: ColumnProfile): Moments | undefined {
  if (bins.type !== 'numbers' || values.type !== 'numbers' || values.count < 2) return undefined;
  const offset = values.sum / values.count;
  const variance = Math.max(0, values.sumOfSquares / values.count - offset ** 2);
  return { rows: values.count, mean: bins.center + offset, variance };
}

function meanChange(bins: ColumnBins, before: ColumnProfile, now: ColumnProfile): readonly Change[] {
  const [a, b] = [momentsOf(bins, before), momentsOf(bins, now)];
  if (!a || !b) return [];
  // Of values about zero no share can be taken: then of how far they spread.
  const scale = Math.abs(a.mean) > 0.1 * Math.sqrt(a.variance) ? Math.abs(a.mean) : Math.sqrt(a.variance);
  if (scale === 0) return [];
  const standardError = Math.sqrt(a.variance / a.rows + b.variance / b.rows) / scale;
  return [{ before: a.mean, now: b.mean, change: (b.mean - a.mean) / scale, standardError }];
}

/** Of classes the share of rows that are predicted otherwise, with the class that moved most. */
function mixChange(bins: ColumnBins, before: ColumnProfile, now: ColumnProfile): readonly Change[] {
  if (bins.type === 'numbers') return meanChange(bins, before, now);
  const [a, b] = [before.values, now.values];
  if (bins.type !== 'codes' || a.type !== 'codes' || b.type !== 'codes' || a.count === 0 || b.count === 0)
    return [];
  const unseen = b.count - b.bins.reduce((x, y) => x + y, 0);
  const shares = [...bins.values, 'a class that the reference does not have'].map((detail, bin) => ({
    detail,
    before: (a.bins[bin] ?? 0) / a.count,
    now: (b.bins[bin] ?? unseen) / b.count,
  }));
  const change = shares.reduce((sum, one) => sum + Math.abs(one.now - one.before), 0) / 2;
  const spread = shares.reduce((sum, one) => {
    const share = (one.before * a.count + one.now * b.count) / (a.count + b.count);
    return sum + Math.sqrt(share * (1 - share) * (1 / a.count + 1 / b.count));
  }, 0);
  const most = shares.reduce((one, other) =>
    Math.abs(other.now - other.before) > Math.abs(one.now - one.before) ? other : one,
  );
  return [{ ...most, change, standardError: spread / 2 }];
}

function percentileChanges(bins: ColumnBins, before: ColumnProfile, now: ColumnProfile): readonly Change[] {
  return percentiles.flatMap((probability) => {
    const [a, b] = [percentileOf(bins, before, probability), percentileOf(bins, now, probability)];
    if (!a || !b || a.value <= 0) return [];
    const standardError = Math.hypot(a.standardError, b.standardError) / a.value;
    const detail = `p${100 * probability}`;
    return [{ detail, before: a.value, now: b.value, change: (b.value - a.value) / a.value, standardError }];
  });
}

/** A percentile with the standard error that order statistics about it give. */
function percentileOf(bins: ColumnBins, { values }: ColumnProfile, probability: number) {
  if (bins.type !== 'numbers' || values.type !== 'numbers') return undefined;
  if (values.count * (1 - probability) < rowsBeyond) return undefined;
  const spread = Math.sqrt((probability * (1 - probability)) / values.count);
  const [low, middle, high] = [probability - spread, probability, probability + spread].map((at) => {
    const found = quantileFromBins(bins.cuts, values.bins, Math.min(1, Math.max(0, at)));
    return found.computable ? found.value : undefined;
  });
  if (low === undefined || middle === undefined || high === undefined) return undefined;
  return { value: middle, standardError: (high - low) / 2 };
}

function rateChange(bins: ColumnBins, before: ColumnProfile, now: ColumnProfile): readonly Change[] {
  const [a, b] = [errorRate(bins, before), errorRate(bins, now)];
  if (!a || !b) return [];
  const share = (a.errors + b.errors) / (a.rows + b.rows);
  const standardError = Math.sqrt(share * (1 - share) * (1 / a.rows + 1 / b.rows));
  const [from, to] = [a.errors / a.rows, b.errors / b.rows];
  return [{ before: from, now: to, change: to - from, standardError }];
}

/** An error is `true`, a number other than 0, or any text that is not missing. */
function errorRate(bins: ColumnBins, { cells, values }: ColumnProfile) {
  const rows = cellCount(cells);
  if (rows === 0) return undefined;
  if (bins.type === 'codes' && values.type === 'codes') {
    const isFlag = bins.values.every((value) => ['true', 'false'].includes(value.toLowerCase()));
    const isTrue = (value: string) => value.toLowerCase() === 'true';
    const flagged = bins.values.reduce((sum, value, bin) => sum + (isTrue(value) ? values.bins[bin]! : 0), 0);
    return { rows, errors: isFlag && bins.values.length > 0 ? flagged : values.count };
  }
  if (bins.type !== 'numbers' || values.type !== 'numbers') return { rows, errors: cells.present };
  const zero = bins.cuts.indexOf(0);
  return { rows, errors: values.count - (zero < 0 ? 0 : values.bins[2 * zero + 1]!) };
}
