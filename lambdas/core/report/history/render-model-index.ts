import { looksInWords } from '../../digest/digest-words.ts';
import { conditionWords } from '../../incidents/incident-words.ts';
import { formatCount, formatCountOf, formatInstant } from '../../text/in-words.ts';
import { type Html, html } from '../pages/html.ts';
import { pageFooter, renderPage } from '../pages/render-page.ts';
import { nameText, shownName } from '../pages/shown-text.ts';
import { badge, plainBadge, severityBadge, sign, type Tone } from '../pages/verdict-badge.ts';
import type { ModelSummary } from './model-summary.ts';
import { recordVerdict } from './record-verdict.ts';

export interface ModelIndexFacts {
  readonly environment: string;
  readonly plumbline: string;
  readonly models: readonly ModelSummary[];
}

const order: readonly Tone[] = ['critical', 'warning', 'open', 'good'];

/** The page of all models: which one needs someone now. */
export function renderModelIndex({ environment, plumbline, models }: ModelIndexFacts): string {
  const lines = models
    .map((summary) => ({ summary, verdict: recordVerdict(summary.newest) }))
    .toSorted(
      (a, b) =>
        order.indexOf(a.verdict.tone) - order.indexOf(b.verdict.tone) ||
        (a.summary.model < b.summary.model ? -1 : 1),
    );
  const bad = lines.filter(({ verdict }) => verdict.tone === 'critical' || verdict.tone === 'warning').length;
  const tone = lines.length === 0 ? 'open' : (lines[0]?.verdict.tone ?? 'open');
  return renderPage({
    title: `Models, ${nameText(environment)}`,
    body: html`<header class="top"><div class="banner ${tone}"><p class="eyebrow">${shownName(environment)} · all models</p>
<h1>${sign(tone)}<span>${models.length === 0 ? 'No model yet' : looksInWords(bad, models.length)}</span></h1></div></header>
<main id="main">
${lines.length === 0 ? html`<p>No batch has been checked yet.</p>` : html`<section aria-labelledby="models"><h2 id="models">By their last batch, the worst first</h2><div class="card">${table(lines.map(modelRow))}</div></section>`}
</main>
${pageFooter(plumbline)}`,
  });
}

function table(rows: readonly Html[]): Html {
  return html`<table class="stacked"><caption class="unseen">Models</caption>
<thead><tr><th scope="col">Model</th><th scope="col">Open incidents</th><th scope="col">Last batch</th><th scope="col">Received</th><th scope="col">Lately</th></tr></thead>
<tbody>
${rows}</tbody></table>`;
}

function modelRow({
  summary,
  verdict,
}: {
  readonly summary: ModelSummary;
  readonly verdict: ReturnType<typeof recordVerdict>;
}): Html {
  const { model, newest, batches, drifted, rejected } = summary;
  return html`<tr><th scope="row"><a href="${encodeURIComponent(model.toWellFormed())}/index.html">${shownName(model)}</a></th><td data-label="Open incidents">${openCell(summary)}</td><td data-label="Last batch">${badge(verdict.tone, verdict.words)}</td><td data-label="Received">${formatInstant(newest.receivedAt)}</td><td data-label="Lately">${formatCount(drifted)} drifted, ${formatCount(rejected)} rejected of ${formatCountOf(batches, 'batch', 'batches')}</td></tr>
`;
}

function openCell({ open, mutedUntil }: ModelSummary): Html {
  if (!open) return html`–`;
  const muted =
    mutedUntil === undefined
      ? undefined
      : html`<span class="incident">${plainBadge(`muted until ${formatInstant(mutedUntil)}`)}</span>`;
  if (open.length === 0) return html`none ${muted}`;
  return html`${open.map(({ condition, severity, since }) => html`<span class="incident">${severityBadge(severity, conditionWords[condition])} <span class="soft">since ${since.slice(0, 10)}</span></span> `)}${muted}`;
}
