import { normalUpperTail } from '../../lambdas/core/stats/functions/normal.ts';
import { fisherZVariance } from '../../lambdas/core/stats/tests/correlation.ts';
import { type RandomStream, randomStream } from '../detection/random.ts';
import { count, share } from './render-splits.ts';
import type { RowTable } from './row-table.ts';

/** Rows of an unchanged source: with how many is a pair of dependent columns left alone, by which variance of its coefficient? */
const sizes = [30, 50, 100, 200, 300, 500, 1000] as const;

/** Rows of a reference, as few as a set of night flights has ten of. */
const referenceRows = 3000;

/** Level of a pair among six: a tenth of 1 %, over their number. */
const level = 0.001 / 6;

const leastEffect = 0.15;

/** Of ranks without ties, as the product has it. */
const kurtosis = 1.8;

/** A coefficient, its rows, and what they say of its variance: n times that of Fisher's z, whatever the distribution. */
interface Estimate {
  readonly r: number;
  readonly rows: number;
  readonly free: number;
}

/** The variance of Fisher's z in two samples. */
const variances = {
  'as it is': (before: Estimate, now: Estimate) => assumed(before) + assumed(now),
  "free, the reference's": (before: Estimate, now: Estimate) =>
    before.free / before.rows + before.free / now.rows,
  'free, of each its own': (before: Estimate, now: Estimate) =>
    before.free / before.rows + now.free / now.rows,
  'free, the larger': (before: Estimate, now: Estimate) =>
    before.free / before.rows + Math.max(before.free, now.free) / now.rows,
} as const satisfies Readonly<Record<string, (before: Estimate, now: Estimate) => number>>;

function assumed({ r, rows }: Estimate): number {
  return (kurtosis * fisherZVariance.spearman(r)) / (rows - 3);
}

/** How often a pair that did not change is called changed, by rows of the batch and by variance; a Markdown table. */
export function renderPairVariances(
  { columns, rows }: RowTable,
  pair: readonly [string, string],
  draws: number,
): string {
  const random = randomStream(`pair variances ${pair.join(' ')}`);
  const [x = [], y = []] = pair.map((name) =>
    ranksOf(rows.map(({ cells }) => Number(cells[columns.indexOf(name)]))),
  );
  const lines = sizes.map((size) => {
    const alarms = new Map(Object.keys(variances).map((name) => [name, 0]));
    for (let draw = 0; draw < draws; draw++) {
      const before = estimateOf(x, y, drawRows(random, rows.length, referenceRows));
      const now = estimateOf(x, y, drawRows(random, rows.length, size));
      if (Math.abs(before.r - now.r) < leastEffect) continue;
      const gap = Math.abs(Math.atanh(before.r) - Math.atanh(now.r));
      for (const [name, variance] of Object.entries(variances))
        if (2 * normalUpperTail(gap / Math.sqrt(variance(before, now))) <= level)
          alarms.set(name, alarms.get(name)! + 1);
    }
    return `| ${size} | ${[...alarms.values()].map((hits) => share(hits, draws)).join(' | ')} |`;
  });
  return [
    `${pair.join(' and ')}, ${count(draws)} draws a row, no change:`,
    '',
    `| rows | ${Object.keys(variances).join(' | ')} |`,
    '|---|---|---|---|---|',
    ...lines,
  ].join('\n');
}

/** Mid-ranks of all rows, from -1/2 to 1/2: they stand in for those of a reference. */
function ranksOf(values: readonly number[]): readonly number[] {
  const order = Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!);
  const ranks = new Array<number>(values.length).fill(0);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++;
    for (let at = from; at < to; at++) ranks[order[at]!] = (from + to - 1) / 2 / values.length - 0.5;
    from = to;
  }
  return ranks;
}

function drawRows(random: RandomStream, from: number, rows: number): readonly number[] {
  const drawn = new Set<number>();
  while (drawn.size < rows) drawn.add(Math.floor(random.uniform() * from));
  return [...drawn];
}

/**
 * The coefficient r of some rows, and the variance of atanh r by the delta method:
 *
 *   mean of (u v - r (u^2 + v^2) / 2)^2 / (1 - r^2)^2,   u and v standardised
 *
 * @see Steiger and Hakstian (1982), The asymptotic distribution of elements of a correlation matrix
 */
function estimateOf(x: readonly number[], y: readonly number[], rows: readonly number[]): Estimate {
  const mean = (of: (row: number) => number) => rows.reduce((sum, row) => sum + of(row), 0) / rows.length;
  const [meanX, meanY] = [mean((row) => x[row]!), mean((row) => y[row]!)];
  const spreadX = Math.sqrt(mean((row) => (x[row]! - meanX) ** 2));
  const spreadY = Math.sqrt(mean((row) => (y[row]! - meanY) ** 2));
  const u = (row: number) => (x[row]! - meanX) / spreadX;
  const v = (row: number) => (y[row]! - meanY) / spreadY;
  const r = Math.max(
    -0.999999,
    Math.min(
      0.999999,
      mean((row) => u(row) * v(row)),
    ),
  );
  const free = mean((row) => (u(row) * v(row) - (r * (u(row) ** 2 + v(row) ** 2)) / 2) ** 2);
  return { r, rows: rows.length, free: free / (1 - r * r) ** 2 };
}
