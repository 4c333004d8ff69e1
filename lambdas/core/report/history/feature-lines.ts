import { formatCountOf, percent } from '../../text/in-words.ts';
import { type Html, html } from '../pages/html.ts';
import { nameText, shownName } from '../pages/shown-text.ts';
import { below, headroom, heightOf, timeAxis } from './draw-history.ts';
import { timesLimit } from './feature-records.ts';
import type { HistoryRecord } from './history-record.ts';

/** Features that get a drawing of their own. */
const mostDrawn = 9;

/** What one batch says of a feature. */
interface Point {
  readonly moved: number;
  readonly limit: number;
  readonly times: number;
  readonly look: 'critical' | 'warning' | undefined;
}

interface FeatureLine {
  readonly name: string;
  /** One for each record; undefined where nothing is known of the feature. */
  readonly points: readonly (Point | undefined)[];
  readonly rank: number;
}

/**
 * How far the features that move most have moved, batch by batch, with the band in which that is usual.
 *
 * @param records  the oldest first
 * @returns undefined where no batch was compared
 */
export function featureLines(records: readonly HistoryRecord[]): Html | undefined {
  const lines = linesOf(records);
  if (lines.length === 0) return undefined;
  const drawn = lines.slice(0, mostDrawn);
  const which = lines.length > drawn.length ? `The ${drawn.length} features that moved most. ` : '';
  return html`<p class="note">${which}Line: the share of the rows that moved against the reference. Band: how far that is usual for the source, or too small to matter. A dot: the feature drifted.</p>
<div class="cards lines">${drawn.map((line) => lineCard(line, records))}</div>
`;
}

function linesOf(records: readonly HistoryRecord[]): readonly FeatureLine[] {
  const points = new Map<string, (Point | undefined)[]>();
  for (const [index, { features }] of records.entries()) {
    const drifted = new Map(features.named.map(({ name, severity }) => [name, severity]));
    for (const effect of features.effects ?? []) {
      const [name, moved, limit] = effect;
      const severity = drifted.get(name);
      const look = severity === undefined || severity === 'critical' ? severity : 'warning';
      const line = points.get(name) ?? records.map(() => undefined);
      line[index] = { moved, limit, times: timesLimit(effect), look };
      points.set(name, line);
    }
  }
  return Array.from(points, ([name, line]) => ({ name, points: line, rank: rankOf(line) })).toSorted(
    (a, b) => b.rank - a.rank || (a.name < b.name ? -1 : 1),
  );
}

/** What drifted comes first; then how far it went, what is new weighing up to twice as much as what is old. */
function rankOf(points: readonly (Point | undefined)[]): number {
  const weights = points.map((point, index) =>
    point ? ((point.look ? 1000 : 0) + Math.min(100, point.times)) * (1 + (index + 1) / points.length) : 0,
  );
  return Math.max(...weights);
}

function lineCard({ name, points }: FeatureLine, records: readonly HistoryRecord[]): Html {
  const known = points.filter((point) => point !== undefined);
  const newest = known.at(-1);
  const most = Math.max(...known.map(({ moved }) => moved));
  const top = headroom * Math.max(most, ...known.map(({ limit }) => limit), 0.001);
  const drifted = known.filter(({ look }) => look !== undefined).length;
  const sentence = newest
    ? `Last ${percent(newest.moved)}, at most ${percent(most)}; usual up to ${percent(newest.limit)}.`
    : '';
  const label = `${nameText(name)}, share of rows that moved, ${formatCountOf(known.length, 'batch', 'batches')} from the oldest to the newest. ${sentence} Drifted in ${drifted}.`;
  const width = points.length * 10;
  return html`<div class="card">
<h3>${shownName(name)}</h3>
<p class="sentence soft">${sentence}</p>
<svg class="strip line drawing" role="img" aria-label="${label}" viewBox="0 0 ${width} 100" preserveAspectRatio="none">
<path class="usual-band" d="${bandPath(points, top)}"/>
<path class="grid" d="M0,100H${width}"/>
<path class="moved" d="${linePath(points, top)}"/>
${points.map((point, index) => point?.look && html`<path class="dot ${point.look}" d="M${index * 10 + 5},${below(heightOf(point.moved, top))}h0"/>`)}
</svg>
${timeAxis(records)}
</div>
`;
}

/** A step for each batch that is known, from the ground up to its limit. */
function bandPath(points: readonly (Point | undefined)[], top: number): string {
  return points
    .map((point, index) => (point ? `M${index * 10},100V${below(heightOf(point.limit, top))}h10V100z` : ''))
    .join('');
}

/** From batch to batch; it begins anew behind one that is not known. A batch between two gaps is a short stroke. */
function linePath(points: readonly (Point | undefined)[], top: number): string {
  return points
    .map((point, index) => {
      if (!point) return '';
      const y = below(heightOf(point.moved, top));
      const isAlone = !points[index - 1] && !points[index + 1];
      if (isAlone) return `M${index * 10 + 2},${y}h6`;
      return `${points[index - 1] ? 'L' : 'M'}${index * 10 + 5},${y}`;
    })
    .join('');
}
