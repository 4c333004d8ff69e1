import type {
  IncidentOverview,
  OpenIncident,
  PastIncident,
  Reporting,
} from '../../incidents/incident-overview.ts';
import { conditionWords } from '../../incidents/incident-words.ts';
import { formatCount, formatInstant } from '../../text/in-words.ts';
import { dataTable } from '../pages/data-table.ts';
import { type Html, html } from '../pages/html.ts';
import { reportAddress } from '../pages/render-page.ts';
import { plainBadge, severityBadge, severityTones } from '../pages/verdict-badge.ts';
import type { HistoryRecord } from './history-record.ts';
import { incidentSubjects } from './incident-subjects.ts';

/** Past incidents that a page lists. */
const mostPast = 20;

/** Why an open incident has not been reported, where it has not. */
const unreported: Readonly<Record<Exclude<Reporting, 'reported'>, string>> = {
  held: 'Not yet: held back by quiet hours, and reported with the next batch after them.',
  waiting: "Not yet: the contract's rules (batches in a row, cool-down) hold it back.",
  ending:
    'The newest batches no longer show it. The all-clear is held back, and reported with a later batch.',
};

/**
 * What is open now, and whether it has been reported.
 *
 * @param records  of the latest batches
 * @param hasLoss  whether a loss by labels is open, which has a section of its own
 */
export function openSection(
  { open, past, mutedUntil }: IncidentOverview,
  records: readonly HistoryRecord[],
  hasLoss = false,
): Html {
  const mute =
    mutedUntil === undefined
      ? undefined
      : html`<p class="mute">${plainBadge('muted')} The contract mutes this model: nothing is reported before ${instant(mutedUntil)}.</p>`;
  const cards =
    open.length === 0
      ? html`<p>${nothingOpen(past.length, hasLoss)}</p>`
      : html`<div class="cards told">${open.map((one) => openCard(one, records, mutedUntil))}</div>`;
  return html`<section aria-labelledby="open">
<h2 id="open">Open incidents</h2>
${mute}
${cards}
</section>`;
}

function nothingOpen(past: number, hasLoss: boolean): string {
  if (hasLoss) return 'The data show nothing that is open; what the labels show is below.';
  return `Nothing is open${past === 0 ? ', and nothing has been' : ''}.`;
}

function openCard(
  incident: OpenIncident,
  records: readonly HistoryRecord[],
  mutedUntil: string | undefined,
): Html {
  const { condition, severity, since, firstBatch, lastBatch, batches } = incident;
  const newest = records.find(({ batchId }) => batchId === lastBatch);
  const about = incidentSubjects(incident, newest);
  const report =
    lastBatch === undefined
      ? undefined
      : html`, <a href="${reportAddress(lastBatch)}">report of the newest</a>`;
  return html`<article class="card ${severityTones[severity]}">
<header><h3>${conditionWords[condition]}</h3>${severityBadge(severity)}</header>
<dl class="pairs">
<dt>Since</dt><dd>${reportLink(firstBatch, since)}</dd>
<dt>Batches</dt><dd>${formatCount(batches)}${report}</dd>
${about && html`<dt>About</dt><dd>${about}</dd>`}
<dt>Reported</dt><dd>${reportedWords(incident, mutedUntil)}</dd>
</dl>
</article>
`;
}

function reportedWords({ reporting, reportedAt }: OpenIncident, mutedUntil: string | undefined): Html {
  const last = reportedAt === undefined ? undefined : html`Last with the batch of ${instant(reportedAt)}. `;
  if (reporting === 'reported') return html`${last}`;
  if (mutedUntil !== undefined && reporting === 'waiting')
    return html`No: muted until ${instant(mutedUntil)}.`;
  return html`${last}${unreported[reporting]}`;
}

/** Incidents that are over, the newest first. */
export function pastSection({ past }: IncidentOverview): Html | undefined {
  if (past.length === 0) return undefined;
  const shown = past.slice(0, mostPast);
  const more = past.length - shown.length;
  const table = dataTable({
    caption: 'Past incidents',
    look: 'stacked',
    rows: shown,
    columns: [
      { title: 'What', cell: ({ condition }) => conditionWords[condition] },
      { title: 'Opened', cell: ({ openedBy, opened }) => reportLink(openedBy, opened) },
      { title: 'Closed', cell: closing },
      { title: 'Worst', cell: ({ severity }) => severityBadge(severity) },
      { title: 'Batches', look: 'number', cell: ({ batches }) => formatCount(batches) },
    ],
  });
  const older =
    more > 0
      ? html`<p class="note">${formatCount(more)} older ${more === 1 ? 'one is' : 'ones are'} not shown here.</p>`
      : undefined;
  return html`<section aria-labelledby="past">
<h2 id="past">Past incidents, the newest first</h2>
<div class="card">${table}</div>
${older}
</section>`;
}

function closing({ isBelated, closedBy, closed }: PastIncident): Html {
  return isBelated ? html`one batch, judged after newer ones` : reportLink(closedBy, closed);
}

/** A moment that leads to the report of the batch that arrived then, where it is known. */
function reportLink(batchId: string | undefined, moment: string): Html {
  return batchId === undefined
    ? instant(moment)
    : html`<a href="${reportAddress(batchId)}">${instant(moment)}</a>`;
}

function instant(moment: string): Html {
  return html`<time datetime="${moment}">${formatInstant(moment)}</time>`;
}
