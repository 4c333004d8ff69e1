import type { NumberValues } from '../../columns/number-values.ts';
import type { NumberBins } from '../../columns/reference-bins.ts';
import { formatCount, numberInWords } from '../../text/in-words.ts';
import { type Quantile, quantilesOf } from '../draw/quantiles-of.ts';
import { dataTable } from '../pages/data-table.ts';
import type { Html } from '../pages/html.ts';

interface Line {
  readonly name: string;
  readonly of: (values: NumberValues, quantile: Quantile, center: number) => string;
}

const lines: readonly Line[] = [
  { name: 'values', of: ({ count }) => formatCount(count) },
  {
    name: 'mean',
    of: ({ sum, count }, _, center) => written(count === 0 ? undefined : center + sum / count),
  },
  { name: 'standard deviation', of: (values) => written(standardDeviation(values)) },
  { name: 'smallest', of: ({ min }) => written(min) },
  { name: '10th percentile', of: (_, quantile) => written(quantile(0.1)) },
  { name: 'median', of: (_, quantile) => written(quantile(0.5)) },
  { name: '90th percentile', of: (_, quantile) => written(quantile(0.9)) },
  { name: 'largest', of: ({ max }) => written(max) },
];

/** Both samples of a numeric feature in a few numbers. */
export function numberSummary(bins: NumberBins, reference: NumberValues, current: NumberValues): Html {
  const before = quantilesOf(bins, reference);
  const now = quantilesOf(bins, current);
  return dataTable({
    caption: 'In a few numbers',
    isCaptionShown: true,
    rows: lines,
    columns: [
      { title: 'Figure', cell: ({ name }) => name },
      { title: 'Reference', look: 'number', cell: ({ of }) => of(reference, before, bins.center) },
      { title: 'Batch', look: 'number', cell: ({ of }) => of(current, now, bins.center) },
    ],
  });
}

function standardDeviation({ count, sum, sumOfSquares }: NumberValues): number | undefined {
  if (count < 2) return undefined;
  return Math.sqrt(Math.max(0, sumOfSquares - (sum * sum) / count) / (count - 1));
}

function written(value: number | undefined): string {
  return value === undefined ? '–' : numberInWords(value);
}
