import type { FeatureDrift, Result } from '../../result/result-schema.ts';
import { byStanding, standingOf } from '../../signals/feature-standing.ts';
import { cutText } from '../../text/clean-text.ts';
import { formatCount, formatCountOf, formatInstant, percent } from '../../text/in-words.ts';
import { batchName } from '../../text/places.ts';
import { associationsOf } from '../draw/associations.ts';
import { legend } from '../draw/two-samples.ts';
import { type Fragment, type Html, html, noHtml } from '../pages/html.ts';
import { pageFooter, renderPage } from '../pages/render-page.ts';
import { nameText, shownName, shownSentence } from '../pages/shown-text.ts';
import { sign } from '../pages/verdict-badge.ts';
import { batchFactsSection, confidenceSection } from './batch-facts-section.ts';
import type { BatchReportFacts, DrawnProfiles } from './batch-report-facts.ts';
import { batchSignalsSection } from './batch-signals-section.ts';
import { type BatchVerdict, batchVerdict } from './batch-verdict.ts';
import { environmentSection } from './environment-section.ts';
import { featureCard } from './feature-card.ts';
import { featureIndex } from './feature-index.ts';
import { pairsSection } from './pairs-section.ts';
import { performanceSection } from './performance-section.ts';
import { isWrittenDifferently } from './representation-table.ts';
import { rollingSection } from './rolling-section.ts';
import { segmentsSection } from './segments-section.ts';
import { reasonsSection, violationsSection } from './violations-section.ts';

/** Features that are drawn; the others are told in the list. */
const mostCards = 100;

/**
 * The report of a batch: one HTML file that needs nothing else. The verdict first, then what matters most.
 *
 * @returns a document in UTF-8; every text from the data in it is cleaned and escaped
 */
export function renderBatchReport(facts: BatchReportFacts): string {
  const { result, profiles, places } = facts;
  const verdict = batchVerdict(result);
  const file = fileOf(result);
  return renderPage({
    title: `${verdict.heading}: ${nameText(result.model)}, ${file}`,
    body: html`<header class="top"><nav aria-label="Reports"><a href="index.html">All batches of ${shownName(result.model)}</a></nav>
${verdictBanner(verdict, result, file)}</header>
<main id="main">
${keyFigures(result)}
${reasonsSection(result.validation)}
${nextStepsSection(facts.nextSteps)}${performanceSection(result)}
${featuresSection(result, profiles)}
${segmentsSection(result.drift)}${pairsSection(result.drift, profiles && associationsOf(profiles))}${batchSignalsSection(result.drift)}${rollingSection(result.drift)}${environmentSection(result)}
${violationsSection(result.validation)}
${confidenceSection(result)}
${batchFactsSection(result, places)}
</main>
${pageFooter(result.plumbline)}`,
  });
}

function verdictBanner({ tone, heading, summary }: BatchVerdict, result: Result, file: string): Html {
  return html`<div class="banner ${tone}"><p class="eyebrow">${shownName(result.model)} · ${shownName(result.environment)} · <bdi>${file}</bdi> · <time datetime="${result.batch.receivedAt}">${formatInstant(result.batch.receivedAt)}</time></p>
<h1>${sign(tone)}<span>${shownSentence(heading, 300)}</span></h1>
<p class="summary">${shownSentence(summary, 1000)}</p></div>
`;
}

function keyFigures({ validation, drift, reference }: Result): Html {
  const { read, accepted, quarantined } = validation.rows;
  const { drifted, usual, undecided, apart } = byStanding(drift.features);
  const compared = drift.features.length - apart.length;
  const asides = (
    [
      ['moved as usual', usual.length],
      ['undecided', undecided.length],
      ['not compared', apart.length],
    ] as const
  ).flatMap(([word, count]) => (count === 0 ? [] : [`; ${formatCount(count)} ${word}`]));
  const figures: readonly (readonly [string, string, Fragment])[] = [
    [
      'Rows read',
      formatCount(read),
      reference ? `against ${formatCount(reference.rows)} of the reference` : undefined,
    ],
    ['Accepted', formatCount(accepted), read === 0 ? undefined : percent(accepted / read)],
    ['Set aside', formatCount(quarantined), read === 0 ? undefined : percent(quarantined / read)],
    ...(drift.features.length === 0
      ? []
      : [
          [
            'Drifted',
            `${formatCount(drifted.length)} of ${formatCount(compared)}`,
            `features${asides.join('')}`,
          ] as const,
        ]),
  ];
  return html`<section aria-labelledby="figures"><h2 id="figures" class="unseen">Figures</h2><dl class="figures">${figures.map(([term, value, aside]) => html`<div><dt>${term}</dt><dd><strong>${value}</strong> <span class="soft">${aside}</span></dd></div>`)}</dl></section>
`;
}

function featuresSection({ drift }: Result, profiles: DrawnProfiles | undefined): Html {
  const { features } = drift;
  if (features.length === 0) return noHtml;
  const columns = new Map(profiles?.yardstick.columns.map(({ id }, index) => [id, index]));
  const cards = features.slice(0, mostCards).map((feature, index) => ({
    feature,
    card: featureCard(feature, anchorOf(index), profiles, columns),
  }));
  const groups = Object.groupBy(cards, ({ feature }) => groupOf(feature));
  const indexed = features.map((feature, index) => ({
    feature,
    anchor: index < mostCards ? anchorOf(index) : undefined,
  }));
  const leftOut = features.length - cards.length;
  return html`<section aria-labelledby="index"><h2 id="index">Features, what matters first</h2><div class="card">${featureIndex(indexed)}</div></section>
${cardGroups.map(({ id, title }) =>
  cardsSection(
    id,
    title,
    (groups[id] ?? []).map(({ card }) => card),
  ),
)}
${leftOut > 0 ? html`<p class="note">${formatCountOf(leftOut, 'more feature is', 'more features are')} in the list above, not drawn here.</p>` : undefined}`;
}

/** As the mail about the batch has them. */
function nextStepsSection(steps: readonly string[]): Html {
  if (steps.length === 0) return noHtml;
  return html`<section aria-labelledby="next"><h2 id="next">What to do</h2><ol class="card steps">${steps.map((step) => html`<li>${shownSentence(step, 1000)}</li>`)}</ol></section>
`;
}

/** Cards under one heading, in the order of the page. */
const cardGroups = [
  { id: 'told', title: 'What changed' },
  { id: 'usual', title: 'What moved no more than is usual' },
  { id: 'undecided', title: 'What could not be judged' },
  { id: 'stable', title: 'What did not move by enough to matter' },
  { id: 'apart', title: 'What cannot be compared' },
] as const;

function groupOf(feature: FeatureDrift): (typeof cardGroups)[number]['id'] {
  if (isWrittenDifferently(feature)) return 'told';
  const standing = standingOf(feature);
  return standing === 'drifted' ? 'told' : standing;
}

/** What needs no look is folded away where there is much of it: a link to a card, and a search in the page, open it. */
const mostOpen = 12;

function cardsSection(id: string, title: string, cards: readonly Html[]): Html {
  if (cards.length === 0) return noHtml;
  const shown = html`${legend}<div class="cards ${id}">
${cards}</div>`;
  const isFolded = id !== 'told' && cards.length > mostOpen;
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${isFolded ? html`<details class="fold"><summary>Show ${formatCountOf(cards.length, 'feature')}</summary>${shown}</details>` : shown}</section>
`;
}

function anchorOf(index: number): string {
  return `feature-${index + 1}`;
}

function fileOf({ batch }: Result): string {
  return cutText(nameText(batchName(batch.key)), 80);
}
