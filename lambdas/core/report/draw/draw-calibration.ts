import type { PerformanceResult } from '../../result/performance-schema.ts';
import { formatCountOf, percent } from '../../text/in-words.ts';
import { type Html, html } from '../pages/html.ts';

type Bins = NonNullable<NonNullable<PerformanceResult['realised']>['calibration']>;

/** Inside. */
const side = 200;

/**
 * A curve of calibration: what scores say, and how often it came true. On the diagonal they say what is. What it shows stands in words
 * below it, for those who can't see it.
 */
export function drawCalibration(bins: Bins): Html {
  const points = bins.map(
    ({ score, observed }) => [round(side * score), round(side * (1 - observed))] as const,
  );
  const line = points.map(([x, y]) => `${x} ${y}`).join('L');
  const farthest = bins.reduce<Bins[number] | undefined>(
    (one, other) => (one && gap(one) >= gap(other) ? one : other),
    undefined,
  );
  const words = farthest
    ? `Farthest apart: rows with a score of about ${percent(farthest.score)} came true in ${percent(farthest.observed)} (${formatCountOf(farthest.rows, 'row')}).`
    : '';
  return html`<div class="heats"><figure class="heat">
<svg class="drawing" role="img" aria-label="Calibration: mean score across, share that came true upwards. ${words}" viewBox="-4 -4 ${side + 8} ${side + 8}">
<rect class="track" width="${side}" height="${side}"/>
<path class="reference-median" d="M0 ${side}L${side} 0"/>
<path class="current" d="M${line}"/>${points.map(
    ([x, y]) => html`
<rect class="current-bar" x="${round(x - 2)}" y="${round(y - 2)}" width="4" height="4"/>`,
  )}
</svg>
<figcaption>Mean score across, share of labelled rows that came true upwards; on the dashed line scores say what is. ${words}</figcaption>
</figure></div>`;
}

function gap({ score, observed }: Bins[number]): number {
  return Math.abs(score - observed);
}

function round(value: number): number {
  return Math.round(10 * Math.min(side, Math.max(0, value))) / 10;
}
