import type { LossCourse, LossPoint } from '../../over-time/follow-losses.ts';
import { gapSentence, lossSentences } from '../../over-time/loss-words.ts';
import { clopperPearson } from '../../stats/functions/clopper-pearson.ts';
import { formatCountOf, percent } from '../../text/in-words.ts';
import { type Html, html } from '../pages/html.ts';
import { severityBadge, severityTones } from '../pages/verdict-badge.ts';

/** Batches that are drawn. */
const mostDrawn = 60;

/** What one batch shows: shares of rows that the model is right on. */
interface Drawn {
  readonly day: string;
  readonly right: number;
  readonly low: number;
  readonly high: number;
  readonly estimated: number | undefined;
  readonly usual: number;
  readonly allowed: number;
  readonly labelled: number;
}

/** How often the model was right, batch by batch, by its labels and by estimate; undefined where no batch has labels. */
export function performanceSection({ points, open, correction }: LossCourse): Html | undefined {
  const drawn = points.slice(-mostDrawn).map(drawnOf);
  const newest = drawn.at(-1);
  if (!newest) return undefined;
  const { right, labelled, allowed, usual } = newest;
  const state = open
    ? html`<p>${severityBadge(open.severity)} ${lossSentences(open)}</p>`
    : html`<p>No loss: batches since the reference came are about as often right as it.</p>`;
  return html`<section aria-labelledby="performance">
<h2 id="performance">Is the model still right?</h2>
<article class="card${open ? html` ${severityTones[open.severity]}` : undefined}">
${state}${open || !correction ? undefined : html`<p>${gapSentence(correction)}</p>`}
<p class="sentence soft">Newest batch with labels: right in ${percent(right)} of ${formatCountOf(labelled, 'row')}.
Reference: ${percent(usual)}. The contract allows no less than ${percent(allowed)}.</p>
${chart(drawn)}
<p class="note">By the labels that have come: a dot for each batch, with its 95 % interval; hollow: estimated without labels, corrected where labels of earlier
batches had shown that estimates are off. The line is the reference, dashed: the
limit from the contract. Older batches may still get labels.</p>
</article>
</section>`;
}

function drawnOf({ batch }: LossPoint): Drawn {
  const { labelled, wrong, usual, limit, estimated, receivedAt } = batch;
  const errors = clopperPearson(wrong, labelled);
  return {
    day: receivedAt.slice(0, 10),
    right: 1 - wrong / labelled,
    low: 1 - errors.high,
    high: 1 - errors.low,
    estimated: estimated === undefined ? undefined : 1 - estimated,
    usual: 1 - usual.wrong / usual.labelled,
    allowed: 1 - limit,
    labelled,
  };
}

/** From somewhat below the lowest mark to somewhat above the highest: a loss of points must be seen. */
function chart(drawn: readonly Drawn[]): Html {
  const values = drawn.flatMap(({ low, high, usual, allowed }) => [low, high, usual, allowed]);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const span = Math.max(most - least, 0.01);
  const height = (value: number) => Math.round(1000 * (0.04 + (0.92 * (most - value)) / span)) / 10;
  const width = drawn.length * 10;
  const label = `Share of rows that the model was right on, ${formatCountOf(drawn.length, 'batch', 'batches')} from the oldest to the newest, between ${percent(least)} and ${percent(most)}.`;
  return html`<svg class="strip performance drawing" role="img" aria-label="${label}" viewBox="0 0 ${width} 100" preserveAspectRatio="none">
<path class="usual" d="${steps(drawn.map(({ usual }) => height(usual)))}"/>
<path class="limit" d="${steps(drawn.map(({ allowed }) => height(allowed)))}"/>
${drawn.map((one, index) => marks(one, index * 10 + 5, height))}
</svg>
<p class="time-axis" aria-hidden="true"><span>${drawn[0]?.day}</span><span>${percent(least)} to ${percent(most)}</span><span>${drawn.length > 1 ? drawn.at(-1)?.day : ''}</span></p>`;
}

function marks(
  { right, low, high, estimated, allowed }: Drawn,
  x: number,
  height: (value: number) => number,
): Html {
  const look = right < allowed ? 'below' : 'fine';
  const estimate =
    estimated === undefined
      ? undefined
      : html`<path class="estimate" d="M${x},${height(estimated)}h0"/><path class="estimate hole" d="M${x},${height(estimated)}h0"/>`;
  return html`<path class="whisker" d="M${x},${height(high)}V${height(low)}"/>${estimate}<path class="dot ${look}" d="M${x},${height(right)}h0"/>
`;
}

function steps(heights: readonly number[]): string {
  return heights.map((y, index) => `M${index * 10},${y}h10`).join('');
}
