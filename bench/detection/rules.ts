import type { Drift, FeatureDrift } from '../../lambdas/core/result/result-schema.ts';
import { robustScale } from '../../lambdas/core/stats/distances/robust-scale.ts';
import { type BenchReference, judgeBatch, profileOf } from './bench-reference.ts';
import { rowsOf } from './draw-block.ts';
import { numberBins } from './draw-profile.ts';

/** Which of the four families of tests raised an alarm. */
export interface Families {
  readonly values: boolean;
  readonly rates: boolean;
  readonly pairs: boolean;
  readonly multivariate: boolean;
}

export function alarmingFamilies({ features, pairsDrifted = 0, multivariate }: Drift): Families {
  return {
    values: features.some(valuesDrifted),
    rates: features.some(({ rates }) => rates.some(({ verdict }) => verdict.status === 'drifted')),
    pairs: pairsDrifted > 0,
    multivariate: multivariate?.verdict.status === 'drifted',
  };
}

function valuesDrifted({ verdict, measures, rates }: FeatureDrift): boolean {
  if (verdict.status !== 'drifted') return false;
  const test = measures.find((measure) => 'qValue' in measure);
  const isTest = test && 'qValue' in test && test.qValue <= test.alpha && test.effect >= test.minEffect;
  return isTest === true || rates.every((rate) => rate.verdict.status !== 'drifted');
}

/** The naive rule: p below 0.05 on any column. */
export function naiveAlarms({ features }: Drift): boolean {
  return features.some(({ measures }) =>
    measures.some((measure) => 'pValue' in measure && measure.pValue < 0.05),
  );
}

const fixedDistance = 0.1;

/**
 * The rule of a fixed distance: Wasserstein in standard deviations of the reference above 0.1 on any column of numbers, or
 * Jensen-Shannon above 0.1 on any of categories.
 */
export function fixedDistanceAlarms({ features }: Drift, scales: ReadonlyMap<string, number>): boolean {
  return features.some(({ name, kind, measures }) => {
    const scale = scales.get(name) ?? 1;
    const wanted = kind === 'numeric' ? 'wasserstein' : 'jensen-shannon';
    return measures.some(
      (measure) =>
        measure.method === wanted && 'distance' in measure && measure.distance * scale > fixedDistance,
    );
  });
}

/** For each column of numbers its robust scale in standard deviations. */
export function robustScales({ contract, yardstick, profile }: BenchReference): ReadonlyMap<string, number> {
  return new Map(
    contract.columns.flatMap(({ name }, index): [string, number][] => {
      const values = profile.columns[index]?.values;
      const cuts = numberBins(yardstick.columns[index]?.bins)?.cuts;
      if (values?.type !== 'numbers' || !cuts) return [];
      const { count, sum, sumOfSquares } = values;
      const scale = robustScale(cuts, values.bins);
      const deviation = Math.sqrt((sumOfSquares - (sum / count) * sum) / (count - 1));
      return scale.computable && deviation > 0 ? [[name, scale.scale / deviation]] : [];
    }),
  );
}

/** Chunks that a reference is cut into, as many as are customary. */
const chunks = 10;

/**
 * The rule of three standard deviations: thresholds by column at the mean plus three standard deviations of the Jensen-Shannon
 * distances between chunks of the reference and the whole of it.
 *
 * @param rows  of a chunk at most: as many as the batch has, where the reference has ten times as many
 */
export function chunkThresholds(reference: BenchReference, rows: number): ReadonlyMap<string, number> {
  const size = Math.min(rows, Math.floor(reference.block.rowCount / chunks));
  const distances = new Map<string, number[]>();
  for (let chunk = 0; chunk < chunks; chunk++) {
    const block = rowsOf(reference.block, chunk * size, (chunk + 1) * size);
    for (const [name, distance] of jensenShannonByName(judgeBatch(reference, profileOf(reference, block))))
      distances.set(name, [...(distances.get(name) ?? []), distance]);
  }
  return new Map(Array.from(distances, ([name, found]) => [name, meanPlusThree(found)]));
}

export function chunksAlarm(drift: Drift, thresholds: ReadonlyMap<string, number>): boolean {
  return jensenShannonByName(drift).some(
    ([name, distance]) => distance > (thresholds.get(name) ?? Number.POSITIVE_INFINITY),
  );
}

function jensenShannonByName({ features }: Drift): [string, number][] {
  return features.flatMap(({ name, measures }): [string, number][] =>
    measures.flatMap((measure): [string, number][] =>
      measure.method === 'jensen-shannon' && 'distance' in measure ? [[name, measure.distance]] : [],
    ),
  );
}

function meanPlusThree(found: readonly number[]): number {
  const mean = found.reduce((sum, distance) => sum + distance, 0) / found.length;
  const squares = found.reduce((sum, distance) => sum + (distance - mean) ** 2, 0);
  return mean + 3 * Math.sqrt(squares / (found.length - 1));
}
