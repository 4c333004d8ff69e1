import { formatCountOf, percent } from '../text/in-words.ts';
import { metricInWords, sizeInWords } from '../text/metric-words.ts';
import type { OpenLoss } from './follow-losses.ts';
import type { LossNews } from './loss-log.ts';

/** How often the model is right now, and in the reference: `right in 86.1 % of the labelled rows (reference: 90.2 %)`. */
export function rightInWords({ now, usual }: Pick<OpenLoss, 'now' | 'usual'>): string {
  return `right in ${percent(1 - now)} of the labelled rows (reference: ${percent(1 - usual)})`;
}

/** `2.5 points in 30 days`; a point is one row in a hundred. */
export function slopeInWords(slope30: number): string {
  const points = Number((100 * slope30).toPrecision(2));
  return `${formatCountOf(points, 'point')} in 30 days`;
}

/** The one fact about a loss, as it stands in a subject line. */
export function lossFact(news: OpenLoss): string {
  const { kind, now, usual, since } = news;
  const rates = `right in ${percent(1 - now)}, was ${percent(1 - usual)}`;
  switch (kind) {
    case 'batch':
      return `one batch much worse than the reference: ${rates}`;
    case 'step':
      return `worse since ${dayOf(since)}: ${rates}`;
    case 'decay':
      return `${rates}, and falling${breachClause(news)}`;
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
  const { correction } = news;
  return `${changeSentences(news)}${correction ? ` ${gapSentence(correction)}` : ''}`;
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
export function limitSentence({ now, limit, kind, slope30 = 0, breachAt }: OpenLoss): string {
  const allowed = `The contract allows no less than ${percent(1 - limit)}`;
  const pace = `it falls by ${slopeInWords(slope30)}`;
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
