import type { ColumnProfile } from '../../lambdas/core/columns/column-profile.ts';
import type { CategoryBins, ColumnBins, NumberBins } from '../../lambdas/core/columns/reference-bins.ts';
import { smallestHashes } from '../../lambdas/core/columns/unseen-values.ts';
import type { Profile } from '../../lambdas/core/profile/profile.ts';
import { type BenchReference, profileOf } from './bench-reference.ts';
import { drawBinomial } from './draw-binomial.ts';
import { drawBlock } from './draw-block.ts';
import { drawCounts } from './draw-counts.ts';
import type { CategoryPopulation, NumberPopulation, Population } from './populations.ts';
import type { RandomStream } from './random.ts';

/** Batches with more rows are drawn as counts on bins. */
export const mostDrawnRows = 10_000;

/** Draws profiles of batches that are held against one reference. */
export interface ProfileDrawer {
  /** Draws every row. @param rows  at most {@link mostDrawnRows} */
  drawRows(random: RandomStream, rows: number): Profile;
  /**
   * Draws a batch of more rows as counts on bins, column by column, from the distribution that they have, which costs as
   * much as there are bins. What is kept of its columns together is that of `drawn`, whose rows are far fewer: it can make
   * false alarms more likely, never less. Sums of values are left at 0: no default looks at them.
   *
   * @param drawn  a profile of {@link mostDrawnRows}
   */
  drawCounts(random: RandomStream, rows: number, drawn: Profile): Profile;
}

/** Of columns that have nothing to do with each other. */
export function profileDrawer(reference: BenchReference, columns: readonly Population[]): ProfileDrawer {
  const chances = new Map<number, Float64Array>();
  const chancesOf = (index: number, make: () => Float64Array) => {
    const kept = chances.get(index) ?? make();
    chances.set(index, kept);
    return kept;
  };

  function drawColumn(random: RandomStream, rows: number, index: number): ColumnProfile {
    const { values, missing } = columns[index]!;
    const { bins } = reference.yardstick.columns[index]!;
    const absent = drawBinomial(random, rows, missing);
    const count = rows - absent;
    const tokens = reference.contract.missingTokens.map((_, token) => (token === 0 ? absent : 0));
    const cells = { present: count, unparsable: 0, missing: tokens };
    if (values.type === 'numbers' && bins.type === 'numbers') {
      const cumulative = chancesOf(index, () => binChances(bins, values));
      return { cells, values: numbersFrom(bins, drawCounts(random, count, cumulative), count) };
    }
    if (values.type === 'codes' && bins.type === 'codes')
      return { cells, values: codesFrom(bins, values, drawCounts(random, count, values.cumulative), count) };
    throw new RangeError(`profileDrawer requires bins of ${values.type}, found ${bins.type}`);
  }

  return {
    drawRows: (random, rows) => profileOf(reference, drawBlock(random, rows, columns)),
    drawCounts: (random, rows, drawn) => ({
      ...drawn,
      rows: { read: rows, accepted: rows },
      columns: columns.map((_, index) => drawColumn(random, rows, index)),
    }),
  };
}

/** For each bin the probability of it and all before: open bins and cut points take turns. */
function binChances({ cuts }: NumberBins, { atMost, below }: NumberPopulation): Float64Array {
  const cumulative = new Float64Array(2 * cuts.length + 1);
  const isContinuous = atMost === below;
  for (const [index, cut] of cuts.entries()) {
    const before = below(cut);
    cumulative[2 * index] = before;
    cumulative[2 * index + 1] = isContinuous ? before : atMost(cut);
  }
  cumulative[2 * cuts.length] = 1;
  return cumulative;
}

function numbersFrom({ cuts }: NumberBins, counts: number[], count: number): ColumnProfile['values'] {
  const ends = count === 0 ? {} : { min: cuts[0]!, max: cuts.at(-1)! };
  return { type: 'numbers', count, sum: 0, sumOfSquares: 0, ...ends, bins: counts };
}

function codesFrom(
  bins: CategoryBins,
  { names }: CategoryPopulation,
  counts: readonly number[],
  count: number,
): ColumnProfile['values'] {
  const byName = new Map(names.map((name, index) => [name, counts[index]!]));
  const seen = bins.values.map((name) => byName.get(name) ?? 0);
  for (const name of bins.values) byName.delete(name);
  const unseen = new Map([...byName].filter(([, n]) => n > 0));
  return {
    type: 'codes',
    count,
    bins: seen,
    unseen: { count: count - seen.reduce((sum, n) => sum + n, 0), kept: smallestHashes(unseen) },
  };
}

/** Bins of columns of numbers; of others nothing. */
export function numberBins(bins: ColumnBins | undefined): NumberBins | undefined {
  return bins?.type === 'numbers' ? bins : undefined;
}
