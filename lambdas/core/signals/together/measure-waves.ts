import { normalQuantile, normalUpperTail } from '../../stats/functions/normal.ts';
import type { Samples } from '../values/measured.ts';
import type { AssociationPlan } from './plan.ts';
import type { Association } from './state.ts';
import { type WaveSums, waveUnit } from './wave-sums.ts';
import type { Wave } from './waves.ts';

/** What the multivariate detector measured. */
export interface MeasuredWaves {
  /** Largest standardised difference of the mean of a wave. */
  readonly statistic: number;
  readonly pValue: number;
  /** The same difference in standard deviations of that wave. */
  readonly effect: number;
  /** Columns of the contract whose wave it is. */
  readonly columns: readonly number[];
  /** Sampled rows. */
  readonly samples: Samples;
  /** Smallest effect that a test at this level finds with 80 % power. */
  readonly detectable: (alpha: number) => number;
}

/** With fewer sampled rows a mean of bounded values is not yet normal in its tails. */
const leastRows = 20;

/**
 * A wave is left out where its variance (at most 1) or the rows are too small for their product to reach this: its mean is
 * then made by few rows, and no normal distribution describes it.
 */
const leastSpreadRows = 20;

/** Nor is a wave of use that hardly varies, whatever the rows. */
const leastVariance = 0.02;

/** Chance with which a change of the stated size must be found. */
const power = 0.8;

/**
 * Holds the means of all waves of a batch against the reference's: the largest standardised difference, corrected for the
 * number of waves.
 *
 *   z = (mean of the reference - mean of the batch) / ( s sqrt(1/n + 1/m) ),  p = 1 - (1 - P(|Z| >= max |z|))^k
 *
 * with s the pooled standard deviation and k twice the number of waves, a cosine and a sine each (Sidak 1967: valid however
 * the waves depend on each other).
 *
 * @param without  columns whose waves are left out
 * @returns undefined where nothing was kept of the columns together, or of too few rows
 */
export function measureWaves(
  plan: AssociationPlan | undefined,
  reference: Pick<Association, 'waves'> | undefined,
  current: Pick<Association, 'waves'> | undefined,
  without: ReadonlySet<number> = new Set(),
): MeasuredWaves | undefined {
  const before = totals(reference?.waves);
  const now = totals(current?.waves);
  if (!plan || !before || !now || before.rows < leastRows || now.rows < leastRows) return undefined;
  const changes = plan.waves.waves.flatMap((wave, index) =>
    (['cosines', 'sines'] as const).flatMap((part) => {
      if (without.size > 0 && columnsOf(wave, plan).some((column) => without.has(column))) return [];
      const effect = standardisedChange(before, now, part, index);
      return effect === undefined ? [] : [{ wave, effect }];
    }),
  );
  const [first, ...others] = changes;
  if (!first) return undefined;
  const largest = others.reduce((most, one) => (one.effect > most.effect ? one : most), first);
  const scale = Math.sqrt((before.rows * now.rows) / (before.rows + now.rows));
  const statistic = largest.effect * scale;
  const single = Math.min(1, 2 * normalUpperTail(statistic));
  return {
    statistic,
    pValue: Math.min(1, -Math.expm1(changes.length * Math.log1p(-single))),
    effect: largest.effect,
    columns: columnsOf(largest.wave, plan),
    samples: { reference: before.rows, current: now.rows },
    detectable: (alpha) => (normalQuantile(alpha / changes.length / 2) + normalQuantile(1 - power)) / scale,
  };
}

interface Totals {
  readonly rows: number;
  readonly cosines: Float64Array;
  readonly sines: Float64Array;
  readonly squares: Float64Array;
}

/** Sums over all levels of the sample. */
function totals(sums: WaveSums | undefined): Totals | undefined {
  const [first] = sums?.levels ?? [];
  if (!sums || !first) return undefined;
  const total = (part: 'cosines' | 'sines' | 'squares') => {
    const whole = new Float64Array(first[part].length);
    for (const level of sums.levels) for (const [wave, sum] of level[part].entries()) whole[wave]! += sum;
    return whole;
  };
  const rows = sums.levels.reduce((sum, level) => sum + level.rows, 0);
  return { rows, cosines: total('cosines'), sines: total('sines'), squares: total('squares') };
}

/** Absolute difference of the means in pooled standard deviations; undefined where the wave hardly varies. */
function standardisedChange(
  before: Totals,
  now: Totals,
  part: 'cosines' | 'sines',
  wave: number,
): number | undefined {
  const rows = before.rows + now.rows;
  const cosineSquares = (before.squares[wave]! + now.squares[wave]!) / rows / waveUnit ** 2;
  // The squares of a cosine and a sine add up to 1.
  const square = part === 'cosines' ? cosineSquares : 1 - cosineSquares;
  const mean = (before[part][wave]! + now[part][wave]!) / rows / waveUnit;
  const variance = square - mean ** 2;
  const spreadRows = variance * Math.min(before.rows, now.rows);
  if (!(variance >= leastVariance && spreadRows >= leastSpreadRows)) return undefined;
  const gap = (before[part][wave]! / before.rows - now[part][wave]! / now.rows) / waveUnit;
  return Math.abs(gap) / Math.sqrt(variance);
}

function columnsOf({ ranked, grouped }: Wave, plan: AssociationPlan): readonly number[] {
  return [
    ...ranked.map(({ index }) => plan.ranked[index]!.column),
    ...grouped.map(({ index }) => plan.grouped[index]!.column),
  ].sort((a, b) => a - b);
}
