import type {
  IncidentOverview,
  OpenIncident,
  PastIncident,
  Telling,
} from '../../incidents/incident-overview.ts';
import { conditionWords } from '../../incidents/incident-words.ts';
import { formatCount, formatInstant } from '../../text/in-words.ts';
import { type Html, html } from '../pages/html.ts';
import { reportAddress } from '../pages/render-page.ts';
import { plainBadge, severityBadge, severityTones } from '../pages/verdict-badge.ts';
import type { HistoryRecord } from './history-record.ts';
import { incidentSubjects } from './incident-subjects.ts';

/** Past incidents that a page lists. */
const mostPast = 20;

/** What people know of an open incident, where no moment says it. */
const untold: Readonly<Record<Exclude<Telling, 'told'>, string>> = {
  held: 'Not yet: held back in quiet hours, and told with the next batch after them.',
  waiting: 'Not yet: the rules of the contract (batches in a row, cool-down) hold it back.',
  ending: 'The newest batches no longer show it. The all-clear is held back, and told with a later batch.',
};

/** What is open now, and whether people are told. @param records  of the latest batches */
export function openSection(
  { open, past, mutedUntil }: IncidentOverview,
  records: readonly HistoryRecord[],
): Html {
  return html`<section aria-labelledby="open"><h2 id="open">Open incidents</h2>
${mutedUntil === undefined ? undefined : html`<p class="mute">${plainBadge('muted')} The contract mutes this model: nobody is told of anything before ${instant(mutedUntil)}.</p>`}
${open.length === 0 ? html`<p>Nothing is open${past.length === 0 ? ', and nothing has been' : ''}.</p>` : html`<div class="cards told">${open.map((one) => openCard(one, records, mutedUntil))}</div>`}</section>`;
}

function openCard(
  incident: OpenIncident,
  records: readonly HistoryRecord[],
  mutedUntil: string | undefined,
): Html {
  const { condition, severity, since, firstBatch, lastBatch, batches } = incident;
  const about = incidentSubjects(
    incident,
    records.find(({ batchId }) => batchId === lastBatch),
  );
  return html`<article class="card ${severityTones[severity]}"><header><h3>${conditionWords[condition]}</h3>${severityBadge(severity)}</header>
<dl class="pairs"><dt>Since</dt><dd>${reportLink(firstBatch, since)}</dd>
<dt>Batches</dt><dd>${formatCount(batches)}${lastBatch === undefined ? undefined : html`, <a href="${reportAddress(lastBatch)}">report of the newest</a>`}</dd>
${about && html`<dt>About</dt><dd>${about}</dd>`}
<dt>People told</dt><dd>${toldWords(incident, mutedUntil)}</dd></dl></article>
`;
}

function toldWords({ telling, toldAt }: OpenIncident, mutedUntil: string | undefined): Html {
  const last = toldAt === undefined ? undefined : html`Last with the batch of ${instant(toldAt)}. `;
  if (telling === 'told') return html`${last}`;
  if (mutedUntil !== undefined && telling === 'waiting') return html`No: muted until ${instant(mutedUntil)}.`;
  return html`${last}${untold[telling]}`;
}

/** Incidents that are over, the newest first. */
export function pastSection({ past }: IncidentOverview): Html | undefined {
  if (past.length === 0) return undefined;
  const shown = past.slice(0, mostPast);
  const more = past.length - shown.length;
  return html`<section aria-labelledby="past"><h2 id="past">Past incidents, the newest first</h2>
<div class="card"><table class="stacked"><caption class="unseen">Past incidents</caption>
<thead><tr><th scope="col">What</th><th scope="col">Opened</th><th scope="col">Closed</th><th scope="col">Worst</th><th scope="col" class="number">Batches</th></tr></thead>
<tbody>
${shown.map(pastRow)}</tbody></table></div>
${more > 0 ? html`<p class="note">${formatCount(more)} older ${more === 1 ? 'one is' : 'ones are'} not shown here.</p>` : undefined}</section>`;
}

function pastRow({
  condition,
  severity,
  opened,
  closed,
  openedBy,
  closedBy,
  batches,
  isBelated,
}: PastIncident): Html {
  return html`<tr><th scope="row">${conditionWords[condition]}</th><td data-label="Opened">${reportLink(openedBy, opened)}</td><td data-label="Closed">${isBelated ? 'one batch, judged after newer ones' : reportLink(closedBy, closed)}</td><td data-label="Worst">${severityBadge(severity)}</td><td class="number" data-label="Batches">${formatCount(batches)}</td></tr>
`;
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
