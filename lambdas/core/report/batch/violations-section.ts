import type { Validation, ViolationCount } from '../../result/result-schema.ts';
import { formatCount, formatCountOf, percent } from '../../text/in-words.ts';
import { violationWords } from '../../text/violation-words.ts';
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
  return html`<section aria-labelledby="violations"><h2 id="violations">Rows that broke the contract</h2>
<p>${formatCountOf(rows.quarantined, 'row')} of ${formatCount(rows.read)} ${rows.quarantined === 1 ? 'was' : 'were'} set aside. A row may break more than one constraint.</p>
<div class="card"><table class="stacked"><caption class="unseen">Constraints that rows broke</caption>
<thead><tr><th scope="col">What</th><th scope="col" class="number">Rows</th><th scope="col">Expected</th><th scope="col">Examples</th></tr></thead>
<tbody>
${shown.map(violationRow)}</tbody></table></div>
${leftOut(violations.length - shown.length, 'kind of violation', 'kinds of violations')}</section>
`;
}

function violationRow({ code, column, count, share, expected, examples }: ViolationCount): Html {
  return html`<tr><th scope="row">${column === undefined ? undefined : html`${shownName(column)}: `}${violationWords[code].one}</th><td class="number" data-label="Rows">${formatCount(count)} <span class="soft">(${percent(share)})</span></td><td data-label="Expected">${expected === undefined ? '–' : shownCode(expected)}</td><td data-label="Examples">${examples.slice(0, mostExamples).map(example)}</td></tr>
`;
}

function example({ row, found }: ViolationCount['examples'][number]): Html {
  return html`<span class="example">row ${formatCount(row)}${found === undefined ? undefined : html`: ${shownCode(found, 80)}`}</span> `;
}

function leftOut(count: number, one: string, many = `${one}s`): Html {
  return count > 0
    ? html`<p class="note">${formatCount(count)} more ${count === 1 ? one : many} in the result, not shown here.</p>`
    : noHtml;
}
