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
import { dataTable } from '../pages/data-table.ts';
import { type Html, html, noHtml } from '../pages/html.ts';
import { asSentence, shownCode, shownName } from '../pages/shown-text.ts';
import { badge } from '../pages/verdict-badge.ts';

/** Where rows that were set aside lie. */
interface RowsPlace {
  readonly bucket: string;
  readonly environment: string;
}

/** A model's week on the page of the week. @param id  of the section, unique on the page */
export function digestModelSection(model: DigestModel, id: string, place: RowsPlace): Html {
  const main = isSilent(model) ? [silenceInWords(model)] : [batchesInWords(model), rowsInWords(model)];
  return html`<section aria-labelledby="${id}">
<h2 id="${id}">${shownName(model.model)}</h2>
<p>${sentences(main)}${sentences(muteInWords(model))}</p>
<div class="cards">${openList(model)}${codeTable(model)}${violationTable(model, place)}${driftTable(model)}</div>
</section>
`;
}

function openList(model: DigestModel): Html {
  const open = openInWords(model);
  if (open.length === 0) return noHtml;
  return html`<ol class="reasons">${open.map(
    (phrase) => html`
<li><p>${asSentence(phrase)}</p></li>`,
  )}
</ol>
`;
}

function sentences(phrases: readonly string[]): readonly Html[] {
  return phrases.map((phrase) => html`${asSentence(phrase)} `);
}

function card(title: string, content: Html): Html {
  return html`<div class="card">
<h3>${title}</h3>
${content}
</div>
`;
}

const brokenTitle = 'Constraints that rows broke, and how often';

function codeTable({ byCode }: DigestModel): Html {
  if (byCode.length === 0) return noHtml;
  const table = dataTable({
    caption: brokenTitle,
    rows: byCode,
    columns: [
      { title: 'What', cell: ({ code }) => violationWords[code].one },
      { title: 'This week', look: 'number', cell: ({ count }) => formatCount(count) },
      { title: 'The week before', look: 'number', cell: ({ before }) => formatCount(before) },
    ],
  });
  return card(brokenTitle, table);
}

const violationsTitle = 'Most common violations';

function violationTable({ violations, violationsLeftOut }: DigestModel, place: RowsPlace): Html {
  if (violations.length === 0) return noHtml;
  const table = dataTable({
    caption: violationsTitle,
    look: 'stacked',
    rows: violations,
    columns: [
      { title: 'What', cell: violationName },
      { title: 'Rows', look: 'number', cell: ({ count }) => formatCount(count) },
      { title: 'Expected', cell: ({ example }) => codeOrDash(example?.expected) },
      { title: 'Example', cell: ({ example }) => exampleText(example) },
      { title: 'Its rows', cell: ({ example }) => rowsCell(place, example?.quarantineKey) },
    ],
  });
  const more =
    violationsLeftOut > 0
      ? html`<p class="note">${formatCount(violationsLeftOut)} more kinds, not shown here.</p>`
      : noHtml;
  return card(
    violationsTitle,
    html`${table}
${more}${commands(violations, place.bucket)}`,
  );
}

function violationName({ code, column }: DigestViolation): Html {
  const { one } = violationWords[code];
  return column === undefined ? html`${one}` : html`${shownName(column)}: ${one}`;
}

function codeOrDash(text: string | undefined): Html {
  return text === undefined ? html`–` : shownCode(text);
}

/** `-99.9 in row 312 of 2026-11-20.csv`. */
function exampleText(example: DigestViolation['example']): Html {
  if (!example) return html`–`;
  const { row, found, batchKey } = example;
  const value = found === undefined ? noHtml : html`${shownCode(found, 80)} in `;
  const where = row === undefined ? '' : `row ${formatCount(row)} of `;
  return html`${value}${where}${shownName(batchName(batchKey), 60)}`;
}

/** A link to the console; its address is exact whatever the key holds. */
function rowsCell({ bucket, environment }: RowsPlace, key: string | undefined): Html {
  const link = key === undefined ? undefined : consoleLink({ bucket, key }, environment);
  return link === undefined ? html`–` : html`<a href="${link}">in the console</a>`;
}

/** Lines to paste, one for each quarantine. */
function commands(violations: readonly DigestViolation[], bucket: string): Html {
  const keys = new Set(violations.flatMap(({ example }) => example?.quarantineKey ?? []));
  const lines = Array.from(keys, (key) => printCommand({ bucket, key })).filter((line) => line !== undefined);
  if (lines.length === 0) return noHtml;
  return html`<details>
<summary>Commands that print those rows</summary>${lines.map(
    (line) => html`
<p>${shownCode(line, 2 * maximumKeyLength)}</p>`,
  )}
</details>`;
}

const driftTitle = 'Features that drifted';

function driftTable({ driftedFeatures, driftedFeaturesLeftOut }: DigestModel): Html {
  if (driftedFeatures.length === 0) return noHtml;
  const table = dataTable({
    caption: driftTitle,
    rows: driftedFeatures,
    columns: [
      { title: 'Feature', cell: ({ name }) => shownName(name) },
      { title: 'Batches', look: 'number', cell: ({ batches }) => formatCount(batches) },
      {
        title: 'At worst',
        cell: ({ severity }) => badge(severity === 'critical' ? 'critical' : 'warning', severity),
      },
    ],
  });
  const more =
    driftedFeaturesLeftOut > 0
      ? html`<p class="note">${formatCount(driftedFeaturesLeftOut)} more features drifted.</p>`
      : noHtml;
  return card(
    driftTitle,
    html`${table}
${more}`,
  );
}
