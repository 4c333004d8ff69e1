import { looksInWords } from '../../digest/digest-words.ts';
import { conditionWords } from '../../incidents/incident-words.ts';
import { rateInWords } from '../../over-time/loss-words.ts';
import { formatCount, formatCountOf, formatInstant } from '../../text/in-words.ts';
import { dataTable } from '../pages/data-table.ts';
import { type Html, html } from '../pages/html.ts';
import { pageFooter, renderPage } from '../pages/render-page.ts';
import { nameText, shownName } from '../pages/shown-text.ts';
import {
  badge,
  plainBadge,
  severityBadge,
  sign,
  type Tone,
  toneOrder,
  worstTone,
} from '../pages/verdict-badge.ts';
import type { ModelSummary } from './model-summary.ts';
import { type RecordVerdict, recordVerdict } from './record-verdict.ts';

export interface ModelIndexFacts {
  readonly environment: string;
  readonly plumbline: string;
  readonly models: readonly ModelSummary[];
}

/** One model in the table, with the verdict on its newest batch. */
interface ModelLine extends ModelSummary {
  readonly verdict: RecordVerdict;
  /** Of the verdict, or of a loss that is open, whichever is worse. */
  readonly tone: Tone;
}

/** The page of all models: which one needs attention now. */
export function renderModelIndex({ environment, plumbline, models }: ModelIndexFacts): string {
  const lines = models.map(lineOf).toSorted((a, b) => place(a) - place(b) || (a.model < b.model ? -1 : 1));
  const bad = lines.filter(({ tone }) => tone === 'critical' || tone === 'warning').length;
  const tone = lines[0]?.tone ?? 'open';
  const heading = models.length === 0 ? 'No model yet' : looksInWords(bad, models.length);
  return renderPage({
    title: `Models, ${nameText(environment)}`,
    body: html`<header class="top">
<div class="banner ${tone}">
<p class="eyebrow">${shownName(environment)} · all models</p>
<h1>${sign(tone)}<span>${heading}</span></h1>
</div>
</header>
<main id="main">
${lines.length === 0 ? html`<p>No batch has been checked yet.</p>` : modelsSection(lines)}
</main>
${pageFooter(plumbline)}`,
  });
}

function lineOf(summary: ModelSummary): ModelLine {
  const verdict = recordVerdict(summary.newest);
  return { ...summary, verdict, tone: worstTone(verdict.tone, summary.loss) };
}

function place({ tone }: ModelLine): number {
  return toneOrder.indexOf(tone);
}

function modelsSection(lines: readonly ModelLine[]): Html {
  const table = dataTable({
    caption: 'Models',
    look: 'stacked',
    rows: lines,
    columns: [
      { title: 'Model', cell: modelLink },
      { title: 'Open incidents', cell: openCell },
      { title: 'Last batch', cell: ({ verdict }) => badge(verdict.tone, verdict.words) },
      { title: 'Received', cell: ({ newest }) => formatInstant(newest.receivedAt) },
      { title: 'Lately', cell: lately },
    ],
  });
  return html`<section aria-labelledby="models">
<h2 id="models">By their last batch and open losses, the worst first</h2>
<div class="card">${table}</div>
</section>`;
}

function modelLink({ model }: ModelLine): Html {
  return html`<a href="${encodeURIComponent(model.toWellFormed())}/index.html">${shownName(model)}</a>`;
}

function lately({ drifted, rejected, batches }: ModelLine): string {
  return `${formatCount(drifted)} drifted, ${formatCount(rejected)} rejected of ${formatCountOf(batches, 'batch', 'batches')}`;
}

function openCell({ open, loss, mutedUntil }: ModelSummary): Html {
  if (!open) return html`–`;
  const muted =
    mutedUntil === undefined
      ? undefined
      : html`<span class="incident">${plainBadge(`muted until ${formatInstant(mutedUntil)}`)}</span>`;
  if (open.length === 0 && !loss) return html`none ${muted}`;
  const worse =
    loss &&
    html`<span class="incident">
${severityBadge(loss.severity, `${loss.cap === undefined ? 'Right in' : 'Mean error'} ${rateInWords(loss.now, loss.cap)}`)} <span class="soft">reference ${rateInWords(loss.usual, loss.cap)}, since ${loss.since.slice(0, 10)}</span>
</span> `;
  const incidents = open.map(
    ({ condition, severity, since }) => html`<span class="incident">
${severityBadge(severity, conditionWords[condition])} <span class="soft">since ${since.slice(0, 10)}</span>
</span> `,
  );
  return html`${worse}${incidents}${muted}`;
}
