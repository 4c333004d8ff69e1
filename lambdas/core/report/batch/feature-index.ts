import type { FeatureDrift } from '../../result/result-schema.ts';
import { featureEffects } from '../../signals/effects.ts';
import { formatCount, formatCountOf, percent } from '../../text/in-words.ts';
import { dataTable } from '../pages/data-table.ts';
import { type Html, html } from '../pages/html.ts';
import { shownName } from '../pages/shown-text.ts';
import { featureBadge, verdictTone } from '../pages/verdict-badge.ts';
import { type Effect, largestEffect } from './largest-effect.ts';

/** Characters of a name; its card shows more. */
const longestName = 60;
/** Lines of the list of features. */
const mostLines = 500;
/** Lines that are not folded away; what drifted never is. */
const mostOpen = 25;

export interface IndexedFeature {
  readonly feature: FeatureDrift;
  /** Of its card; undefined where it has none. */
  readonly anchor: string | undefined;
}

/** All features on one scale: which moved, how far, and from where on that matters. */
export function featureIndex(features: readonly IndexedFeature[]): Html {
  const rows = features
    .slice(0, mostLines)
    .map(({ feature, anchor }) => ({ feature, anchor, effect: largestEffect(feature) }));
  const end = endOfAxis(rows);
  const leftOut = features.length - rows.length;
  const news = rows.findLastIndex(({ feature }) => feature.verdict.status === 'drifted') + 1;
  const open = rows.length <= mostOpen ? rows.length : Math.max(mostOpen, news);
  const rest = rows.slice(open);
  return html`${indexTable(rows.slice(0, open), end)}
${rest.length > 0 ? html`<details class="fold"><summary>${formatCountOf(rest.length, 'more feature')}, none of them drifted</summary>${indexTable(rest, end)}</details>` : undefined}
${leftOut > 0 ? html`<p class="note">${formatCount(leftOut)} more features are in the result, not shown here.</p>` : undefined}`;
}

function indexTable(rows: readonly IndexRow[], end: number): Html {
  return dataTable({
    caption: `Share of the rows that moved, from 0 to ${percent(end)}. Up to the notch it is too small to matter, or usual.`,
    isCaptionShown: true,
    look: 'index',
    rows,
    columns: [
      { title: 'Feature', cell: nameCell },
      { title: 'Drawing', look: 'wide', cell: (row) => effectBar(row, end) },
      { title: 'Rows moved', look: 'number', cell: ({ effect }) => (effect ? percent(effect.effect) : '–') },
      { title: 'Verdict', cell: ({ feature }) => featureBadge(feature) },
    ],
  });
}

interface IndexRow extends IndexedFeature {
  readonly effect: Effect | undefined;
}

/** At least what is critical by itself, so that what is far from it is drawn as little. */
function endOfAxis(rows: readonly IndexRow[]): number {
  const effects = rows.flatMap(({ effect }) => (effect ? [effect.effect, effect.minEffect] : []));
  return Math.max(featureEffects.criticalEffect, ...effects);
}

function nameCell({ feature, anchor }: IndexRow): Html {
  const name = shownName(feature.name, longestName);
  return anchor === undefined ? name : html`<a href="#${anchor}">${name}</a>`;
}

function effectBar({ feature, effect }: IndexRow, end: number): Html | undefined {
  if (!effect) return undefined;
  const at = (share: number) => Math.round((1000 * share) / end) / 10;
  return html`<svg class="effect drawing" aria-hidden="true" viewBox="0 0 100 10" preserveAspectRatio="none">
<rect class="track" x="0" y="0" width="100" height="10"/>
<rect class="${barLook(feature)}" x="0" y="2" width="${Math.max(0.4, at(effect.effect))}" height="6"/>
<path class="notch" d="M${at(effect.minEffect)},0V10"/>
</svg>`;
}

/** Only what drifted has a colour: an effect past the notch may be chance. */
function barLook({ verdict }: FeatureDrift): string {
  return verdict.status === 'drifted' ? `tone-bar ${verdictTone(verdict)}` : 'quiet-bar';
}
