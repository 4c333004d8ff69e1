import { scaleLinear } from 'd3-scale';
import { area, curveStepAfter, line } from 'd3-shape';
import type { NumberValues } from '../../columns/number-values.ts';
import type { NumberBins } from '../../columns/reference-bins.ts';
import type { FeatureDrift } from '../../result/result-schema.ts';
import { percent } from '../../text/in-words.ts';
import { type Fragment, type Html, html } from '../pages/html.ts';
import { nameText } from '../pages/shown-text.ts';
import { type Axis, edgeOf, endsOf, placeOn } from './axis.ts';
import { valueWriter, xTicks } from './axis-text.ts';
import { axisOf, type GroupShares, groupShares } from './number-groups.ts';
import { quantilesOf } from './quantiles-of.ts';

export interface NumberDrawing {
  readonly figure: Html;
  /** The numbers behind the drawing, as rows of a table. */
  readonly rows: readonly NumberRow[];
}

export interface NumberRow {
  readonly values: string;
  readonly reference: number;
  readonly current: number;
}

export interface DrawnNumbers {
  readonly name: string;
  readonly kind: FeatureDrift['kind'];
  readonly bins: NumberBins;
  readonly reference: NumberValues;
  readonly current: NumberValues;
}

/** The drawing is this wide and high inside; the page stretches it to the room there is, lines keep their width. */
const wide = 1000;
const high = 100;

/** Two histograms on one axis: the reference as an area, the batch as a line over it. Undefined without values. */
export function drawNumbers(drawn: DrawnNumbers): NumberDrawing | undefined {
  const { bins, reference, current } = drawn;
  const axis = axisOf(bins, [reference, current]);
  if (!axis) return undefined;
  const before = groupShares(axis, bins, reference);
  const now = groupShares(axis, bins, current);
  const write = valueWriter(drawn.kind, axis);
  return {
    figure: figure(drawn, axis, before, now, write),
    rows: rowsOf(axis, before, now, write),
  };
}

function figure(
  drawn: DrawnNumbers,
  axis: Axis,
  before: GroupShares,
  now: GroupShares,
  write: (value: number) => string,
): Html {
  const top = Math.max(...before.within, ...now.within, before.below, before.above, now.below, now.above);
  const y = scaleLinear([0, top || 1], [high, 0]).nice(3);
  const ticks = y.ticks(3).filter((tick) => tick > 0);
  const medians = {
    reference: quantilesOf(drawn.bins, drawn.reference)(0.5),
    current: quantilesOf(drawn.bins, drawn.current)(0.5),
  };
  const label = `Histogram of ${nameText(drawn.name)}. ${medianWords(medians, write)}The numbers are in the table below.`;
  const hasBelow = before.below + now.below > 0;
  const hasAbove = before.above + now.above > 0;
  return html`<div class="plot">
<div class="plot-y" aria-hidden="true">${ticks.map((tick) => axisLabel('top', y(tick), percent(tick)))}
</div>
${hasBelow ? tailBar('below', before.below, now.below, y, ticks) : undefined}
<div class="plot-body">
<svg class="drawing" role="img" aria-label="${label}" viewBox="0 0 ${wide} ${high}" preserveAspectRatio="none">
${gridLines(ticks, y)}${shapes(axis, before, now, y)}${medianLines(medians, axis)}
</svg>
<div class="plot-x" aria-hidden="true">${xTicks(drawn.kind, axis).map(({ at, text }) => axisLabel('left', at, text))}
</div>
</div>
${hasAbove ? tailBar('above', before.above, now.above, y, ticks) : undefined}
</div>
${axisNotes(hasBelow, hasAbove, axis, drawn, write)}`;
}

function axisLabel(side: 'top' | 'left', at: number, text: string): Html {
  return html`
<span style="${side}:${round(at)}%">${text}</span>`;
}

type Scale = (value: number) => number;

function gridLines(ticks: readonly number[], y: Scale): Html {
  const path = [...ticks.map((tick) => `M0,${round(y(tick))}H${wide}`), `M0,${high}H${wide}`].join('');
  return html`<path class="grid" d="${path}"/>`;
}

