import type { HoldoutSummary } from '../../holdout/summary.ts';
import { scoreInWords } from '../../holdout/words.ts';
import { formatCount, formatInstant, percent } from '../../text/in-words.ts';
import { dataTable } from '../pages/data-table.ts';
import { type Html, html, noHtml } from '../pages/html.ts';
import { reportAddress } from '../pages/render-page.ts';
import { shownName } from '../pages/shown-text.ts';
import { badge } from '../pages/verdict-badge.ts';

/** Runs that are listed. */
const mostListed = 20;

/** How the holdout set of a model went, the newest run first; nothing where it has none. @param runs  the newest last */
export function holdoutsSection(runs: readonly HoldoutSummary[]): Html {
  if (runs.length === 0) return noHtml;
  return html`<section aria-labelledby="holdouts">
<h2 id="holdouts">The holdout set, scored again</h2>
<div class="card">${dataTable({
    caption: 'Runs of the holdout set',
    look: 'stacked',
    rows: runs.slice(-mostListed).toReversed(),
    columns: [
      { title: 'Run', cell: runLink },
      { title: 'Received', cell: ({ receivedAt }) => formatInstant(receivedAt) },
      { title: 'Verdict', cell: ({ severity }) => verdictBadgeOf(severity) },
      {
        title: 'Moved',
        look: 'number',
        cell: ({ moved, compared }) =>
          compared === 0 ? '–' : `${formatCount(moved)} (${percent(moved / compared)})`,
      },
      { title: 'Score', cell: ({ score }) => (score ? scoreInWords(score) : '–') },
    ],
  })}</div>
</section>`;
}

function runLink({ id, key }: HoldoutSummary): Html {
  return html`<a href="${reportAddress(`holdout-${id}`)}">${shownName(key.slice(key.lastIndexOf('/') + 1))}</a>`;
}

function verdictBadgeOf(severity: HoldoutSummary['severity']): Html {
  if (severity === 'critical') return badge('critical', 'critical');
  return severity === 'warning' ? badge('warning', 'warning') : badge('good', 'as before');
}
