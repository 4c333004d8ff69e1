import type { Drift, SegmentDrift } from '../../result/result-schema.ts';
import { formatCount, formatCountOf } from '../../text/in-words.ts';
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
  return html`<section aria-labelledby="segments"><h2 id="segments">Segment by segment</h2>
${
  segments.length === 0
    ? html`<p>No value of the segment column has enough rows in the reference.</p>`
    : html`<div class="card"><table class="stacked"><caption>${caption}</caption>
<thead><tr><th scope="col">Rows with</th><th scope="col" class="number">Reference</th><th scope="col" class="number">Batch</th><th scope="col">What moved</th><th scope="col">Verdict</th></tr></thead>
<tbody>${segments.map(segmentRow)}</tbody></table></div>`
}
${segmentsLeftOut ? leftOutNote(segmentsLeftOut) : undefined}</section>
`;
}

function segmentRow(segment: SegmentDrift): Html {
  const { column, value, rows, verdict } = segment;
  return html`<tr><th scope="row">${shownName(column)} = ${shownName(value)}</th><td class="number" data-label="Reference">${formatCount(rows.reference)}</td><td class="number" data-label="Batch">${formatCount(rows.current)}</td><td data-label="What moved">${whatMoved(segment)}</td><td data-label="Verdict">${verdictBadge(verdict)}</td></tr>
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
