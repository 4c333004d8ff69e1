import type { Random } from './random.ts';

/** A column of the bench's data. */
export interface BenchColumn {
  readonly name: string;
  readonly kind: 'numeric' | 'integer' | 'categorical';
  /** Share of cells that are missing. */
  readonly missing: number;
  /** The text of a present cell; that of a number is a number in JSON, too. */
  readonly draw: (random: Random) => string;
  /** What the contract asks of it besides its kind. */
  readonly constraints?: {
    readonly min?: number;
    readonly max?: number;
    readonly values?: readonly string[];
  };
}

/** One row in a thousand breaks the contract: so many have an age that nobody has. */
const brokenShare = 0.001;

/** 16 numeric columns of varied shape and 4 categorical ones. */
export const benchColumns: readonly BenchColumn[] = [
  normal('normal_unit', 0, 1),
  normal('normal_wide', 0, 1000),
  normal('normal_far', 100, 15),
  normal('normal_narrow', -5, 0.1),
  normal('normal_missing', 0, 1, 0.05),
  logNormal('log_normal', 0, 1),
  logNormal('log_normal_heavy', 3, 2),
  logNormal('log_normal_missing', 1, 0.5, 0.2),
  numeric('share', ({ uniform }) => uniform().toFixed(6), { min: 0, max: 1 }),
  price('price', 3, 1),
  price('fare', 2, 0.5),
  price('tip', 0, 1, 0.1),
  integer('age', ({ uniform }) => (uniform() < brokenShare ? 150 : 18 + 70 * uniform() ** 2), { max: 120 }),
  integer('visits', ({ uniform }) => -20 * Math.log(1 - uniform())),
  integer('second_of_day', ({ uniform }) => 86_400 * uniform()),
  integer('distance', ({ uniform }) => 1_000_000 * uniform()),
  categorical('plan', 3),
  categorical('country', 20),
  categorical('device', 100),
  categorical('merchant', 500),
];

/** Of {@link benchColumns} those that drift in the batch of the whole job, by a fifth of a standard deviation or so each. */
const drifted: readonly BenchColumn[] = [
  normal('normal_far', 103, 15),
  logNormal('log_normal', 0, 1.2),
  integer('visits', ({ uniform }) => -24 * Math.log(1 - uniform())),
  categorical('country', 20, 1.7),
];

/** Their names, as a result should have them. */
export const plantedDrift: readonly string[] = drifted.map(({ name }) => name).sort();

/** The columns of that batch. */
export const driftedColumns: readonly BenchColumn[] = benchColumns.map(
  (column) => drifted.find(({ name }) => name === column.name) ?? column,
);

function numeric(
  name: string,
  draw: BenchColumn['draw'],
  constraints: NonNullable<BenchColumn['constraints']> = {},
  missing = 0,
): BenchColumn {
  return { name, kind: 'numeric', missing, draw, constraints };
}

function normal(name: string, mean: number, deviation: number, missing = 0): BenchColumn {
  const range = { min: mean - 100 * deviation, max: mean + 100 * deviation };
  return numeric(name, (random) => (mean + deviation * random.normal()).toFixed(6), range, missing);
}

function logNormal(name: string, mean: number, deviation: number, missing = 0): BenchColumn {
  const draw = (random: Random) => Math.exp(mean + deviation * random.normal()).toFixed(4);
  return numeric(name, draw, { min: 0 }, missing);
}

function price(name: string, mean: number, deviation: number, missing = 0): BenchColumn {
  const draw = (random: Random) => Math.exp(mean + deviation * random.normal()).toFixed(2);
  return numeric(name, draw, { min: 0 }, missing);
}

function integer(
  name: string,
  draw: (random: Random) => number,
  constraints: { readonly max?: number } = {},
): BenchColumn {
  const text = (random: Random) => String(Math.floor(draw(random)));
  return { name, kind: 'integer', missing: 0, draw: text, constraints: { min: 0, ...constraints } };
}

/** Few values are common, most are rare, the more so the greater the power. */
function categorical(name: string, count: number, power = 2): BenchColumn {
  const values = Array.from({ length: count }, (_, index) => `${name}-${index + 1}`);
  return {
    name,
    kind: 'categorical',
    missing: 0,
    draw: ({ uniform }) => values[Math.floor(count * uniform() ** power)]!,
    constraints: { values },
  };
}
