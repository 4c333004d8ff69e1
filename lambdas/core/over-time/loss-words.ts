import { formatCountOf, numberInWords, percent } from '../text/in-words.ts';
import { metricInWords, sizeInWords, valueInWords } from '../text/metric-words.ts';
import type { OpenLoss } from './follow-losses.ts';
import type { LossNews } from './loss-log.ts';

/** Rates, and what they are of: see {@link LossNews}. */
type Rates = Pick<OpenLoss, 'now' | 'usual' | 'cap'>;

/** A rate as people know it: how often the model is right, or the mean error. */
export function rateInWords(rate: number, cap: number | undefined): string {
  return cap === undefined ? percent(1 - rate) : numberInWords(rate * cap);
}

/**
 * How right the model is now, and in the reference: `right in 86.1 % of the labelled rows (reference: 90.2 %)`, of numbers
 * `off by 12.3 on average, no error counting as more than 40 (reference: 10.1)`.
 */
export function rightInWords({ now, usual, cap }: Rates): string {
  const reference = `(reference: ${rateInWords(usual, cap)})`;
  return cap === undefined
    ? `right in ${rateInWords(now, cap)} of the labelled rows ${reference}`
    : `off by ${rateInWords(now, cap)} on average, no error counting as more than ${numberInWords(cap)} ${reference}`;
}

/** `2.5 points in 30 days`; a point is one row in a hundred. */
export function slopeInWords(slope30: number, cap?: number): string {
  const slope = Number((slope30 * (cap ?? 100)).toPrecision(2));
  return `${cap === undefined ? formatCountOf(slope, 'point') : numberInWords(slope)} in 30 days`;
}

/** The one fact about a loss, as it stands in a subject line. */
export function lossFact(news: OpenLoss): string {
  const { kind, now, usual, since, cap } = news;
  const is = cap === undefined ? 'right in' : `mean error (each at most ${numberInWords(cap)})`;
  const rates = `${is} ${rateInWords(now, cap)}, was ${rateInWords(usual, cap)}`;
  switch (kind) {
    case 'batch':
      return `one batch much worse than the reference: ${rates}`;
    case 'step':
      return `worse since ${dayOf(since)}: ${rates}`;
    case 'decay':
      return `${rates}, and ${cap === undefined ? 'falling' : 'rising'}${breachClause(news)}`;
    default:
      return kind satisfies never;
  }
}

function breachClause({ breachAt, now, limit }: OpenLoss): string {
  if (now >= limit) return ': over the limit';
  return breachAt === undefined ? '' : `: at the limit about ${dayOf(breachAt)}`;
}

/** What a loss means, in a few sentences. */
export function lossSentences(news: OpenLoss): string {
  const { correction, judged } = news;
  return `${changeSentences(news)}${judged ? ` ${judgedSentence(judged)}` : ''}${correction ? ` ${gapSentence(correction)}` : ''}`;
}

/** By the measure that the contract has, where errors are followed and the model is judged by another. */
function judgedSentence({ metric, value, baseline }: NonNullable<OpenLoss['judged']>): string {
  return `It is judged by ${metricInWords(metric)}: ${valueInWords(metric, value)} on these batches, ${valueInWords(metric, baseline)} in the reference.`;
}

function changeSentences(news: OpenLoss): string {
  const { kind, batches, labelled, since } = news;
  const extent = `${formatCountOf(batches, 'batch', 'batches')} with ${formatCountOf(labelled, 'label')}`;
  switch (kind) {
    case 'batch':
      return `The newest batch with labels is worse than chance explains: the model is ${rightInWords(news)}. One bad batch is not a trend; the next ones will tell. ${limitSentence(news)}`;
    case 'step':
      return `Since about ${dayOf(since)}, which is ${extent}, the model is ${rightInWords(news)}. That is more than chance and the usual spread of days explain. ${limitSentence(news)}`;
    case 'decay':
      return `The model gets worse from batch to batch, since about ${dayOf(since)} (${extent}): it is now ${rightInWords(news)}. ${limitSentence(news)}`;
    default:
      return kind satisfies never;
  }
}

/** How far estimates are off by labels, and what becomes of it. */
export function gapSentence({ metric, value, batches }: NonNullable<OpenLoss['correction']>): string {
  const where = value > 0 ? 'too low' : 'too high';
  return `By the labels of ${formatCountOf(batches, 'batch', 'batches')}, estimates without labels are ${sizeInWords(metric, Math.abs(value))} ${where} (${metricInWords(metric)}): features and target are related otherwise than in the reference (concept drift). Estimates of later batches are corrected by that.`;
}

/** Where the loss stands to what the contract allows. */
export function limitSentence({ now, limit, kind, slope30 = 0, breachAt, cap }: OpenLoss): string {
  const allowed = `The contract allows no ${cap === undefined ? 'less' : 'more'} than ${rateInWords(limit, cap)}`;
  const pace = `it ${cap === undefined ? 'falls' : 'rises'} by ${slopeInWords(slope30, cap)}`;
  if (now >= limit) return `${allowed}: that is crossed${kind === 'decay' ? `, and ${pace}` : ''}.`;
  if (kind !== 'decay') return `${allowed}: that is not crossed yet.`;
  return breachAt === undefined
    ? `${allowed}; ${pace}.`
    : `${allowed}; ${pace}, and crosses that about ${dayOf(breachAt)} if it goes on.`;
}

/** `2026-11-20`. */
export function dayOf(instant: string): string {
  return instant.slice(0, 10);
}

/** What is said of how a loss stands to what was reported before; empty where it is new. */
export function statusInWords({ status }: Pick<LossNews, 'status'>): string {
  switch (status) {
    case 'opened':
    case 'recovered':
      return '';
    case 'worse':
      return 'worse than was reported before';
    case 'trend':
      return 'now with a date';
    case 'reminder':
      return 'still';
    default:
      return status satisfies never;
  }
}
