import type { Validation, ViolationCount } from '../../result/result-schema.ts';
import { formatCount, formatCountOf, percent } from '../../text/in-words.ts';
import { violationWords } from '../../text/violation-words.ts';
import { dataTable } from '../pages/data-table.ts';
import { type Html, html, noHtml } from '../pages/html.ts';
import { asSentence, shownCode, shownName } from '../pages/shown-text.ts';

const mostReasons = 100;
const mostViolations = 200;
const mostExamples = 5;

/** Why the batch as a whole was rejected. */
export function reasonsSection({ reasons }: Validation): Html {
  if (reasons.length === 0) return noHtml;
  const shown = reasons.slice(0, mostReasons);
  return html`<section aria-labelledby="reasons"><h2 id="reasons">Why it was rejected</h2>
<ol class="reasons">${shown.map(reasonItem)}</ol>
${leftOut(reasons.length - shown.length, 'reason')}</section>
`;
}

function reasonItem({ code, column, message, expected, found }: Validation['reasons'][number]): Html {
  return html`<li><p><strong>${violationWords[code].one}</strong>${column === undefined ? undefined : html` ${shownName(column)}`}</p>
<p>${asSentence(message)}</p>
${expected === undefined && found === undefined ? undefined : html`<dl class="pairs">${pair('Expected', expected)}${pair('Found', found)}</dl>`}</li>
`;
}

function pair(term: string, text: string | undefined): Html | undefined {
  return text === undefined ? undefined : html`<dt>${term}</dt><dd>${shownCode(text, 400)}</dd>`;
}

/** What rows broke, with examples. */
export function violationsSection({ violations, rows }: Validation): Html {
  if (violations.length === 0) return noHtml;
  const shown = violations.slice(0, mostViolations);
  const table = dataTable({
    caption: 'Constraints that rows broke',
    look: 'stacked',
    rows: shown,
    columns: [
      { title: 'What', cell: brokenConstraint },
      { title: 'Rows', look: 'number', cell: rowCount },
      {
        title: 'Expected',
        cell: ({ expected }) => (expected === undefined ? '–' : shownCode(expected)),
      },
      { title: 'Examples', cell: ({ examples }) => examples.slice(0, mostExamples).map(example) },
    ],
  });
  return html`<section aria-labelledby="violations"><h2 id="violations">Rows that broke the contract</h2>
<p>${formatCountOf(rows.quarantined, 'row')} of ${formatCount(rows.read)} ${rows.quarantined === 1 ? 'was' : 'were'} set aside. A row may break more than one constraint.</p>
<div class="card">${table}</div>
${leftOut(violations.length - shown.length, 'kind of violation', 'kinds of violations')}</section>
`;
}

function brokenConstraint({ code, column }: ViolationCount): Html {
  const { one } = violationWords[code];
  return column === undefined ? html`${one}` : html`${shownName(column)}: ${one}`;
}

function rowCount({ count, share }: ViolationCount): Html {
  return html`${formatCount(count)} <span class="soft">(${percent(share)})</span>`;
}

function example({ row, found }: ViolationCount['examples'][number]): Html {
  return html`<span class="example">row ${formatCount(row)}${found === undefined ? undefined : html`: ${shownCode(found, 80)}`}</span> `;
}

function leftOut(count: number, one: string, many = `${one}s`): Html {
  return count > 0
    ? html`<p class="note">${formatCount(count)} more ${count === 1 ? one : many} in the result, not shown here.</p>`
    : noHtml;
}
