import { type DigestModel, type DigestViolation, isSilent } from '../../digest/digest.ts';
import {
  batchesInWords,
  muteInWords,
  openInWords,
  rowsInWords,
  silenceInWords,
} from '../../digest/digest-words.ts';
import { formatCount } from '../../text/in-words.ts';
import { batchName, consoleLink, maximumKeyLength, printCommand } from '../../text/places.ts';
import { violationWords } from '../../text/violation-words.ts';
import { type Html, html, noHtml } from '../pages/html.ts';
import { asSentence, shownCode, shownName } from '../pages/shown-text.ts';
import { badge } from '../pages/verdict-badge.ts';

/** A model's week on the page of the week. @param id  of the section, unique on the page */
export function digestModelSection(model: DigestModel, id: string, bucket: string): Html {
  const open = openInWords(model);
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${shownName(model.model)}</h2>
<p>${sentences(isSilent(model) ? [silenceInWords(model)] : [batchesInWords(model), rowsInWords(model)])}${sentences(muteInWords(model))}</p>
<div class="cards">${open.length === 0 ? undefined : html`<ol class="reasons">${open.map((phrase) => html`<li><p>${asSentence(phrase)}</p></li>`)}</ol>`}${codeTable(model)}${violationTable(model, bucket)}${driftTable(model)}</div></section>
`;
}

function codeTable({ byCode }: DigestModel): Html {
  if (byCode.length === 0) return noHtml;
  return html`<div class="card"><h3>What rows broke, and how often</h3>
<table><caption class="unseen">What rows broke, and how often</caption>
<thead><tr><th scope="col">What</th><th scope="col" class="number">This week</th><th scope="col" class="number">The week before</th></tr></thead>
<tbody>
${byCode.map(
  ({ code, count, before }) =>
    html`<tr><th scope="row">${violationWords[code].one}</th><td class="number">${formatCount(count)}</td><td class="number">${formatCount(before)}</td></tr>
`,
)}</tbody></table></div>
`;
}

function violationTable({ violations, violationsLeftOut }: DigestModel, bucket: string): Html {
  if (violations.length === 0) return noHtml;
  return html`<div class="card"><h3>Commonest violations</h3>
<table class="stacked"><caption class="unseen">Commonest violations</caption>
<thead><tr><th scope="col">What</th><th scope="col" class="number">Rows</th><th scope="col">Expected</th><th scope="col">Example</th><th scope="col">Its rows</th></tr></thead>
<tbody>
${violations.map((violation) => violationRow(violation, bucket))}</tbody></table>
${violationsLeftOut > 0 ? html`<p class="note">${formatCount(violationsLeftOut)} more kinds, not shown here.</p>` : noHtml}${commands(violations, bucket)}</div>
`;
}

function violationRow({ code, column, count, example }: DigestViolation, bucket: string): Html {
  const { row, found, expected, quarantineKey } = example ?? {};
  return html`<tr><th scope="row">${column === undefined ? undefined : html`${shownName(column)}: `}${violationWords[code].one}</th><td class="number" data-label="Rows">${formatCount(count)}</td><td data-label="Expected">${expected === undefined ? '–' : shownCode(expected)}</td><td data-label="Example">${example === undefined ? '–' : html`${found === undefined ? undefined : html`${shownCode(found, 80)} in `}${row === undefined ? undefined : `row ${formatCount(row)} of `}${shownName(batchName(example.batchKey), 60)}`}</td><td data-label="Its rows">${quarantineKey === undefined ? '–' : place(bucket, quarantineKey)}</td></tr>
`;
}

/** The console; its address is exact whatever the key holds. */
function place(bucket: string, key: string): Html {
  return key.length > maximumKeyLength
    ? html`–`
    : html`<a href="${consoleLink({ bucket, key })}">in the console</a>`;
}

/** Lines to paste, one for each quarantine. */
function commands(violations: readonly DigestViolation[], bucket: string): Html {
  const keys = new Set(violations.flatMap(({ example }) => example?.quarantineKey ?? []));
  const lines = Array.from(keys, (key) => printCommand({ bucket, key })).filter((line) => line !== undefined);
  if (lines.length === 0) return noHtml;
  return html`<details><summary>Commands that print those rows</summary>${lines.map((line) => html`<p>${shownCode(line, 2 * maximumKeyLength)}</p>`)}</details>`;
}

function sentences(phrases: readonly string[]): readonly Html[] {
  return phrases.map((phrase) => html`${asSentence(phrase)} `);
}

function driftTable({ driftedFeatures, driftedFeaturesLeftOut }: DigestModel): Html {
  if (driftedFeatures.length === 0) return noHtml;
  return html`<div class="card"><h3>Features that drifted</h3>
<table><caption class="unseen">Features that drifted</caption>
<thead><tr><th scope="col">Feature</th><th scope="col" class="number">Batches</th><th scope="col">At worst</th></tr></thead>
<tbody>
${driftedFeatures.map(
  ({ name, batches, severity }) =>
    html`<tr><th scope="row">${shownName(name)}</th><td class="number">${formatCount(batches)}</td><td>${badge(severity === 'critical' ? 'critical' : 'warning', severity)}</td></tr>
`,
)}</tbody></table>
${driftedFeaturesLeftOut > 0 ? html`<p class="note">${formatCount(driftedFeaturesLeftOut)} more features drifted.</p>` : noHtml}</div>
`;
}
