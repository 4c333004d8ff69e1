import type { Drift, MultivariateDrift, PairDrift } from '../../result/result-schema.ts';
import { leastTestedRows } from '../../signals/together/measure-pairs.ts';
import { formatCount, formatCountOf } from '../../text/in-words.ts';
import type { Associations } from '../draw/associations.ts';
import { heatMap, type Matrix } from '../draw/heat-map.ts';
import { dataTable } from '../pages/data-table.ts';
import { type Html, html, noHtml } from '../pages/html.ts';
import { asSentence, shownName } from '../pages/shown-text.ts';
import { verdictBadge, verdictTone } from '../pages/verdict-badge.ts';
import { probability } from './measures-table.ts';

const mostPairs = 30;
/** Columns of a heat map. */
const mostColumns = 30;

/** The changed pairs as a table and, where there are coefficients, the matrix before, now and changed; all columns at once. */
export function pairsSection(drift: Drift, associations: Associations | undefined): Html {
  const { pairs, multivariate } = drift;
  if (pairs === undefined && multivariate === undefined && associations === undefined) return noHtml;
  return html`<section aria-labelledby="pairs"><h2 id="pairs">How columns hang together</h2>
${pairs ? pairsTable(pairs, drift) : undefined}
${multivariate ? togetherCard(multivariate) : undefined}
${associations ? matrices(associations, pairs ?? []) : undefined}</section>
`;
}

function pairsTable(pairs: readonly PairDrift[], drift: Drift): Html {
  const told = pairs.filter(({ verdict }) => verdict.status === 'drifted');
  const { pairsCompared = pairs.length, pairsDrifted = told.length, columnsWithoutPairs = [] } = drift;
  const hasUsual = pairs.some(({ verdict }) => verdict.status === 'stable' && verdict.asUsual);
  const without = columnsWithoutPairs.length;
  const note =
    without > 0
      ? html`<p class="note">${formatCountOf(without, 'column')} too many to compare pair by pair.</p>`
      : undefined;
  if (pairsCompared === 0)
    return html`<p>No pair of columns was compared: that takes ${leastTestedRows} rows that have both.</p>${note}`;
  if (told.length === 0)
    return html`<p>None of ${formatCountOf(pairsCompared, 'pair')} of columns changed by ${hasUsual ? 'more than is usual' : 'enough to matter'}.</p>${note}`;
  const shown = told.slice(0, mostPairs);
  const table = dataTable({
    caption: `${formatCount(pairsDrifted)} of ${formatCountOf(pairsCompared, 'pair')} changed. 1 and −1 are a perfect order, 0 is none.`,
    isCaptionShown: true,
    look: 'stacked',
    rows: shown,
    columns: [
      { title: 'Columns', cell: pairNames },
      { title: 'Reference', look: 'number', cell: ({ reference }) => coefficient(reference) },
      { title: 'Batch', look: 'number', cell: ({ current }) => coefficient(current) },
      { title: 'q', look: 'number', cell: ({ qValue }) => probability(qValue) },
      { title: 'Verdict', cell: ({ verdict }) => verdictBadge(verdict) },
    ],
  });
  return html`<div class="card">${table}</div>
${pairsDrifted > shown.length ? html`<p class="note">${formatCount(pairsDrifted - shown.length)} more changed pairs are not shown here.</p>` : undefined}${note}`;
}

function pairNames({ columns, categories }: PairDrift): Html {
  const [first, second] = columns.map((name, side) => variable(name, categories?.[side] ?? undefined));
  return html`${first} and ${second}`;
}

function variable(column: string, category: string | undefined): Html {
  return category === undefined ? shownName(column) : html`${shownName(column)} = ${shownName(category)}`;
}

/** The one test of all columns together. */
function togetherCard({ verdict, columnsWithout = [] }: MultivariateDrift): Html {
  return html`<div class="card together ${verdictTone(verdict)}"><p><strong>All columns at once</strong> ${verdictBadge(verdict)}</p><p>${asSentence(verdict.reason)}</p>${columnsWithout.length > 0 ? withoutNote(columnsWithout) : undefined}</div>
`;
}

const mostNamed = 8;

function withoutNote(columns: readonly string[]): Html {
  const named = columns.slice(0, mostNamed);
  const more = columns.length - named.length;
  return html`<p class="note">Without ${named.map((name, index) => html`${index > 0 ? ', ' : ''}${shownName(name)}`)}${more > 0 ? ` and ${formatCount(more)} more` : ''}: most of their values belong to one stretch of the reference.</p>`;
}

function coefficient(value: number): string {
  return value.toFixed(2).replace('-', '−');
}

function matrices(associations: Associations, pairs: readonly PairDrift[]): Html {
  const { names, reference, current } = cutMatrices(associations, pairs);
  const changed = reference.map((line, row) =>
    line.map((before, column) => {
      const now = current[row]?.[column];
      return before === undefined || now === undefined ? undefined : now - before;
    }),
  );
  const leftOut = associations.names.length - names.length;
  return html`<div class="heats">${heatMap('Reference', names, reference)}${heatMap('Batch', names, current)}${heatMap('Change', names, changed)}</div>
<p class="note">The numbers on the diagonal: ${names.map((name, index) => html`${index + 1} ${shownName(name)}${index < names.length - 1 ? ', ' : ''}`)}. Blue is positive, orange negative; the larger the square, the stronger.${leftOut > 0 ? ` ${formatCountOf(leftOut, 'column')} with smaller changes left out.` : ''}</p>`;
}

/** The columns whose pairs changed most, where there are too many to draw. */
function cutMatrices(associations: Associations, pairs: readonly PairDrift[]): Associations {
  const { names, reference, current } = associations;
  if (names.length <= mostColumns) return associations;
  const inPairs = new Set(
    pairs.flatMap(({ columns, verdict }) => (verdict.status === 'drifted' ? [...columns] : [])),
  );
  const changeOf = (row: number) =>
    (inPairs.has(names[row]!) ? 1 : 0) +
    Math.max(
      ...names.map((_, column) => Math.abs((current[row]?.[column] ?? 0) - (reference[row]?.[column] ?? 0))),
    );
  const changes = names.map((_, row) => ({ row, change: changeOf(row) }));
  const kept = changes
    .toSorted((a, b) => b.change - a.change)
    .slice(0, mostColumns)
    .map(({ row }) => row)
    .toSorted((a, b) => a - b);
  const pick = (matrix: Matrix): Matrix => kept.map((row) => kept.map((column) => matrix[row]?.[column]));
  return { names: kept.map((row) => names[row]!), reference: pick(reference), current: pick(current) };
}
