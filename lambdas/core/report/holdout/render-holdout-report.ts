import { worstOf } from '../../../severities.ts';
import type { HoldoutRun } from '../../holdout/run-schema.ts';
import { holdoutFact, scoreInWords } from '../../holdout/words.ts';
import { formatCount, formatInstant, numberInWords, percent } from '../../text/in-words.ts';
import { capitalised } from '../../text/sentences.ts';
import { dataTable } from '../pages/data-table.ts';
import { type Fragment, type Html, html, noHtml } from '../pages/html.ts';
import { pageFooter, renderPage } from '../pages/render-page.ts';
import { asSentence, nameText, shownCode, shownName, shownSentence } from '../pages/shown-text.ts';
import { sign, type Tone } from '../pages/verdict-badge.ts';

/**
 * The page of a holdout set that was scored again: one HTML file that needs nothing else.
 *
 * @returns a document in UTF-8; every text from the data in it is cleaned and escaped
 */
export function renderHoldoutReport(run: HoldoutRun): string {
  const heading = capitalised(holdoutFact(run));
  const tone = toneOf(run);
  return renderPage({
    title: `${heading}: ${nameText(run.model)}, holdout set`,
    body: html`<header class="top"><nav aria-label="Reports"><a href="index.html">All batches of ${shownName(run.model)}</a></nav>
<div class="banner ${tone}"><p class="eyebrow">${shownName(run.model)} · ${shownName(run.environment)} · holdout set · <time datetime="${run.run.receivedAt}">${formatInstant(run.run.receivedAt)}</time></p>
<h1>${sign(tone)}<span>${shownSentence(heading, 300)}</span></h1></div></header>
<main id="main">
${findingsSection(run)}
${factsSection(run)}
${flowsSection(run)}
</main>
${pageFooter(run.plumbline)}`,
  });
}

function toneOf({ findings }: HoldoutRun): Tone {
  const worst = worstOf(findings.map(({ severity }) => severity));
  if (worst === 'critical') return 'critical';
  return worst === 'warning' ? 'warning' : 'good';
}

function findingsSection({ findings }: HoldoutRun): Html {
  if (findings.length === 0) return noHtml;
  return html`<section aria-labelledby="found"><h2 id="found">What was found</h2>
<ul>${findings.map(({ severity, sentence }) => html`<li>${severity === 'critical' ? html`<strong>critical</strong> ` : undefined}${asSentence(sentence)}</li>`)}</ul></section>
`;
}

function factsSection({ run, baseline, ids, inputs, predictions, score, confidence }: HoldoutRun): Html {
  const [low, high] = predictions.interval.map(percent);
  const facts: readonly (readonly [string, Fragment])[] = [
    ['File', shownCode(run.key, 1024)],
    ['Baseline', html`${shownCode(baseline.key, 1024)} of ${formatInstant(baseline.receivedAt)}`],
    [
      'Ids',
      `${formatCount(ids.both)} in both, ${formatCount(ids.missing)} missing, ${formatCount(ids.added)} added, ${formatCount(run.repeated)} repeated`,
    ],
    [
      'Inputs',
      `${formatCount(inputs.changed)} ids changed, in ${formatCount(inputs.columns.length)} of ${formatCount(inputs.compared)} columns`,
    ],
    [
      'Moved predictions',
      `${formatCount(predictions.moved)} (${percent(predictions.share)}; 95 %: ${low} to ${high})`,
    ],
    ...(predictions.meanChange === undefined
      ? []
      : [['Mean change', numberInWords(predictions.meanChange)] as const]),
    ...(score
      ? [
          [
            'Score',
            `${scoreInWords(score)}, of ${formatCount(score.labelled)} labelled ids (p = ${numberInWords(score.pValue)})`,
          ] as const,
        ]
      : []),
    ...(confidence
      ? [
          [
            'Mean confidence',
            `${numberInWords(confidence.baseline)}, now ${numberInWords(confidence.current)}`,
          ] as const,
        ]
      : []),
  ];
  return html`<section aria-labelledby="facts"><h2 id="facts">What was compared</h2>
<dl class="pairs">${facts.map(([term, text]) => html`<dt>${term}</dt><dd>${text}</dd>`)}</dl></section>
`;
}

function flowsSection({ predictions: { flows = [] } }: HoldoutRun): Html {
  if (flows.length === 0) return noHtml;
  return html`<section aria-labelledby="flows"><h2 id="flows">What became what</h2><div class="card">${dataTable(
    {
      caption: 'Predictions that moved',
      columns: [
        { title: 'Baseline', cell: ({ from }) => shownName(from) },
        { title: 'Now', cell: ({ to }) => shownName(to) },
        { title: 'Ids', look: 'number', cell: ({ count }) => formatCount(count) },
      ],
      rows: flows,
    },
  )}</div></section>
`;
}
