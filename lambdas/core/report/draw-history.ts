import { formatCount } from '../alert/format-number.ts';
import { percent } from '../drift/in-words.ts';
import type { HistoryRecord } from './history-record.ts';
import { type Html, html } from './html.ts';

/** Something that a model's history shows batch by batch. */
interface Series {
  readonly title: string;
  /** Undefined where the batch has no such number. */
  readonly of: (record: HistoryRecord) => number | undefined;
  readonly write: (value: number) => string;
}

const series: readonly Series[] = [
  {
    title: 'Features that drifted',
    of: ({ features }) => (features.compared === 0 ? undefined : features.drifted / features.compared),
    write: percent,
  },
  {
    title: 'Rows set aside',
    of: ({ rows }) => (rows.read === 0 ? undefined : rows.quarantined / rows.read),
    write: percent,
  },
  { title: 'Rows read', of: ({ rows }) => rows.read, write: formatCount },
];

/** The shares and sizes of the batches, a bar a batch, the newest on the right. @param records  the oldest first */
export function drawHistory(records: readonly HistoryRecord[]): Html {
  return html`<div class="cards stable">${series.map((one) => seriesCard(one, records))}</div>`;
}

function seriesCard({ title, of, write }: Series, records: readonly HistoryRecord[]): Html {
  const values = records.map(of);
  const known = values.filter((value) => value !== undefined);
  const largest = Math.max(0, ...known);
  const newest = known.at(-1);
  return html`<div class="card"><h3>${title}</h3><p class="sentence">${newest === undefined ? 'No number yet.' : `Last ${write(newest)}, at most ${write(largest)}.`}</p>
<svg class="strip tall drawing" role="img" aria-label="${title}, ${records.length} batches from the oldest to the newest, at most ${write(largest)}." viewBox="0 0 ${Math.max(1, records.length) * 10} 100" preserveAspectRatio="none"><path class="grid" d="M0,100H${Math.max(1, records.length) * 10}"/>${values.map((value, index) => bar(value, index, largest, records[index]?.validation === 'rejected'))}</svg>
${timeAxis(records)}</div>
`;
}

function bar(value: number | undefined, index: number, largest: number, isRejected: boolean): Html {
  const left = index * 10 + 1.5;
  const height = value === undefined || largest === 0 ? 0 : Math.round((1000 * value) / largest) / 10;
  const mark = html`<rect class="${isRejected ? 'current-bar' : 'count'}" x="${left}" y="${100 - height}" width="7" height="${height}"/>`;
  return isRejected
    ? html`${mark}<path class="rejected" d="M${left},4L${left + 7},16M${left + 7},4L${left},16"/>`
    : mark;
}

/** The first and the last day of what is drawn. */
export function timeAxis(records: readonly HistoryRecord[]): Html | undefined {
  const first = records[0]?.receivedAt.slice(0, 10);
  const last = records.at(-1)?.receivedAt.slice(0, 10);
  if (first === undefined || last === undefined) return undefined;
  return html`<p class="time-axis" aria-hidden="true"><span>${first}</span><span>${first === last ? '' : last}</span></p>`;
}
