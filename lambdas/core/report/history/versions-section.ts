import type { MetricName } from '../../contract/model-rules.ts';
import { formatCount } from '../../text/in-words.ts';
import { metricInWords, valueInWords } from '../../text/metric-words.ts';
import { dataTable } from '../pages/data-table.ts';
import { type Html, html } from '../pages/html.ts';
import { shownName } from '../pages/shown-text.ts';
import type { HistoryRecord } from './history-record.ts';

/** Versions that are shown: those that came last. */
const mostShown = 10;

/** What batches say of a version of the model. */
interface VersionLine {
  readonly version: string;
  readonly first: string;
  last: string;
  batches: number;
  rows: number;
  labelled: number;
  /** Sum over batches of their value times their labels. */
  weighted: number;
}

/** Which version of the model answered when, and how right it was, the newest first; undefined where rows name none. */
export function versionsSection(records: readonly HistoryRecord[]): Html | undefined {
  const lines = linesOf(records);
  const name = records.findLast(({ performance }) => performance?.versions)?.performance?.versionMetric;
  if (lines.length === 0 || !name) return undefined;
  const table = dataTable({
    caption: `Versions of the model, the newest first: ${metricInWords(name)} by labels, batches weighted by how many they have.`,
    isCaptionShown: true,
    look: 'stacked',
    rows: lines.slice(0, mostShown),
    columns: [
      { title: 'Version', cell: ({ version }) => shownName(version) },
      { title: 'First batch', cell: ({ first }) => first.slice(0, 10) },
      { title: 'Last batch', cell: ({ last }) => last.slice(0, 10) },
      { title: 'Batches', look: 'number', cell: ({ batches }) => formatCount(batches) },
      { title: 'Rows', look: 'number', cell: ({ rows }) => formatCount(rows) },
      { title: 'Labelled', look: 'number', cell: ({ labelled }) => formatCount(labelled) },
      { title: 'By labels', look: 'number', cell: (line) => shownValue(name, line) },
    ],
  });
  return html`<section aria-labelledby="versions"><h2 id="versions">Versions of the model</h2><div class="card">${table}</div></section>`;
}

function shownValue(name: MetricName, { labelled, weighted }: VersionLine): string {
  return labelled === 0 ? '–' : valueInWords(name, weighted / labelled);
}

/** @param records  in the order of arrival */
function linesOf(records: readonly HistoryRecord[]): readonly VersionLine[] {
  const lines = new Map<string, VersionLine>();
  for (const { receivedAt, performance } of records)
    for (const { value, rows, labelled, realised } of performance?.versions ?? []) {
      const line = lines.get(value) ?? {
        version: value,
        first: receivedAt,
        last: receivedAt,
        batches: 0,
        rows: 0,
        labelled: 0,
        weighted: 0,
      };
      lines.set(value, line);
      line.last = receivedAt;
      line.batches++;
      line.rows += rows;
      if (realised === undefined) continue;
      line.labelled += labelled;
      line.weighted += labelled * realised;
    }
  return [...lines.values()].toSorted((a, b) => (a.first < b.first ? 1 : a.first > b.first ? -1 : 0));
}
