import type { BatchSignalDrift, Drift } from '../../result/result-schema.ts';
import { batchSignalNames } from '../../signals/batch-signals.ts';
import { percent } from '../../text/in-words.ts';
import { type Html, html, noHtml } from '../pages/html.ts';
import { asSentence } from '../pages/shown-text.ts';
import { verdictBadge, verdictTone } from '../pages/verdict-badge.ts';

/** The signals of the rows as a whole, a card each. */
export function batchSignalsSection({ batchSignals = [] }: Drift): Html {
  if (batchSignals.length === 0) return noHtml;
  return html`<section aria-labelledby="rows-as-a-whole"><h2 id="rows-as-a-whole">The rows as a whole</h2>
${batchSignals.map(signalCard)}</section>
`;
}

function signalCard({ signal, reference, current, verdict }: BatchSignalDrift): Html {
  return html`<div class="card together ${verdictTone(verdict)}">
<p><strong>${batchSignalNames[signal]}</strong> ${verdictBadge(verdict)}</p>
<p>${asSentence(verdict.reason)}</p>
<p class="note">Reference ${percent(reference)}, batch ${percent(current)}.</p></div>
`;
}
