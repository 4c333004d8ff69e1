import { normalUpperTail } from '../../lambdas/core/stats/functions/normal.ts';
import type { RandomStream } from './random.ts';

/** What the numbers of a column are drawn from. */
export interface NumberPopulation {
  readonly type: 'numbers';
  readonly draw: (random: RandomStream) => number;
  /** Probability of this value or a smaller one, and of a smaller one. */
  readonly atMost: (value: number) => number;
  readonly below: (value: number) => number;
}

/** What the categories of a column are drawn from. */
export interface CategoryPopulation {
  readonly type: 'codes';
  readonly names: readonly string[];
  /** For each category the probability of it and all before. */
  readonly cumulative: Float64Array;
}

/** What a column is drawn from. */
export interface Population {
  readonly values: NumberPopulation | CategoryPopulation;
  readonly missing: number;
}

const normalAtMost = (z: number) => normalUpperTail(-z);

function continuous(draw: NumberPopulation['draw'], atMost: (value: number) => number): Population {
  return { values: { type: 'numbers', draw, atMost, below: atMost }, missing: 0 };
}

/** A normal of another mean or spread. */
export function normalOf(mean: number, deviation: number): Population {
  return continuous(
    ({ normal }) => mean + deviation * normal(),
    (value) => normalAtMost((value - mean) / deviation),
  );
}

/** Whole numbers from 0, each half as likely again as the one before: P(X <= x) = 1 - 0.75^(x + 1). */
const geometric: NumberPopulation = {
  type: 'numbers',
  draw: ({ uniform }) => Math.floor(Math.log(uniform()) / Math.log(0.75)),
  atMost: (value) => (value < 0 ? 0 : 1 - 0.75 ** (Math.floor(value) + 1)),
  below: (value) => (value <= 0 ? 0 : 1 - 0.75 ** Math.ceil(value)),
};

const zeroShare = 0.7;

/** Seven in ten are 0, the others exponential. */
const zeroInflated: NumberPopulation = {
  type: 'numbers',
  draw: ({ uniform }) => (uniform() < zeroShare ? 0 : -Math.log(uniform())),
  atMost: (value) => (value < 0 ? 0 : zeroShare + (1 - zeroShare) * -Math.expm1(-value)),
  below: (value) => (value <= 0 ? 0 : zeroShare + (1 - zeroShare) * -Math.expm1(-value)),
};

/** Categories by their shares. */
export function categoriesOf(weights: readonly number[]): Population {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let mass = 0;
  const cumulative = Float64Array.from(weights, (weight) => {
    mass += weight / total;
    return mass;
  });
  cumulative[weights.length - 1] = 1;
  return { values: { type: 'codes', names: weights.map((_, i) => `v${i}`), cumulative }, missing: 0 };
}

/** Shares as those of words: by one over the rank (Zipf). */
const zipf = (categories: number) =>
  categoriesOf(Array.from({ length: categories }, (_, rank) => 1 / (rank + 1)));

/** What columns are drawn from where nothing drifts. */
export const populations = {
  normal: normalOf(0, 1),
  'log-normal': continuous(
    ({ normal }) => Math.exp(normal()),
    (value) => (value <= 0 ? 0 : normalAtMost(Math.log(value))),
  ),
  Cauchy: continuous(
    ({ uniform }) => Math.tan(Math.PI * (uniform() - 0.5)),
    (value) => 0.5 + Math.atan(value) / Math.PI,
  ),
  'integers with ties': { values: geometric, missing: 0 },
  'zero-inflated': { values: zeroInflated, missing: 0 },
  '3 categories': categoriesOf([0.6, 0.3, 0.1]),
  '50 categories': zipf(50),
  '500 categories': zipf(500),
  'normal, 2 % missing': { ...normalOf(0, 1), missing: 0.02 },
} as const satisfies Readonly<Record<string, Population>>;

export type PopulationName = keyof typeof populations;

export const populationNames: readonly PopulationName[] = [
  'normal',
  'log-normal',
  'Cauchy',
  'integers with ties',
  'zero-inflated',
  '3 categories',
  '50 categories',
  '500 categories',
  'normal, 2 % missing',
];
