import { groupMetric } from '../../contract/model-rules.ts';
import type { PerformanceResult } from '../../result/performance-schema.ts';
import type { Result } from '../../result/result-schema.ts';
import { conceptDrift, harmInWords, harmOf, movedInWords, restsOn } from '../../signals/performance/words.ts';
import { formatCount, formatCountOf, numberInWords, percent } from '../../text/in-words.ts';
import { metricInWords, valueInWords } from '../../text/metric-words.ts';
import { drawCalibration } from '../draw/draw-calibration.ts';
import { dataTable } from '../pages/data-table.ts';
import { type Html, html, noHtml } from '../pages/html.ts';
import { asSentence, nameText, shownName, shownSentence } from '../pages/shown-text.ts';

/** Parts of the change that are told. */
const mostReasons = 8;

/** Classes of which the confusion matrix is shown. */
const mostClasses = 12;

/** Groups that are told: those of the most rows. */
const mostGroups = 20;

/** Whether the model is still right: what is known of it, why it changed, who is hit. */
export function performanceSection({ performance }: Result): Html {
  if (!performance) return noHtml;
  return html`<section aria-labelledby="performance"><h2 id="performance">Is the model still right?</h2>
<p>${shownSentence(verdictInWords(performance), 1000)}</p>
${metricsTable(performance)}
${whyTable(performance)}
${movedList(performance)}
${confusionTable(performance)}
${calibrationFigure(performance)}
${groupsTable('By version of the model', performance, performance.byVersion)}
${groupsTable('By segment', performance, performance.bySegment)}
${costLine(performance)}${notesList(performance)}</section>
`;
}

function verdictInWords(performance: PerformanceResult): string {
  const { status } = harmOf(performance);
  const told = harmInWords(performance);
  const [, rest = told] = /^[^:]+: (.*)$/s.exec(told) ?? [];
  const head = { harmful: 'Worse than the contract allows', benign: 'No worse', unknown: 'Not known' }[
    status
  ];
  return `${head}: ${rest}`;
}

interface MetricRow {
  readonly name: PerformanceResult['metric'];
  readonly baseline: number | undefined;
  readonly realised: number | undefined;
  readonly estimated: number | undefined;
}

function metricsTable(performance: PerformanceResult): Html {
  const { metric, baseline, realised, estimated } = performance;
  const byName = new Map<MetricRow['name'], MetricRow>();
  const rowOf = (name: MetricRow['name']) =>
    byName.get(name) ?? { name, baseline: undefined, realised: undefined, estimated: undefined };
  for (const one of realised?.metrics ?? [])
    byName.set(one.name, { ...rowOf(one.name), baseline: one.baseline, realised: one.value });
  for (const one of estimated?.metrics ?? [])
    byName.set(one.name, { ...rowOf(one.name), baseline: one.baseline, estimated: one.value });
  if (byName.size === 0) return noHtml;
  const value = (of: (row: MetricRow) => number | undefined) => (row: MetricRow) => {
    const found = of(row);
    return found === undefined ? '–' : valueInWords(row.name, found);
  };
  const labels = realised
    ? `${formatCount(realised.rows)} of ${formatCountOf(realised.of, 'row')} have a label`
    : 'no row has a label';
  const table = dataTable({
    caption: `Judged by ${metricInWords(metric)}; ${baseline ? `${formatCount(baseline.rows)} labelled rows of the reference, ` : ''}${labels}.`,
    isCaptionShown: true,
    look: 'stacked',
    rows: [...byName.values()],
    columns: [
      { title: 'Measure', cell: ({ name }) => metricInWords(name) },
      { title: 'Reference', look: 'number', cell: value((row) => row.baseline) },
      { title: 'By labels', look: 'number', cell: value((row) => row.realised) },
      { title: 'Estimated', look: 'number', cell: value((row) => row.estimated) },
    ],
  });
  return html`<div class="card">${table}</div>
${weightedNote(realised)}${estimated ? html`<p class="note">Estimated: ${restsOn(performance)}.</p>` : undefined}${driftNote(performance)}`;
}

/** Where the verdict does not tell of it already. */
function driftNote(performance: PerformanceResult): Html | undefined {
  const drift = harmOf(performance).by === 'labels' ? undefined : conceptDrift(performance);
  return drift === undefined ? undefined : html`<p class="note">By labels: ${drift}.</p>`;
}

function weightedNote(realised: PerformanceResult['realised']): Html | undefined {
  if (!realised?.weighted) return undefined;
  const { estimated } = realised.weighted;
  const rest =
    estimated > 0
      ? ` For ${percent(estimated)} of the rows no row of their kind has one: there the estimate stands.`
      : '';
  return html`<p class="note">Not all rows have a label: those that do are weighted, so that each kind of row (score, prediction, leaf) counts as often as it is in the batch.${rest}</p>`;
}

