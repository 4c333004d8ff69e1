import type { FeatureDrift, Measure } from '../../result/result-schema.ts';
import { formatCount, numberInWords, percent } from '../../text/in-words.ts';
import { dataTable } from '../pages/data-table.ts';
import { type Html, html, noHtml } from '../pages/html.ts';
import { verdictWord } from '../pages/verdict-badge.ts';

/** Every test and distance of a feature, with what each was held against, and what it would have shown. */
export function measuresTable({ measures }: FeatureDrift): Html {
  if (measures.length === 0) return noHtml;
  const table = dataTable({
    caption: 'Measures',
    isCaptionShown: true,
    look: 'stacked',
    rows: measures,
    columns: [
      { title: 'Method', cell: ({ method }) => method },
      {
        title: 'Value',
        look: 'number',
        cell: (measure) => numberInWords('distance' in measure ? measure.distance : measure.statistic),
      },
      { title: 'p', look: 'number', cell: (measure) => probability(testOf(measure)?.pValue) },
      { title: 'q', look: 'number', cell: (measure) => probability(testOf(measure)?.qValue) },
      { title: 'Effect', look: 'number', cell: (measure) => effectText(measure, testOf(measure)?.effect) },
      {
        title: 'Matters from',
        look: 'number',
        cell: (measure) => effectText(measure, measure.minEffect),
      },
      {
        title: 'Would have shown',
        look: 'number',
        cell: (measure) => effectText(measure, measure.resolution),
      },
    ],
  });
  return html`${table}
${measures.flatMap((measure) => precision(measure) ?? [])}`;
}

/** A test; undefined where the measure is a distance. */
function testOf(measure: Measure) {
  return 'pValue' in measure ? measure : undefined;
}

/** An effect in its own unit. */
function effectText({ unit }: Measure, effect: number | undefined): string {
  if (effect === undefined) return '–';
  return unit === 'share of rows' ? percent(effect) : numberInWords(effect);
}

function precision(measure: Measure): Html | undefined {
  if (!('pValue' in measure)) return undefined;
  const { method, alpha, samples, bound } = measure;
  const exactness =
    bound === undefined
      ? 'the statistic is exact'
      : `the true statistic is at most ${numberInWords(bound)} larger`;
  return html`<p class="note">${method}: ${formatCount(samples.reference)} values of the reference against ${formatCount(samples.current)} of the batch; q was held against ${numberInWords(alpha)}; ${exactness}.</p>
`;
}

/** A p- or q-value in a table. */
export function probability(value: number | undefined): string {
  if (value === undefined) return '–';
  return value < 1e-4 ? '< 0.0001' : String(Number(value.toPrecision(2)));
}

/** Missing, invalid, unseen and out of range: shares before and now. */
export function ratesTable({ rates }: FeatureDrift): Html {
  if (rates.length === 0) return noHtml;
  return dataTable({
    caption: 'Cells of the column',
    isCaptionShown: true,
    look: 'rates',
    rows: rates,
    columns: [
      { title: 'Rate', cell: ({ name }) => name },
      { title: 'Reference', look: 'number', cell: ({ reference }) => percent(reference) },
      { title: 'Batch', look: 'number', cell: ({ current }) => percent(current) },
      { title: 'q', look: 'number', cell: ({ qValue }) => probability(qValue) },
      { title: 'Verdict', look: 'short', cell: ({ verdict }) => verdictWord(verdict) },
    ],
  });
}
