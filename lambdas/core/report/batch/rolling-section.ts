import { noveltyOfDrift, recentBatches } from '../../alert/batch/rolling-words.ts';
import type { Drift, RollingDrift, Verdict } from '../../result/result-schema.ts';
import { formatCount, formatCountOf, formatInstant } from '../../text/in-words.ts';
import { type Html, html, noHtml } from '../pages/html.ts';
import { asSentence, shownName } from '../pages/shown-text.ts';
import { badge } from '../pages/verdict-badge.ts';

/** Features that are listed; the result has them all. */
const mostFeatures = 30;

/** The batch against those before it: what is new of what drifted. */
export function rollingSection(drift: Drift): Html {
  const { rolling } = drift;
  if (!rolling) return noHtml;
  const novelty = drift.status === 'drifted' ? noveltyOfDrift(drift) : undefined;
  return html`<section aria-labelledby="recent"><h2 id="recent">Against ${rolling.batches < 2 ? 'the batches before it' : recentBatches(rolling)}</h2>
<p>${badge(rolling.status === 'drifted' ? 'warning' : rolling.status === 'stable' ? 'good' : 'open', words[rolling.status])} ${asSentence(rolling.reason)}</p>
${novelty ? html`<p>${asSentence(novelty)}</p>` : undefined}
${extent(rolling)}
${differing(rolling)}</section>
`;
}

const words: Readonly<Record<RollingDrift['status'], string>> = {
  stable: 'alike',
  drifted: 'different',
  inconclusive: 'inconclusive',
};

function extent({ batches, asked, rows, from, to }: RollingDrift): Html | undefined {
  if (rows === undefined || from === undefined || to === undefined) return undefined;
  const fewer = batches < asked ? `, of ${formatCount(asked)} that the contract asks for` : '';
  return html`<p class="note">${formatCountOf(batches, 'accepted batch', 'accepted batches')}${fewer}, ${formatCountOf(rows, 'row')}, ${formatInstant(from)} to ${formatInstant(to)}. This comparison alarms nobody.</p>`;
}

function differing({ features, pairs = [], multivariate }: RollingDrift): Html | undefined {
  const told = [
    ...features.flatMap(({ name, verdict, representation = [] }) =>
      [verdict, ...representation.flatMap((one) => one.verdict ?? [])].map((one) => ({
        term: shownName(name),
        verdict: one,
      })),
    ),
    ...pairs.map(({ columns: [first, second], verdict }) => ({
      term: html`${shownName(first)} and ${shownName(second)}`,
      verdict,
    })),
    ...(multivariate ? [{ term: html`All columns at once`, verdict: multivariate.verdict }] : []),
  ].filter(({ verdict }) => verdict.status === 'drifted');
  if (told.length === 0) return undefined;
  const more = told.length - mostFeatures;
  return html`<dl class="pairs">${told.slice(0, mostFeatures).map(item)}</dl>
${more > 0 ? html`<p class="note">${formatCount(more)} more in the result, not shown here.</p>` : undefined}`;
}

function item({ term, verdict }: { readonly term: Html; readonly verdict: Verdict }): Html {
  return html`<dt>${term}</dt><dd>${asSentence(verdict.reason)}</dd>`;
}
