import { formatCount, formatCountOf } from '../alert/format-number.ts';
import type { Verdict } from '../result/result-schema.ts';
import { heatMap, type Matrix } from './heat-map.ts';
import { type Html, html, noHtml } from './html.ts';
import { probability } from './measures-table.ts';
import { shownName } from './shown-text.ts';
import { verdictBadge } from './verdict-badge.ts';

/** How two columns hung together before and now. */
export interface PairChange {
  readonly columns: readonly string[];
  readonly reference: number;
  readonly current: number;
  readonly qValue: number;
  readonly verdict: Verdict;
}

/** Coefficients between columns before and now. */
export interface Associations {
  readonly names: readonly string[];
  readonly reference: Matrix;
  readonly current: Matrix;
}

const mostPairs = 30;
/** Columns of a heat map. */
const mostColumns = 30;

/** The changed pairs as a table and, where there are coefficients, the matrix before, now and changed. */
export function pairsSection(
  pairs: readonly PairChange[] | undefined,
  associations: Associations | undefined,
): Html {
  if (pairs === undefined && associations === undefined) return noHtml;
  return html`<section aria-labelledby="pairs"><h2 id="pairs">How columns hang together</h2>
${pairs ? pairsTable(pairs) : undefined}
${associations ? matrices(associations, pairs ?? []) : undefined}</section>
`;
}

function pairsTable(pairs: readonly PairChange[]): Html {
  const told = pairs
    .filter(({ verdict }) => verdict.status === 'drifted')
    .toSorted((a, b) => Math.abs(b.current - b.reference) - Math.abs(a.current - a.reference));
  if (told.length === 0)
    return html`<p>None of ${formatCountOf(pairs.length, 'pair')} of columns changed by enough to matter.</p>`;
  const shown = told.slice(0, mostPairs);
  return html`<div class="card"><table><caption>Changed pairs. 1 and −1 are a perfect order, 0 is none.</caption>
<thead><tr><th scope="col">Columns</th><th scope="col" class="number">Reference</th><th scope="col" class="number">Batch</th><th scope="col" class="number">q</th><th scope="col">Verdict</th></tr></thead>
<tbody>${shown.map(pairRow)}</tbody></table></div>
${told.length > shown.length ? html`<p class="note">${formatCount(told.length - shown.length)} more changed pairs are in the result, not shown here.</p>` : undefined}`;
}

function pairRow({ columns: [a = '', b = ''], reference, current, qValue, verdict }: PairChange): Html {
  return html`<tr><th scope="row">${shownName(a)} and ${shownName(b)}</th><td class="number">${coefficient(reference)}</td><td class="number">${coefficient(current)}</td><td class="number">${probability(qValue)}</td><td>${verdictBadge(verdict)}</td></tr>
`;
}

function coefficient(value: number): string {
  return value.toFixed(2).replace('-', '−');
}

function matrices(associations: Associations, pairs: readonly PairChange[]): Html {
  const { names, reference, current } = cutMatrices(associations, pairs);
  const changed = reference.map((line, row) =>
    line.map((before, column) => {
      const now = current[row]?.[column];
      return before === undefined || now === undefined ? undefined : (now - before) / 2;
    }),
  );
  const leftOut = associations.names.length - names.length;
  return html`<div class="heats">${heatMap('Reference', names, reference)}${heatMap('Batch', names, current)}${heatMap('Change, half of the difference', names, changed)}</div>
<p class="note">Rows and columns: ${names.map((name, index) => html`${index + 1} ${shownName(name)}${index < names.length - 1 ? ', ' : ''}`)}. Blue is positive, orange negative; the larger the square, the stronger.${leftOut > 0 ? ` ${formatCountOf(leftOut, 'column')} with smaller changes left out.` : ''}</p>`;
}

/** The columns whose pairs changed most, where there are too many to draw. */
function cutMatrices(associations: Associations, pairs: readonly PairChange[]): Associations {
  const { names, reference, current } = associations;
  if (names.length <= mostColumns) return associations;
  const inPairs = new Set(
    pairs.flatMap(({ columns, verdict }) => (verdict.status === 'drifted' ? columns : [])),
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
