import type { FeatureDrift } from '../../result/result-schema.ts';
import { formatCount, percent } from '../../text/in-words.ts';
import { type Html, html } from '../pages/html.ts';
import { shownName } from '../pages/shown-text.ts';
import { featureBadge } from '../pages/verdict-badge.ts';
import { type Effect, largestEffect } from './largest-effect.ts';

/** Characters of a name; its card shows more. */
const longestName = 60;
/** Lines of the list of features. */
const mostLines = 500;

export interface IndexedFeature {
  readonly feature: FeatureDrift;
  /** Of its card; undefined where it has none. */
  readonly anchor: string | undefined;
}

/** All features on one scale: which moved, how far, and from where on that matters. */
export function featureIndex(features: readonly IndexedFeature[]): Html {
  const shown = features.slice(0, mostLines);
  const effects = shown.map(({ feature }) => largestEffect(feature));
  const largest = Math.max(
    0.05,
    ...effects.map((effect) => Math.max(effect?.effect ?? 0, effect?.minEffect ?? 0)),
  );
  const leftOut = features.length - shown.length;
  return html`<table class="index"><caption>How many rows in a hundred moved. The notch marks from where on that matters.</caption>
<thead><tr><th scope="col">Feature</th><th scope="col" class="wide"><span class="unseen">Drawing</span></th><th scope="col" class="number">Moved</th><th scope="col">Verdict</th></tr></thead>
<tbody>
${shown.map(({ feature, anchor }, index) => indexRow(feature, anchor, effects[index], largest))}</tbody></table>
${leftOut > 0 ? html`<p class="note">${formatCount(leftOut)} more features are in the result, not shown here.</p>` : undefined}`;
}

function indexRow(
  feature: FeatureDrift,
  anchor: string | undefined,
  effect: Effect | undefined,
  largest: number,
): Html {
  const name = shownName(feature.name, longestName);
  return html`<tr><th scope="row">${anchor === undefined ? name : html`<a href="#${anchor}">${name}</a>`}</th><td class="wide">${effectBar(effect, largest)}</td><td class="number">${effect ? percent(effect.effect) : '–'}</td><td>${featureBadge(feature)}</td></tr>
`;
}

function effectBar(effect: Effect | undefined, largest: number): Html | undefined {
  if (!effect) return undefined;
  const at = (share: number) => Math.round((1000 * share) / largest) / 10;
  const bar = Math.max(0.4, at(effect.effect));
  return html`<svg class="effect drawing" aria-hidden="true" viewBox="0 0 100 10" preserveAspectRatio="none"><rect class="track" x="0" y="0" width="100" height="10"/><rect class="${effect.effect >= effect.minEffect ? 'current-bar' : 'quiet-bar'}" x="0" y="2" width="${bar}" height="6"/><path class="notch" d="M${at(effect.minEffect)},0V10"/></svg>`;
}
