import { type Html, html } from '../pages/html.ts';

/** How the two samples are told apart: by form as well as by colour. */
export const legend = html`<p class="legend">
<span><svg aria-hidden="true" viewBox="0 0 24 12"><rect class="reference" x="1" y="1" width="22" height="10"/></svg> Reference: a pale area, median dashed</span>
<span><svg aria-hidden="true" viewBox="0 0 24 12"><path class="current" d="M1,10V4H12V1H23V10"/></svg> This batch: a strong line or full bar</span>
</p>`;

/** Two bars, one above the other: the reference outlined, the batch full. @param largest  the share that is full width */
export function pairedBars(reference: number, current: number, largest: number): Html {
  return html`<svg class="bars drawing" aria-hidden="true" viewBox="0 0 100 20" preserveAspectRatio="none">
<rect class="track" x="0" y="0" width="100" height="20"/>
${bar('reference', 1.5, reference, largest)}${bar('current-bar', 11, current, largest)}
</svg>`;
}

function bar(className: string, top: number, share: number, largest: number): Html | undefined {
  if (share <= 0) return undefined;
  const width = Math.max(0.6, Math.round((1000 * share) / (largest || 1)) / 10);
  return html`<rect class="${className}" x="0" y="${top}" width="${Math.min(100, width)}" height="7.5"/>`;
}
