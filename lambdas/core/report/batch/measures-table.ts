import type { FeatureDrift, Measure } from '../../result/result-schema.ts';
import { numberInWords, percent } from '../../text/in-words.ts';
import { type Html, html, noHtml } from '../pages/html.ts';

/** Every test and distance of a feature, with what each was held against. */
export function measuresTable({ measures }: FeatureDrift): Html {
  if (measures.length === 0) return noHtml;
  return html`<table><caption>Measures</caption>
<thead><tr><th scope="col">Method</th><th scope="col" class="number">Value</th><th scope="col" class="number">p</th><th scope="col" class="number">q</th><th scope="col" class="number">Effect</th><th scope="col" class="number">Matters from</th></tr></thead>
<tbody>${measures.map(measureRow)}</tbody></table>
${measures.flatMap((measure) => precision(measure) ?? [])}`;
}

function measureRow(measure: Measure): Html {
  const value = 'distance' in measure ? measure.distance : measure.statistic;
  const test = 'pValue' in measure ? measure : undefined;
  return html`<tr><th scope="row">${measure.method}</th><td class="number">${numberInWords(value)}</td><td class="number">${probability(test?.pValue)}</td><td class="number">${probability(test?.qValue)}</td><td class="number">${test ? numberInWords(test.effect) : '–'}</td><td class="number">${measure.minEffect === undefined ? '–' : numberInWords(measure.minEffect)}</td></tr>
`;
}

function precision(measure: Measure): Html | undefined {
  if (!('pValue' in measure)) return undefined;
  const { method, alpha, samples, bound } = measure;
  const exactness =
    bound === undefined
      ? 'the statistic is exact'
      : `the true statistic is at most ${numberInWords(bound)} larger`;
  return html`<p class="note">${method}: ${samples.reference} values of the reference against ${samples.current} of the batch; q was held against ${numberInWords(alpha)}; ${exactness}.</p>`;
}

/** A p- or q-value in a table. */
export function probability(value: number | undefined): string {
  if (value === undefined) return '–';
  return value < 1e-4 ? '< 0.0001' : String(Number(value.toPrecision(2)));
}

/** Missing, invalid, unseen and out of range: shares before and now. */
export function ratesTable({ rates }: FeatureDrift): Html {
  if (rates.length === 0) return noHtml;
  const rows = rates.map(
    ({ name, reference, current, qValue, verdict }) =>
      html`<tr><th scope="row">${name}</th><td class="number">${percent(reference)}</td><td class="number">${percent(current)}</td><td class="number">${probability(qValue)}</td><td>${verdict.status}</td></tr>
`,
  );
  return html`<table class="rates"><caption>Cells of the column</caption>
<thead><tr><th scope="col">Rate</th><th scope="col" class="number">Reference</th><th scope="col" class="number">Batch</th><th scope="col" class="number">q</th><th scope="col">Verdict</th></tr></thead>
<tbody>${rows}</tbody></table>`;
}
