import { type LossCourse, type LossPoint, worthOf } from '../../over-time/follow-losses.ts';
import { gapSentence, lossSentences } from '../../over-time/loss-words.ts';
import { clopperPearson } from '../../stats/functions/clopper-pearson.ts';
import { formatCountOf, numberInWords, percent } from '../../text/in-words.ts';
import { type Html, html } from '../pages/html.ts';
import { severityBadge, severityTones } from '../pages/verdict-badge.ts';

/** Batches that are drawn. */
const mostDrawn = 60;

/** What one batch shows: the share of rows that the model is right on or, where numbers are predicted, its mean error. */
interface Drawn {
  readonly day: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly estimated: number | undefined;
  readonly usual: number;
  readonly allowed: number;
  readonly labelled: number;
  readonly isWorse: boolean;
}

/** How often the model was right, batch by batch, by its labels and by estimate; undefined where no batch has labels. */
export function performanceSection({ points, open, correction }: LossCourse): Html | undefined {
  const drawn = points.slice(-mostDrawn).map(drawnOf);
  const newest = drawn.at(-1);
  if (!newest) return undefined;
  const { value, labelled, allowed, usual } = newest;
  const cap = points.at(-1)?.batch.numbers?.cap;
  const write = (of: number) => (cap === undefined ? percent(of) : numberInWords(of));
  const words = cap === undefined ? wordsOfClasses : wordsOfNumbers(cap);
  const state = open
    ? html`<p>${severityBadge(open.severity)} ${lossSentences(open)}</p>`
    : html`<p>No loss: batches since the reference came are about as ${words.often} right as it.</p>`;
  return html`<section aria-labelledby="performance">
<h2 id="performance">Is the model still right?</h2>
<article class="card${open ? html` ${severityTones[open.severity]}` : undefined}">
${state}${open || !correction ? undefined : html`<p>${gapSentence(correction)}</p>`}
<p class="sentence soft">Newest batch with labels: ${words.is} ${write(value)} ${words.of} ${formatCountOf(labelled, 'row')}.
Reference: ${write(usual)}. The contract allows no ${words.least} than ${write(allowed)}.</p>
${chart(drawn, words.title, write)}
<p class="note">${words.note}By the labels that have come: a dot for each batch, with its 95 % interval; hollow: estimated without labels, corrected where labels of earlier
batches had shown that estimates are off. The line is the reference, dashed: the
limit from the contract. Older batches may still get labels.</p>
</article>
</section>`;
}

/** How a chart is told. */
interface ChartWords {
  readonly is: string;
  readonly of: string;
  readonly often: string;
  readonly least: string;
  readonly title: string;
  readonly note: string;
}

const wordsOfClasses: ChartWords = {
  is: 'right in',
  of: 'of',
  often: 'often',
  least: 'less',
  title: 'Share of rows that the model was right on',
  note: '',
};

function wordsOfNumbers(cap: number): ChartWords {
  return {
    is: 'off by',
    of: 'on average, on',
    often: 'nearly',
    least: 'more',
    title: 'Mean error of the model',
    note: `Errors beyond ${numberInWords(cap)} count as that. `,
  };
}

function drawnOf({ batch }: LossPoint): Drawn {
  const { labelled, wrong, usual, limit, estimated, receivedAt, numbers } = batch;
  const worth = worthOf(batch);
  const errors = clopperPearson(worth.wrong, worth.labelled);
  const shown = (rate: number) => (numbers ? rate * numbers.cap : 1 - rate);
  const [one, other] = [shown(errors.low), shown(errors.high)];
  return {
    day: receivedAt.slice(0, 10),
    value: shown(wrong / labelled),
    low: Math.min(one, other),
    high: Math.max(one, other),
    estimated: estimated === undefined ? undefined : shown(estimated),
    usual: shown(usual.wrong / usual.labelled),
    allowed: shown(limit),
    labelled,
    isWorse: wrong / labelled > limit,
  };
}

/** From somewhat below the lowest mark to somewhat above the highest: a loss of points must be seen. */
function chart(drawn: readonly Drawn[], title: string, write: (value: number) => string): Html {
  const values = drawn.flatMap(({ low, high, usual, allowed }) => [low, high, usual, allowed]);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const span = Math.max(most - least, 0.01 * Math.abs(most));
  const height = (value: number) => Math.round(1000 * (0.04 + (0.92 * (most - value)) / span)) / 10;
  const width = drawn.length * 10;
  const label = `${title}, ${formatCountOf(drawn.length, 'batch', 'batches')} from the oldest to the newest, between ${write(least)} and ${write(most)}.`;
  return html`<svg class="strip performance drawing" role="img" aria-label="${label}" viewBox="0 0 ${width} 100" preserveAspectRatio="none">
<path class="usual" d="${steps(drawn.map(({ usual }) => height(usual)))}"/>
<path class="limit" d="${steps(drawn.map(({ allowed }) => height(allowed)))}"/>
${drawn.map((one, index) => marks(one, index * 10 + 5, height))}
</svg>
<p class="time-axis" aria-hidden="true"><span>${drawn[0]?.day}</span><span>${write(least)} to ${write(most)}</span><span>${drawn.length > 1 ? drawn.at(-1)?.day : ''}</span></p>`;
}

function marks(
  { value, low, high, estimated, isWorse }: Drawn,
  x: number,
  height: (value: number) => number,
): Html {
  const look = isWorse ? 'below' : 'fine';
  const estimate =
    estimated === undefined
      ? undefined
      : html`<path class="estimate" d="M${x},${height(estimated)}h0"/><path class="estimate hole" d="M${x},${height(estimated)}h0"/>`;
  return html`<path class="whisker" d="M${x},${height(high)}V${height(low)}"/>${estimate}<path class="dot ${look}" d="M${x},${height(value)}h0"/>
`;
}

function steps(heights: readonly number[]): string {
  return heights.map((y, index) => `M${index * 10},${y}h10`).join('');
}
