import type { Drift, SegmentDrift } from '../../result/result-schema.ts';
import { formatCount, formatCountOf } from '../../text/in-words.ts';
import { dataTable } from '../pages/data-table.ts';
import { type Html, html, noHtml } from '../pages/html.ts';
import { asSentence, shownName } from '../pages/shown-text.ts';
import { verdictBadge } from '../pages/verdict-badge.ts';

/** Features that a line tells with their change. */
const mostFeatures = 3;

/** The segments as a table: one line each, the drifted ones first. */
export function segmentsSection({ segments, segmentsLeftOut }: Drift): Html {
  if (segments === undefined) return noHtml;
  const drifted = segments.filter(({ verdict }) => verdict.status === 'drifted').length;
  const caption = `${formatCount(drifted)} of ${formatCountOf(segments.length, 'segment')} drifted: each value against its own rows of the reference.`;
  const table = dataTable({
    caption,
    isCaptionShown: true,
    look: 'stacked',
    rows: segments,
    columns: [
      { title: 'Rows with', cell: ({ column, value }) => html`${shownName(column)} = ${shownName(value)}` },
      { title: 'Reference', look: 'number', cell: ({ rows }) => formatCount(rows.reference) },
      { title: 'Batch', look: 'number', cell: ({ rows }) => formatCount(rows.current) },
      { title: 'What moved', cell: whatMoved },
      { title: 'Verdict', cell: ({ verdict }) => verdictBadge(verdict) },
    ],
  });
  const none = html`<p>No value of the segment column has enough rows in the reference.</p>`;
  return html`<section aria-labelledby="segments"><h2 id="segments">Segment by segment</h2>
${segments.length === 0 ? none : html`<div class="card">${table}</div>`}
${segmentsLeftOut ? leftOutNote(segmentsLeftOut) : undefined}</section>
`;
}

function whatMoved({ verdict, features, featuresDrifted }: SegmentDrift): Html {
  if (verdict.status !== 'drifted') return asSentence(verdict.reason);
  const told = features.filter((feature) => feature.verdict.status === 'drifted').slice(0, mostFeatures);
  const more = featuresDrifted - told.length;
  return html`${told.map(({ name, verdict: { reason } }) => html`<p><strong>${shownName(name)}</strong> ${asSentence(reason)}</p>`)}${more > 0 ? html`<p>${formatCountOf(more, 'more feature')} drifted.</p>` : undefined}`;
}

function leftOutNote({ column, values, rows }: NonNullable<Drift['segmentsLeftOut']>): Html {
  return html`<p class="note">In no segment: ${formatCountOf(rows.current, 'row')} of the batch, ${formatCount(rows.reference)} of the reference; ${formatCountOf(values, 'value')} of ${shownName(column)} had too few rows, or came after the largest 20.</p>`;
}