function shapes(axis: Axis, before: GroupShares, now: GroupShares, y: Scale): Html {
  const x = scaleLinear([0, axis.groups], [0, wide]);
  const filled = area<number>()
    .x((_, index) => x(index))
    .y0(high)
    .y1((share) => y(share))
    .curve(curveStepAfter)
    .digits(1);
  const outline = line<readonly [number, number]>()
    .x(([at]) => x(at))
    .y(([, share]) => y(share))
    .curve(curveStepAfter)
    .digits(1);
  const last = now.within.at(-1) ?? 0;
  const points = now.within.map((share, index): readonly [number, number] => [index, share]);
  const around: readonly (readonly [number, number])[] = [
    [0, 0],
    ...points,
    [axis.groups, last],
    [axis.groups, 0],
  ];
  return html`
<path class="reference" d="${filled([...before.within, before.within.at(-1) ?? 0]) ?? ''}"/>
<path class="current" d="${outline(around) ?? ''}"/>`;
}

interface Medians {
  readonly reference: number | undefined;
  readonly current: number | undefined;
}

function medianLines({ reference, current }: Medians, axis: Axis): Fragment {
  const mark = (className: string, value: number | undefined) => {
    const place = value === undefined ? -1 : placeOn(axis, value);
    return place < 0 || place > axis.groups
      ? undefined
      : html`
<path class="${className}" d="M${round((wide * place) / axis.groups)},0V${high}"/>`;
  };
  return [mark('reference-median', reference), mark('current-median', current)];
}

function medianWords({ reference, current }: Medians, write: (value: number) => string): string {
  if (reference === undefined || current === undefined) return '';
  return `Median of the reference ${write(reference)}, of the batch ${write(current)}. `;
}

/** Values beyond the axis as one pair of bars, on the same scale of shares. */
function tailBar(
  side: 'below' | 'above',
  before: number,
  now: number,
  y: Scale,
  ticks: readonly number[],
): Html {
  const bar = (className: string, left: number, share: number) => html`
<rect class="${className}" x="${left}" y="${round(y(share))}" width="40" height="${round(high - y(share))}"/>`;
  const label = `Values ${side} the axis: ${percent(before)} of the reference, ${percent(now)} of the batch.`;
  return html`<div class="plot-tail">
<svg class="drawing" role="img" aria-label="${label}" viewBox="0 0 100 ${high}" preserveAspectRatio="none">
${gridLines(ticks, y)}${bar('reference', 8, before)}${bar('current-bar', 52, now)}
</svg>
<div class="plot-x" aria-hidden="true"><span style="left:50%">${side === 'below' ? '≪' : '≫'}</span></div>
</div>`;
}

/** What the drawing does not say by itself: values off the axis, and that the axis is no ordinary one. */
function axisNotes(
  hasBelow: boolean,
  hasAbove: boolean,
  axis: Axis,
  { current }: DrawnNumbers,
  write: (value: number) => string,
): Html | undefined {
  const [start, end] = endsOf(axis);
  const reach = (words: string, value: number | undefined, from: number) =>
    value === undefined || write(value) === write(from) ? '' : `, in the batch ${words} ${write(value)}`;
  const { min, max } = current;
  const notes = [
    ...(axis.scale === 'log' ? ['logarithmic axis'] : []),
    ...(hasBelow
      ? [
          `≪ values below ${write(start)}${reach('down to', min !== undefined && min < start ? min : undefined, start)}`,
        ]
      : []),
    ...(hasAbove
      ? [
          `≫ values above ${write(end)}${reach('up to', max !== undefined && max > end ? max : undefined, end)}`,
        ]
      : []),
  ];
  return notes.length === 0 ? undefined : html`<p class="note">${notes.join('; ')}</p>`;
}

function rowsOf(
  axis: Axis,
  before: GroupShares,
  now: GroupShares,
  write: (value: number) => string,
): readonly NumberRow[] {
  const [start, end] = endsOf(axis);
  const rows = [
    { values: `below ${write(start)}`, reference: before.below, current: now.below },
    ...before.within.map((reference, index) => ({
      values: `${write(edgeOf(axis, index))} to ${write(edgeOf(axis, index + 1))}`,
      reference,
      current: now.within[index] ?? 0,
    })),
    { values: `above ${write(end)}`, reference: before.above, current: now.above },
  ];
  return rows.filter(({ reference, current }) => reference + current > 0);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
