import { formatCountOf, percent } from '../../text/in-words.ts';
import { type Html, html } from '../pages/html.ts';
import { nameText, shownName } from '../pages/shown-text.ts';
import { below, headroom, heightOf, timeAxis } from './draw-history.ts';
import { type MovedPart, timesLimit } from './feature-records.ts';
import type { HistoryRecord } from './history-record.ts';

/** Features that get a drawing of their own. */
const mostDrawn = 9;
/** A feature that never came so near to its limit is drawn only where there are few others. */
const worthDrawing = 0.4;
const fewestDrawn = 3;

/** What one batch says of a feature. */
interface Point {
  readonly moved: number;
  readonly limit: number;
  readonly times: number;
  readonly look: 'critical' | 'warning' | undefined;
}

interface FeatureLine {
  readonly name: string;
  readonly part: MovedPart;
  /** One for each record; undefined where nothing is known of the feature. */
  readonly points: readonly (Point | undefined)[];
  readonly rank: number;
  /** The farthest that it went, in parts of its limit. */
  readonly most: number;
  /** The largest share of rows that moved beyond their limit; 0 where none did. */
  readonly farthest: number;
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
  const drawn = lines
    .filter(({ most }, index) => most >= worthDrawing || index < fewestDrawn)
    .slice(0, mostDrawn);
  const which = lines.length > drawn.length ? `The ${drawn.length} features that moved most. ` : '';
  return html`<p class="note">${which}Line: the share of the rows that moved against the reference. Band: how far that is usual for the source, or too small to matter. A dot: the feature drifted.</p>
<div class="cards lines">${drawn.map((line) => lineCard(line, records))}</div>
`;
}

/** One line a feature: of that of it of which most rows moved beyond their limit, else of what came nearest to its own. */
function linesOf(records: readonly HistoryRecord[]): readonly FeatureLine[] {
  const found = new Map<string, Map<MovedPart, (Point | undefined)[]>>();
  for (const [index, { features }] of records.entries())
    for (const effect of features.effects ?? []) {
      const [name, part, moved, limit] = effect;
      const parts = found.get(name) ?? new Map<MovedPart, (Point | undefined)[]>();
      const line = parts.get(part) ?? records.map(() => undefined);
      line[index] = { moved, limit, times: timesLimit(effect), look: lookOf(features, name) };
      found.set(name, parts.set(part, line));
    }
  return Array.from(found, ([name, parts]) => {
    const seen = records.map((_, index) => Array.from(parts.values()).some((line) => line[index]));
    const lines = Array.from(parts, ([part, line]) => lineOf(name, part, filled(line, seen)));
    return lines.toSorted((a, b) => b.farthest - a.farthest || b.most - a.most)[0]!;
  }).toSorted((a, b) => b.rank - a.rank || (a.name < b.name ? -1 : 1));
}

function lookOf({ named }: HistoryRecord['features'], name: string): Point['look'] {
  const drifted = named.find((one) => one.name === name && one.status === 'drifted');
  if (!drifted) return undefined;
  return drifted.severity === 'critical' ? 'critical' : 'warning';
}

/** A rate that did not change is not recorded: it moved by nothing where the feature was compared. */
function filled(
  line: readonly (Point | undefined)[],
  seen: readonly boolean[],
): readonly (Point | undefined)[] {
  const limit = line.find((point) => point !== undefined)?.limit ?? 0;
  return line.map(
    (point, index) => point ?? (seen[index] ? { moved: 0, limit, times: 0, look: undefined } : undefined),
  );
}

/** What drifted comes first; then how far it went, what is new weighing up to twice as much as what is old. */
function lineOf(name: string, part: MovedPart, points: readonly (Point | undefined)[]): FeatureLine {
  const weights = points.map((point, index) =>
    point ? ((point.look ? 1000 : 0) + Math.min(100, point.times)) * (1 + (index + 1) / points.length) : 0,
  );
  const most = Math.max(...points.map((point) => point?.times ?? 0));
  const farthest = Math.max(...points.map((point) => (point && point.times > 1 ? point.moved : 0)));
  return { name, part, points, rank: Math.max(...weights), most, farthest };
}

function lineCard({ name, part, points }: FeatureLine, records: readonly HistoryRecord[]): Html {
  const known = points.filter((point) => point !== undefined);
  const newest = known.at(-1);
  const most = Math.max(...known.map(({ moved }) => moved));
  const top = headroom * Math.max(most, ...known.map(({ limit }) => limit), 0.001);
  const drifted = known.filter(({ look }) => look !== undefined).length;
  const sentence = newest
    ? `Last ${percent(newest.moved)}, at most ${percent(most)}; band to ${percent(newest.limit)}.`
    : '';
  const label = `${nameText(name)}${part === 'values' ? '' : `, ${part}`}, share of rows that moved, ${formatCountOf(known.length, 'batch', 'batches')} from the oldest to the newest. ${sentence} Drifted in ${drifted}.`;
  const width = points.length * 10;
  return html`<div class="card">
<h3>${shownName(name)}${part === 'values' ? undefined : html` <span class="kind">${part}</span>`}</h3>
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
