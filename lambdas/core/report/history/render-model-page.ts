import type { HoldoutSummary } from '../../holdout/summary.ts';
import type { IncidentOverview } from '../../incidents/incident-overview.ts';
import type { LossCourse } from '../../over-time/follow-losses.ts';
import { formatCount, formatCountOf, formatInstant, percent } from '../../text/in-words.ts';
import { batchName } from '../../text/places.ts';
import { dataTable } from '../pages/data-table.ts';
import { type Html, html } from '../pages/html.ts';
import { pageFooter, renderPage, reportAddress } from '../pages/render-page.ts';
import { nameText, shownName } from '../pages/shown-text.ts';
import { badge, sign, worstTone } from '../pages/verdict-badge.ts';
import { drawHistory } from './draw-history.ts';
import { featureLines } from './feature-lines.ts';
import { featuresOverTime } from './features-over-time.ts';
import { byArrival, type HistoryRecord } from './history-record.ts';
import { holdoutsSection } from './holdouts-section.ts';
import { openSection, pastSection } from './incidents-section.ts';
import { performanceSection } from './performance-section.ts';
import { recordVerdict } from './record-verdict.ts';
import { versionsSection } from './versions-section.ts';

/** Batches that are drawn, and that are listed. */
const mostDrawn = 40;
/** Batches that a page of a model needs to know. */
export const mostListed = 90;

export interface ModelPageFacts {
  readonly model: string;
  readonly environment: string;
  readonly plumbline: string;
  /** Of the latest batches, in any order; more than are shown are let go. */
  readonly records: readonly HistoryRecord[];
  /** Undefined where none are kept. */
  readonly incidents?: IncidentOverview | undefined;
  /** The newest runs of the holdout set, the newest last. */
  readonly holdouts?: readonly HoldoutSummary[];
  /** How right the model is over time; undefined where no labels have come. */
  readonly losses?: LossCourse | undefined;
}

/** The page of a model: how its batches went, and where their reports are. */
export function renderModelPage(facts: ModelPageFacts): string {
  const { model, environment, plumbline, incidents, losses } = facts;
  const records = facts.records.toSorted(byArrival).slice(-mostListed);
  return renderPage({
    title: `${nameText(model)}, ${nameText(environment)}: batches`,
    body: html`<header class="top">
<nav aria-label="Reports"><a href="../index.html">All models</a></nav>
${banner(facts, records)}
</header>
<main id="main">
${incidents && openSection(incidents, records, losses?.open !== undefined)}
${losses && performanceSection(losses)}${versionsSection(records)}
${records.length === 0 ? undefined : historySections(records, incidents)}
${holdoutsSection(facts.holdouts ?? [])}
</main>
${pageFooter(plumbline)}`,
  });
}

function historySections(records: readonly HistoryRecord[], incidents: IncidentOverview | undefined): Html {
  const drawn = records.slice(-mostDrawn);
  return html`<section aria-labelledby="history">
<h2 id="history">The last ${formatCountOf(drawn.length, 'batch', 'batches')}</h2>
<p class="note">One bar per batch; rejected ones are orange, or an orange dot where there is no bar. Shaded: an incident was open. Dashed: a limit from the contract.</p>
${drawHistory(records, drawn.length, incidents)}
</section>
<section aria-labelledby="features">
<h2 id="features">Features over time</h2>
${featureLines(drawn)}${featuresOverTime(drawn)}
</section>
${incidents && pastSection(incidents)}
<section aria-labelledby="batches">
<h2 id="batches">Batches, the newest first</h2>
<div class="card">${batchTables(records.toReversed())}</div>
</section>`;
}

/** Whether a page lists a batch. A link from an incident is not enough: its record may have been read before the batch came. */
export function listsBatch(page: string, batchId: string): boolean {
  return page.includes(`<th scope="row"><a href="${reportAddress(batchId)}">`);
}

function batchLink({ batchId, key }: Pick<HistoryRecord, 'batchId' | 'key'>): Html {
  return html`<a href="${reportAddress(batchId)}">${shownName(batchName(key))}</a>`;
}

function banner({ model, environment, losses }: ModelPageFacts, records: readonly HistoryRecord[]): Html {
  const newest = records.at(-1);
  const eyebrow = html`<p class="eyebrow">${shownName(environment)} · model</p>`;
  if (!newest)
    return html`<div class="banner open">
${eyebrow}
<h1>${sign('open')}<span>${shownName(model)}: no batch yet</span></h1>
<p class="summary">Drop a file into its folder in the inbox, and its report appears here.</p>
</div>`;
  const { tone: ofBatch, words } = recordVerdict(newest);
  const tone = worstTone(ofBatch, losses?.open);
  const loss = losses?.open ? 'less often right than it was; ' : '';
  return html`<div class="banner ${tone}">
${eyebrow}
<h1>${sign(tone)}<span>${shownName(model)}: ${loss}${words} in the last batch</span></h1>
<p class="summary">${summary(newest, records)}</p>
</div>`;
}

function summary({ receivedAt, rows }: HistoryRecord, records: readonly HistoryRecord[]): Html {
  const rejected = records.filter(({ validation }) => validation === 'rejected').length;
  const drifted = records.filter(({ drift }) => drift === 'drifted').length;
  const arrival = html`<time datetime="${receivedAt}">${formatInstant(receivedAt)}</time>`;
  return html`It arrived on ${arrival} with ${formatCountOf(rows.read, 'row')}.
Of the last ${formatCountOf(records.length, 'batch', 'batches')},
${formatCount(drifted)} drifted and ${formatCount(rejected)} ${rejected === 1 ? 'was' : 'were'} rejected.`;
}

/** Batches that are not folded away. */
const mostOpen = 10;

function batchTables(records: readonly HistoryRecord[]): Html {
  const older = records.slice(mostOpen);
  const folded = html`<details class="fold"><summary>${formatCountOf(older.length, 'older batch', 'older batches')}</summary>
${batchTable(older)}</details>`;
  return html`${batchTable(records.slice(0, mostOpen))}
${older.length > 0 ? folded : undefined}`;
}

function batchTable(records: readonly HistoryRecord[]): Html {
  return dataTable({
    caption: 'Batches',
    look: 'batches',
    rows: records,
    columns: [
      { title: 'Batch', cell: batchLink },
      {
        title: 'Received',
        cell: ({ receivedAt, revises }) =>
          `${formatInstant(receivedAt)}${revises === undefined ? '' : ', judged again'}`,
      },
      { title: 'Verdict', cell: verdictCell },
      { title: 'Rows', look: 'number', cell: ({ rows }) => formatCount(rows.read) },
      {
        title: 'Set aside',
        look: 'number',
        cell: ({ rows }) => (rows.read === 0 ? '–' : percent(rows.quarantined / rows.read)),
      },
    ],
  });
}

function verdictCell(record: HistoryRecord): Html {
  const { tone, words } = recordVerdict(record);
  return badge(tone, words);
}
