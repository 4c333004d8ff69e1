import { type Digest, isSilent, needsLook } from '../../digest/digest.ts';
import { looksInWords, quarantinedShare, silenceInWords } from '../../digest/digest-words.ts';
import { formatCount, formatCountOf } from '../../text/in-words.ts';
import { type Html, html, noHtml } from '../pages/html.ts';
import { pageFooter, renderPage } from '../pages/render-page.ts';
import { nameText, shownName } from '../pages/shown-text.ts';
import { badge, sign, type Tone } from '../pages/verdict-badge.ts';
import { digestModelSection } from './digest-model-section.ts';

export interface DigestPageFacts {
  readonly environment: string;
  readonly plumbline: string;
  readonly digest: Digest;
}

/** The page of a week: what every model had, worst first. */
export function renderDigest({ environment, plumbline, digest }: DigestPageFacts): string {
  const { models, modelsLeftOut, resultsBucket } = digest;
  const told = models.filter((model) => !isSilent(model) || needsLook(model));
  return renderPage({
    title: `Week ${digest.week}, ${nameText(environment)}`,
    body: html`<header class="top"><nav aria-label="Reports"><a href="index.html">All models</a></nav>
${banner(environment, digest)}</header>
<main id="main">
${overview(digest)}
${told.map((model, index) => digestModelSection(model, `model-${index + 1}`, resultsBucket))}${
  modelsLeftOut > 0
    ? html`<p class="note">${formatCountOf(modelsLeftOut, 'more model')} not shown here.</p>`
    : noHtml
}
</main>
${pageFooter(plumbline)}`,
  });
}

function banner(environment: string, { week, firstDay, lastDay, timeZone, totals }: Digest): Html {
  const { models, needingLook, silent, batches, rejected, rows, rowsBefore } = totals;
  const tone: Tone = needingLook > 0 ? 'warning' : 'good';
  return html`<div class="banner ${tone}"><p class="eyebrow">${shownName(environment)} · ${firstDay} to ${lastDay}, ${shownName(timeZone)}</p>
<h1>${sign(tone)}<span>Week ${shownName(week)}: ${looksInWords(needingLook, models)}</span></h1>
<dl class="figures">
<div><dt>Models</dt><dd><strong>${formatCount(models)}</strong>${formatCount(silent)} sent nothing</dd></div>
<div><dt>Batches</dt><dd><strong>${formatCount(batches)}</strong>${formatCount(rejected)} rejected</dd></div>
<div><dt>Rows read</dt><dd><strong>${formatCount(rows.read)}</strong>${formatCount(rowsBefore.read)} the week before</dd></div>
<div><dt>Rows set aside</dt><dd><strong>${formatCount(rows.quarantined)}</strong>${quarantinedShare(rows)}, ${quarantinedShare(rowsBefore)} the week before</dd></div>
</dl></div>`;
}

function overview({ models }: Digest): Html {
  return html`<section aria-labelledby="models"><h2 id="models">Models, those that need someone first</h2>
<div class="card"><table class="stacked"><caption class="unseen">Models</caption>
<thead><tr><th scope="col">Model</th><th scope="col">State</th><th scope="col" class="number">Batches</th><th scope="col" class="number">Rejected</th><th scope="col" class="number">Drifted</th><th scope="col" class="number">Rows</th><th scope="col" class="number">Set aside</th></tr></thead>
<tbody>
${models.map(overviewRow)}</tbody></table></div></section>
`;
}

function overviewRow(model: Digest['models'][number]): Html {
  const { batches, rows } = model;
  const state = stateOf(model);
  const cell = (label: string, text: string) => html`<td class="number" data-label="${label}">${text}</td>`;
  return html`<tr><th scope="row">${nameOf(model)}</th><td data-label="State">${badge(state.tone, state.words)}</td>${cell('Batches', formatCount(batches.accepted + batches.rejected))}${cell('Rejected', formatCount(batches.rejected))}${cell('Drifted', formatCount(batches.drifted))}${cell('Rows', formatCount(rows.read))}${cell('Set aside', quarantinedShare(rows))}</tr>
`;
}

/** A link to the page of the model, which there is from its first batch on. */
function nameOf({ model, newestAt }: Digest['models'][number]): Html {
  const name = shownName(model);
  return newestAt === undefined
    ? name
    : html`<a href="${encodeURIComponent(model.toWellFormed())}/index.html">${name}</a>`;
}

function stateOf(model: Digest['models'][number]): { readonly tone: Tone; readonly words: string } {
  if (model.incidents.some(({ severity }) => severity === 'critical'))
    return { tone: 'critical', words: 'needs a look' };
  if (needsLook(model)) return { tone: 'warning', words: 'needs a look' };
  if (isSilent(model)) return { tone: 'open', words: silenceInWords(model) };
  return { tone: 'good', words: 'nothing open' };
}
