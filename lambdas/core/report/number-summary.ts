import { formatCount } from '../alert/format-number.ts';
import { numberInWords } from '../drift/in-words.ts';
import type { NumberValues } from '../profile/number-values.ts';
import type { NumberBins } from '../profile/reference-bins.ts';
import { quantileFromBins } from '../stats/quantile-from-bins.ts';
import { type Html, html } from './html.ts';

interface Line {
  readonly name: string;
  readonly of: (bins: NumberBins, values: NumberValues) => string;
}

const lines: readonly Line[] = [
  { name: 'values', of: (_, { count }) => formatCount(count) },
  {
    name: 'mean',
    of: ({ center }, { sum, count }) => written(count === 0 ? undefined : center + sum / count),
  },
  { name: 'standard deviation', of: (_, values) => written(standardDeviation(values)) },
  { name: 'smallest', of: (_, { min }) => written(min) },
  { name: '10th percentile', of: (bins, values) => quantile(bins, values, 0.1) },
  { name: 'median', of: (bins, values) => quantile(bins, values, 0.5) },
  { name: '90th percentile', of: (bins, values) => quantile(bins, values, 0.9) },
  { name: 'largest', of: (_, { max }) => written(max) },
];

/** Both samples of a numeric feature in a few numbers. */
export function numberSummary(bins: NumberBins, reference: NumberValues, current: NumberValues): Html {
  return html`<table><caption>In a few numbers</caption>
<thead><tr><td></td><th scope="col" class="number">Reference</th><th scope="col" class="number">Batch</th></tr></thead>
<tbody>${lines.map(
    ({
      name,
      of,
    }) => html`<tr><th scope="row">${name}</th><td class="number">${of(bins, reference)}</td><td class="number">${of(bins, current)}</td></tr>
`,
  )}</tbody></table>`;
}

function standardDeviation({ count, sum, sumOfSquares }: NumberValues): number | undefined {
  if (count < 2) return undefined;
  return Math.sqrt(Math.max(0, sumOfSquares - (sum * sum) / count) / (count - 1));
}

function quantile({ cuts }: NumberBins, { bins }: NumberValues, probability: number): string {
  const found = quantileFromBins(cuts, bins, probability);
  return found.computable ? numberInWords(found.value) : '–';
}

function written(value: number | undefined): string {
  return value === undefined ? '–' : numberInWords(value);
}
