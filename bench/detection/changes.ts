import type { ColumnBlock } from '../../lambdas/core/block/column-block.ts';
import { type Contract, contractSchema } from '../../lambdas/core/contract/contract.ts';
import type { Drift } from '../../lambdas/core/result/result-schema.ts';
import { benchContract } from './bench-contract.ts';
import { blockOf, drawBlock, drawColumn } from './draw-block.ts';
import { categoriesOf, normalOf, type Population } from './populations.ts';
import type { RandomStream } from './random.ts';

/** What a row of the table demands. */
export type Demand =
  | { readonly type: 'caught'; readonly atLeast: number }
  | { readonly type: 'alarms'; readonly atMost: number };

/** A change, or what is none worth telling, in one column or some of twenty. */
export interface Change {
  readonly type: 'change';
  readonly name: string;
  readonly contract: Contract;
  readonly referenceRows: number;
  readonly batchRows: number;
  readonly demand: Demand;
  readonly drawReference: (random: RandomStream, rows: number) => ColumnBlock;
  readonly drawBatch: (random: RandomStream, rows: number) => ColumnBlock;
  readonly isCaught: (drift: Drift) => boolean;
}

const normal = normalOf(0, 1);
const caught = { type: 'caught', atLeast: 0.95 } as const;

/** One of twenty columns is drawn from something else. */
function oneOfTwenty(
  sizes: Pick<Change, 'name' | 'batchRows' | 'demand'> & { readonly referenceRows?: number },
  from: Population,
  to: Population,
): Change {
  const others = Array.from({ length: 19 }, () => normal);
  return {
    type: 'change',
    referenceRows: 10_000,
    ...sizes,
    contract: benchContract([from, ...others]),
    drawReference: (random, rows) => drawBlock(random, rows, [from, ...others]),
    drawBatch: (random, rows) => drawBlock(random, rows, [to, ...others]),
    isCaught: ({ features }) =>
      features.some(({ name, verdict }) => name === 'x0' && verdict.status === 'drifted'),
  };
}

/** Twenty columns, the first two of which are correlated. */
function drawCorrelated(random: RandomStream, rows: number, correlation: number): ColumnBlock {
  const block = drawBlock(
    random,
    rows,
    Array.from({ length: 20 }, () => normal),
  );
  const [first, second, ...others] = block.columns;
  if (first?.type !== 'numbers' || second?.type !== 'numbers') return block;
  const noise = Math.sqrt(1 - correlation ** 2);
  const mixed = second.values.map((value, row) => correlation * first.values[row]! + noise * value);
  return blockOf(rows, [first, { ...second, values: mixed }, ...others.flatMap((column) => column ?? [])]);
}

/** Ten columns, of which the product of the signs of the first three is always positive, or is not. */
function drawSigns(random: RandomStream, rows: number, isFixed: boolean): ColumnBlock {
  const columns = Array.from({ length: 10 }, () => drawColumn(random, rows, normal));
  const [first, second, third] = columns;
  if (isFixed && first?.type === 'numbers' && second?.type === 'numbers' && third?.type === 'numbers') {
    for (let row = 0; row < rows; row++) {
      const sign = Math.sign(first.values[row]! * second.values[row]!);
      third.values[row] = sign * Math.abs(third.values[row]!);
    }
  }
  return blockOf(rows, columns);
}

/** Twenty columns with one absurd value in the first. */
function drawWithOutlier(random: RandomStream, rows: number): ColumnBlock {
  const columns = Array.from({ length: 20 }, () => drawColumn(random, rows, normal));
  const [first] = columns;
  if (first?.type === 'numbers') first.values[Math.floor(rows / 2)] = 1e6;
  return blockOf(rows, columns);
}

const twentyNormals = Array.from({ length: 20 }, () => normal);

const outlier = {
  type: 'change',
  referenceRows: 10_000,
  batchRows: 10_000,
  drawReference: (random: RandomStream, rows: number) => drawBlock(random, rows, twentyNormals),
  drawBatch: drawWithOutlier,
} as const;

const unbounded = benchContract(twentyNormals);

const bounded = contractSchema.parse({
  ...unbounded,
  columns: unbounded.columns.map((column) => ({ ...column, min: -100, max: 100 })),
});

/** The rows of the table in which something changes. */
export const changes: readonly Change[] = [
  oneOfTwenty(
    { name: 'normal mean +0.25 sd, 1k rows', batchRows: 1000, demand: caught },
    normal,
    normalOf(0.25, 1),
  ),
  oneOfTwenty(
    {
      name: 'normal mean +0.1 sd, 10k rows, reference 100k',
      batchRows: 10_000,
      referenceRows: 100_000,
      demand: caught,
    },
    normal,
    normalOf(0.1, 1),
  ),
  oneOfTwenty(
    { name: 'standard deviation x 1.3, 2k rows', batchRows: 2000, demand: caught },
    normal,
    normalOf(0, 1.3),
  ),
  oneOfTwenty(
    {
      name: '10 points of mass move between two of three categories, 1k rows',
      batchRows: 1000,
      demand: caught,
    },
    categoriesOf([0.5, 0.3, 0.2]),
    categoriesOf([0.4, 0.4, 0.2]),
  ),
  oneOfTwenty({ name: 'missing 0 % to 2 %, 1k rows', batchRows: 1000, demand: caught }, normal, {
    ...normal,
    missing: 0.02,
  }),
  {
    type: 'change',
    name: 'correlation 0.6 to 0.2, marginals unchanged, 1k rows',
    contract: unbounded,
    referenceRows: 10_000,
    batchRows: 1000,
    demand: caught,
    drawReference: (random, rows) => drawCorrelated(random, rows, 0.6),
    drawBatch: (random, rows) => drawCorrelated(random, rows, 0.2),
    isCaught: ({ pairs = [] }) =>
      pairs.some(({ columns, verdict }) => columns.join() === 'x0,x1' && verdict.status === 'drifted'),
  },
  {
    type: 'change',
    name: 'three features whose product of signs was fixed become independent, 5k rows, 10 features',
    contract: benchContract(twentyNormals.slice(0, 10)),
    referenceRows: 10_000,
    batchRows: 5000,
    demand: { type: 'caught', atLeast: 0.8 },
    drawReference: (random, rows) => drawSigns(random, rows, true),
    drawBatch: (random, rows) => drawSigns(random, rows, false),
    isCaught: ({ multivariate }) => multivariate?.verdict.status === 'drifted',
  },
  oneOfTwenty(
    {
      name: 'mean +0.02 sd, 100k rows (real, irrelevant)',
      batchRows: 100_000,
      demand: { type: 'alarms', atMost: 0.05 },
    },
    normal,
    normalOf(0.02, 1),
  ),
  {
    ...outlier,
    name: 'one value 10^6 times too large among 10k rows, no range in the contract',
    contract: unbounded,
    demand: { type: 'alarms', atMost: 0.01 },
    isCaught: () => false,
  },
  {
    ...outlier,
    name: 'the same with a range in the contract: counted as out of range, no alarm',
    contract: bounded,
    demand: caught,
    isCaught: ({ status, features }) =>
      status !== 'drifted' &&
      features.some(({ name, rates }) => name === 'x0' && rates.some((rate) => rate.name === 'out-of-range')),
  },
];