function whyTable({ why, task }: PerformanceResult): Html {
  if (why.length === 0) return noHtml;
  const isNumber = task === 'regression';
  const points = (value: number) =>
    isNumber ? numberInWords(value) : `${numberInWords(100 * value)} points`;
  const right = (value: number) => (isNumber ? numberInWords(value) : percent(value));
  const change = why.reduce((sum, one) => sum + one.mix + one.relation, 0);
  const table = dataTable({
    caption: `${isNumber ? 'Mean absolute error' : 'Accuracy'} ${change > 0 ? 'is worse' : 'is better'} by ${points(Math.abs(change))}: what each kind of row adds to that, by how many there are of it now (mix) and by how right the model is on it (relation).`,
    isCaptionShown: true,
    look: 'stacked',
    rows: why.slice(0, mostReasons),
    columns: [
      { title: 'Rows with', cell: ({ rule }) => shownSentence(rule, 300) },
      { title: 'Share before', look: 'number', cell: ({ reference }) => percent(reference) },
      { title: 'Share now', look: 'number', cell: ({ current }) => percent(current) },
      {
        title: isNumber ? 'Error before' : 'Right before',
        look: 'number',
        cell: ({ before }) => right(before),
      },
      { title: isNumber ? 'Error now' : 'Right now', look: 'number', cell: ({ now }) => right(now) },
      { title: 'Worse by mix', look: 'number', cell: ({ mix }) => points(mix) },
      { title: 'Worse by relation', look: 'number', cell: ({ relation }) => points(relation) },
    ],
  });
  const more = why.length - mostReasons;
  return html`<h3>Who is hit</h3><div class="card">${table}</div>${more > 0 ? html`<p class="note">${formatCountOf(more, 'more kind of row', 'more kinds of rows')} in the result.</p>` : undefined}`;
}

function movedList({ moved }: PerformanceResult): Html {
  if (moved.length === 0) return noHtml;
  return html`<h3>What the model puts out</h3><ul>${moved.map((one) => html`<li><strong>${shownName(one.column)}</strong> ${asSentence(movedInWords(one))}</li>`)}</ul>`;
}

function confusionTable({ realised }: PerformanceResult): Html {
  const confusion = realised?.confusion;
  if (!confusion || confusion.classes.length > mostClasses) return noHtml;
  const table = dataTable({
    caption: 'Labelled rows by what was predicted and what is true.',
    isCaptionShown: true,
    rows: confusion.classes.map((name, predicted) => ({ name, counts: confusion.counts[predicted] ?? [] })),
    columns: [
      { title: 'Predicted', cell: ({ name }) => shownName(name) },
      ...confusion.classes.map((name, actual) => ({
        title: `true: ${nameText(name)}`,
        look: 'number' as const,
        cell: ({ counts }: { readonly counts: readonly number[] }) => formatCount(counts[actual] ?? 0),
      })),
    ],
  });
  return html`<h3>Confusion matrix</h3><div class="card">${table}</div>`;
}

function calibrationFigure({ realised }: PerformanceResult): Html {
  const bins = realised?.calibration;
  return bins ? html`<h3>Calibration</h3>${drawCalibration(bins)}` : noHtml;
}

function groupsTable(
  title: string,
  { metric, task }: PerformanceResult,
  groups: PerformanceResult['bySegment'],
): Html {
  if (!groups || groups.length === 0) return noHtml;
  const name = groupMetric(task, metric);
  const told = (value: number | undefined) => (value === undefined ? '–' : valueInWords(name, value));
  const table = dataTable({
    caption: `${title}: ${metricInWords(name)}.`,
    isCaptionShown: true,
    look: 'stacked',
    rows: groups.toSorted((a, b) => b.rows - a.rows).slice(0, mostGroups),
    columns: [
      { title: 'Rows with', cell: ({ value }) => shownName(value) },
      { title: 'Rows', look: 'number', cell: ({ rows }) => formatCount(rows) },
      { title: 'Labelled', look: 'number', cell: ({ labelled }) => formatCount(labelled) },
      { title: 'Reference', look: 'number', cell: ({ baseline }) => told(baseline) },
      { title: 'By labels', look: 'number', cell: ({ realised }) => told(realised) },
      { title: 'Estimated', look: 'number', cell: ({ estimated }) => told(estimated) },
    ],
  });
  return html`<h3>${title}</h3><div class="card">${table}</div>`;
}

function costLine({ cost }: PerformanceResult): Html {
  if (!cost) return noHtml;
  const was = cost.baseline === undefined ? '' : `, ${numberInWords(cost.baseline)} in the reference`;
  return html`<p>Cost of a row${cost.isEstimate ? ', as estimated' : ''}: ${numberInWords(cost.perRow)}${was}.</p>`;
}

function notesList({ notes = [] }: PerformanceResult): Html {
  if (notes.length === 0) return noHtml;
  return html`<ul class="note">${notes.map((note) => html`<li>${asSentence(note)}</li>`)}</ul>`;
}
