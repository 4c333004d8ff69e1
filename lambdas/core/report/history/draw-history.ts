import type { Severity } from '../../../severities.ts';
import type { IncidentOverview } from '../../incidents/incident-overview.ts';
import { type Condition, comparePositions, type Position } from '../../incidents/incident-schema.ts';
import { formatCountOf, percent } from '../../text/in-words.ts';
import { type Html, html } from '../pages/html.ts';
import { severityTones, type Tone } from '../pages/verdict-badge.ts';
import type { HistoryRecord } from './history-record.ts';
import { type HistorySeries, historySeries } from './history-series.ts';

/** Room above what is highest, so that a line there is drawn whole. */
export const headroom = 1.06;
/** A limit this many times as high as the highest bar is stated, not drawn: the bars could not be read beside it. */
const limitOutOfSight = 10;

/**
 * Shares and sizes of the latest batches, one bar per batch, the newest on the right, with the limits from each one's contract
 * and the times in which an incident was open.
 *
 * @param records  the oldest first
 * @param drawn  how many of them are drawn, from the newest back
 */
export function drawHistory(
  records: readonly HistoryRecord[],
  drawn: number,
  incidents: IncidentOverview | undefined,
): Html {
  const from = records.length - drawn;
  const cards = historySeries.map((series) => {
    const { condition } = series;
    const spans = condition && incidents ? incidentSpans(incidents, condition, records.slice(from)) : [];
    return seriesCard(series, records, from, spans);
  });
  return html`<div class="cards told">${cards}</div>`;
}

function seriesCard(
  { title, of, write, limit }: HistorySeries,
  records: readonly HistoryRecord[],
  from: number,
  spans: readonly IncidentSpan[],
): Html {
  const drawn = records.slice(from);
  const values = records.map(of).slice(from);
  const known = values.filter((value) => value !== undefined);
  const largest = Math.max(0, ...known);
  const newest = known.at(-1);
  const limits = drawn.map((record) => limit?.of(record));
  const highest = Math.max(0, ...limits.map((one) => one ?? 0));
  const isDrawn = highest > 0 && (largest === 0 || highest <= limitOutOfSight * largest);
  const top = headroom * Math.max(largest, isDrawn ? highest : 0);
  const limitNow = limits.findLast((one) => one !== undefined);
  const limitSentence = limit && limitNow !== undefined ? limitWords(limitNow, limit.meaning, isDrawn) : '';
  const sentence = `${newest === undefined ? 'No number yet.' : `Last ${write(newest)}, at most ${write(largest)}.`}${limitSentence}`;
  const open = spans.length === 0 ? '' : ` ${formatCountOf(spans.length, 'incident')}.`;
  const label = `${title}, ${formatCountOf(drawn.length, 'batch', 'batches')} from the oldest to the newest. ${sentence}${open}`;
  const box = `0 0 ${Math.max(1, drawn.length) * 10} 100`;
  const bars = values.map((value, index) => bar(value, index, top, drawn[index]?.validation === 'rejected'));
  return html`<div class="card">
<h3>${title}</h3>
<p class="sentence soft">${sentence}</p>
<svg class="strip tall drawing" role="img" aria-label="${label}" viewBox="${box}" preserveAspectRatio="none">
${spans.map(band)}<path class="grid" d="M0,100H${Math.max(1, drawn.length) * 10}"/>
${bars}${isDrawn ? limitLine(limits, top) : undefined}
</svg>
${timeAxis(drawn)}
</div>
`;
}

function limitWords(limit: number, meaning: string, isDrawn: boolean): string {
  return ` Limit ${percent(limit)}, ${meaning}${isDrawn ? '' : '; too far above to be drawn'}.`;
}

function limitLine(limits: readonly (number | undefined)[], top: number): Html {
  const steps = limits.map((limit, index) =>
    limit === undefined ? '' : `M${index * 10},${below(heightOf(limit, top))}h10`,
  );
  return html`<path class="limit" d="${steps.join('')}"/>`;
}

function band({ first, last, tone }: IncidentSpan): Html {
  const [left, width] = [first * 10, (last - first + 1) * 10];
  return html`<rect class="band ${tone}" x="${left}" y="0" width="${width}" height="100"/>
<path class="band-edge ${tone}" d="M${left},1h${width}"/>
`;
}

function bar(value: number | undefined, index: number, top: number, isRejected: boolean): Html {
  const left = index * 10 + 1.5;
  const height = value === undefined ? 0 : heightOf(value, top);
  const colour = isRejected ? 'rejected-bar' : 'count';
  const mark = html`<rect class="${colour}" x="${left}" y="${below(height)}" width="7" height="${height}"/>
`;
  if (!isRejected) return mark;
  return html`${mark}<path class="rejected" d="M${left + 3.5},12h0"/>
`;
}

/** In per cent of the drawing, to a tenth. */
export function heightOf(value: number, top: number): number {
  return top === 0 ? 0 : Math.round((1000 * value) / top) / 10;
}

/** Where something so high ends, from above. */
export function below(height: number): number {
  return Math.round(1000 - 10 * height) / 10;
}

/** The first and the last day of what is drawn. */
export function timeAxis(records: readonly HistoryRecord[]): Html | undefined {
  const first = records[0]?.receivedAt.slice(0, 10);
  const last = records.at(-1)?.receivedAt.slice(0, 10);
  if (first === undefined || last === undefined) return undefined;
  return html`<p class="time-axis" aria-hidden="true">
<span>${first}</span><span>${first === last ? '' : last}</span>
</p>`;
}

/** Batches, by their places in a list, in which an incident was open: the first and the last. */
interface IncidentSpan {
  readonly first: number;
  readonly last: number;
  readonly tone: Tone;
}

/** Where among batches incidents of a condition were open; the batch that ended one does not count. @param records  the oldest first */
function incidentSpans(
  { open, past }: IncidentOverview,
  condition: Condition,
  records: readonly HistoryRecord[],
): readonly IncidentSpan[] {
  const over = past
    .filter((one) => one.condition === condition)
    .map(({ first, last, severity, isBelated }) =>
      spanOf(records, severity, (record) => {
        const isOver = isBelated ? fromTo(last, record) > 0 : fromTo(last, record) >= 0;
        return fromTo(first, record) >= 0 && !isOver;
      }),
    );
  const now = open
    .filter((one) => one.condition === condition)
    .map(({ first, severity }) => spanOf(records, severity, (record) => fromTo(first, record) >= 0));
  return [...over, ...now].filter((span) => span !== undefined);
}

function spanOf(
  records: readonly HistoryRecord[],
  severity: Severity,
  holds: (record: HistoryRecord) => boolean,
): IncidentSpan | undefined {
  const first = records.findIndex(holds);
  const tone = severityTones[severity];
  return first < 0 ? undefined : { first, last: records.findLastIndex(holds), tone };
}

/** Above 0 where a batch comes after a place, 0 where it is there. A record without a turn is told apart by its time alone. */
function fromTo(place: Position, { receivedAt, turn = place.turn }: HistoryRecord): number {
  return comparePositions({ receivedAt, turn }, place);
}
